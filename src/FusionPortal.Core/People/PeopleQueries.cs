using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.People;

/// <summary>One subject id that signed in or left a mark.</summary>
/// <param name="CountsAs">The other ids that count as the same person.</param>
/// <param name="DeclaredSameAs">What an administrator declared; null while nobody did, and the mail decides.</param>
public sealed record PersonRow(
    string SubjectId, string Name, string? Mail, DateTimeOffset Since, IReadOnlyList<string> CountsAs,
    string? DeclaredSameAs, string? DeclaredBy, string? Reason, DateTimeOffset? DeclaredAt);

/// <summary>Reads of people.</summary>
public sealed class PeopleQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>By name. A company has tens of them, so the list is not paged.</summary>
    public async Task<IReadOnlyList<PersonRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var people = await db.Set<PersonIdentity>().AsNoTracking().Where(p => p.ValidTo == null).OrderBy(p => p.Name)
            .ThenBy(p => p.SubjectId).ToListAsync(cancellationToken);
        var declared = await db.Set<PersonDeclaration>().AsNoTracking().Where(p => p.ValidTo == null)
            .ToDictionaryAsync(p => p.SubjectId, cancellationToken);
        var same = await SameAsync(db, null, cancellationToken);
        return [.. people.Select(p =>
        {
            var said = declared.GetValueOrDefault(p.SubjectId);
            return new PersonRow(
                p.SubjectId, p.Name, p.Mail, p.ValidFrom, [.. same.IdsOf(p.SubjectId).Where(id => id != p.SubjectId)],
                said?.SameAs, said?.DeclaredBy, said?.Reason, said?.ValidFrom);
        })];
    }

    /// <summary>One text that changes whenever <see cref="SameAsync"/> of now may: rows are only added, and closed once.</summary>
    internal const string MarkSql = """
        select (select count(*) || ':' || count(valid_to) from person_identity) || ';' || (select count(*) || ':' || count(valid_to)
          from person_declaration)
        """;

    /// <summary>Which ids belong to one person, as it was known at the moment. A mail or former id that was ever said goes on to
    /// join.</summary>
    /// <param name="db">The context.</param>
    /// <param name="asOf">Null for now.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal static async Task<SamePeople> SameAsync(PortalDbContext db, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var people = db.Set<PersonIdentity>().AsNoTracking().Where(p => p.Mail != null || p.FormerId != null);
        var declared = db.Set<PersonDeclaration>().AsNoTracking();
        if (asOf is { } at) people = people.Where(p => p.ValidFrom <= at);
        declared = asOf is { } then ? declared.Where(p => p.ValidFrom <= then && (p.ValidTo == null || p.ValidTo > then))
            : declared.Where(p => p.ValidTo == null);
        return Joined(await people.ToListAsync(cancellationToken), await declared.ToListAsync(cancellationToken));
    }

    // The provider's own word joins: one mail, or the id it had before. Only of an id declared a person of their own it does not;
    // to declare whose an id is adds to what is known and takes nothing away.
    private static SamePeople Joined(IReadOnlyCollection<PersonIdentity> people, IReadOnlyCollection<PersonDeclaration> declared)
    {
        var own = declared.Where(d => d.SameAs == d.SubjectId).Select(d => d.SubjectId).ToHashSet(StringComparer.Ordinal);
        var free = people.Where(p => !own.Contains(p.SubjectId)).ToList();
        var byMail = free.Where(p => p.Mail is not null).GroupBy(p => p.Mail, StringComparer.Ordinal)
            .SelectMany(group => group.Skip(1).Select(p => (p.SubjectId, group.First().SubjectId)));
        var byFormer = free.Where(p => p.FormerId is not null && !own.Contains(p.FormerId)).Select(p => (p.SubjectId, p.FormerId!));
        return SamePeople.Of(
            [.. declared.Where(d => d.SameAs != d.SubjectId).Select(d => (d.SubjectId, d.SameAs)), .. byMail, .. byFormer]);
    }
}
