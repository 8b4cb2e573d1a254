using System.Collections.Concurrent;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.People;

/// <param name="FormerId">The token's <c>sub</c> where another claim is the subject id; null otherwise.</param>
public sealed record SignedInPerson(string SubjectId, string Name, string? Mail, string? FormerId = null);

/// <summary>
/// Keeps what the identity provider says of a person: called at every sign-in and with every API token. It writes only what is new, so
/// who signs in every day costs one look into memory.
/// </summary>
public sealed class RememberPerson(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int NameLimit = 256, MailLimit = 320;

    // Only what this process has seen committed; another process may write the same once more, which changes nothing.
    private readonly ConcurrentDictionary<string, SignedInPerson> _known = new(StringComparer.Ordinal);

    public async Task ExecuteAsync(SignedInPerson person, CancellationToken cancellationToken)
    {
        var said = Tidy(person);
        if (_known.TryGetValue(said.SubjectId, out var known) && known == said) return;
        try
        {
            await SaveAsync(said, cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(PersonIdentityConfiguration.Current))
        {
            // Another process was first; what it wrote may still differ from what was said here.
            await SaveAsync(said, cancellationToken);
        }

        _known[said.SubjectId] = said;
    }

    private async Task SaveAsync(SignedInPerson said, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var current = await db.Set<PersonIdentity>()
            .SingleOrDefaultAsync(p => p.SubjectId == said.SubjectId && p.ValidTo == null, cancellationToken);
        // A token that carries less than another does not take away what is known.
        var (mail, former) = (said.Mail ?? current?.Mail, said.FormerId ?? current?.FormerId);
        if (current is not null && current.Name == said.Name && await IsKnownAsync(db, said.SubjectId, mail, former, cancellationToken))
            return;
        var now = await db.StampAsync(clock, HistoryDomains.Runs, cancellationToken);
        if (current is not null)
        {
            current.ValidTo = now;
            // The unique index on current rows wants the old one gone first.
            await db.SaveChangesAsync(cancellationToken);
        }

        db.Add(new PersonIdentity
        {
            Id = Guid.CreateVersion7(),
            SubjectId = said.SubjectId,
            Name = said.Name,
            Mail = mail,
            FormerId = former,
            ValidFrom = now
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // Two applications may be told different things of one person in turn; what was ever said joins, so to say it again is no news.
    private static async Task<bool> IsKnownAsync(
        PortalDbContext db, string id, string? mail, string? former, CancellationToken cancellationToken)
    {
        var said = db.Set<PersonIdentity>().Where(p => p.SubjectId == id);
        return (mail is null || await said.AnyAsync(p => p.Mail == mail, cancellationToken))
            && (former is null || await said.AnyAsync(p => p.FormerId == former, cancellationToken));
    }

    private static SignedInPerson Tidy(SignedInPerson person)
    {
        var mail = person.Mail?.Trim().ToLowerInvariant();
        return new SignedInPerson(
            Cut(person.SubjectId, NameLimit), Cut(person.Name, NameLimit), string.IsNullOrEmpty(mail) || mail.Length > MailLimit ? null
                : mail,
            string.IsNullOrWhiteSpace(person.FormerId) || person.FormerId == person.SubjectId ? null : Cut(person.FormerId, NameLimit));
    }

    private static string Cut(string text, int limit) => text.Length <= limit ? text : text[..limit];
}
