using System.Text.Json;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Organizations;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>One organization that resources name and nobody has recorded, and what could be recorded of it.</summary>
/// <param name="Seen">What names it, where, and what disagrees.</param>
/// <param name="Proposal">What could be recorded; a person decides.</param>
/// <param name="FindingNumber">Its open finding, F-{number}; null where the book in force has no such convention.</param>
/// <param name="SeenAt">The judging that saw it last.</param>
public sealed record OfferedOrganization(SeenOrganization Seen, SeenProposal Proposal, long? FindingNumber, DateTimeOffset SeenAt);

/// <param name="Total">How many are offered in all.</param>
/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
public sealed record OfferedPage(IReadOnlyList<OfferedOrganization> Rows, long Total, string? NextCursor);

/// <summary>How far the register is behind what was seen.</summary>
/// <param name="Recorded">Clients there are.</param>
/// <param name="Seen">Organizations that resources name and nobody has recorded.</param>
public sealed record RegisterStanding(long Recorded, long Seen)
{
    /// <summary>Whether nobody has recorded any client although AWS shows some.</summary>
    public bool IsEmptyButSeen => Recorded == 0 && Seen > 0;
}

/// <summary>Reads of organizations that AWS shows and nobody has recorded.</summary>
public sealed class SeenOrganizationQueries(
    NpgsqlDataSource dataSource, BookQueries books, OrganizationQueries organizations, AccountQueries accounts)
{
    /// <summary>The most on one page, and the most that can be recorded at once.</summary>
    public const int Most = 200;

    private const string Unrecorded = "not exists (select from organization o where o.org_key = s.key)";

    /// <summary>By ID.</summary>
    /// <param name="actor">Lead, Administrator or Auditor.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="take">1 to <see cref="Most"/>.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="RefusedException">Forbidden; the cursor is not of this list; the book in force needs a newer portal.</exception>
    public async Task<OfferedPage> ListAsync(Actor actor, string? cursor, int take, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Administrator, Role.Auditor);
        var limit = Math.Clamp(take, 1, Most);
        var after = Cursor.Read<Position>(cursor)?.Key ?? "";
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var total =
            await Sql.ScalarAsync<long>(connection, $"select count(*) from seen_organization s where {Unrecorded}", cancellationToken);
        var book = await books.CurrentAsync(cancellationToken);
        BookQueries.RequireReadable(book);
        var proposals =
            new SeenProposals(
            book, new(await organizations.RecordsAsync(cancellationToken), await accounts.RecordsAsync(cancellationToken)));
        var rows = await ReadAsync(connection, "s.key collate \"C\" > $1", after, limit + 1, cancellationToken);
        var numbers = await FindingsAsync(connection, ToldOnce.By(book), rows.Select(r => r.Seen), cancellationToken);
        var page = rows.Take(limit).Select(r => new OfferedOrganization(
            r.Seen, proposals.Of(r.Seen), numbers.TryGetValue(Fingerprint.Of(r.Seen.Subject), out var number) ? number : null, r.At))
                .ToList();
        return new OfferedPage(page, total, rows.Count > limit ? Cursor.Write(new Position(page[^1].Seen.Key)) : null);
    }

    /// <summary>How many clients are recorded, and how many organizations are seen and not recorded.</summary>
    public async Task<RegisterStanding> StandingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return (await Sql.ListAsync(
            connection, $"select (select count(*) from organization), (select count(*) from seen_organization s where {Unrecorded})",
            r => new RegisterStanding(r.GetInt64(0), r.GetInt64(1)), cancellationToken))[0];
    }

    /// <summary>Those of the keys that are seen and not recorded, by key.</summary>
    internal async Task<IReadOnlyDictionary<string, SeenOrganization>> FindAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await ReadAsync(connection, "s.key = any($1)", keys.ToArray(), keys.Count, cancellationToken);
        return rows.ToDictionary(r => r.Seen.Key, r => r.Seen, StringComparer.Ordinal);
    }

    private static Task<List<(SeenOrganization Seen, DateTimeOffset At)>> ReadAsync(
        NpgsqlConnection connection, string where, object keys, int limit, CancellationToken cancellationToken) =>
        Sql.ListAsync(
            connection,
                $"select s.detail, s.seen_at from seen_organization s where {Unrecorded} and {where} order by s.key collate \"C\" limit $2",
            r => (JsonSerializer.Deserialize<SeenOrganization>(r.GetString(0), SeenJson.Options)!, r.GetFieldValue<DateTimeOffset>(1)),
                cancellationToken, keys, limit);

    private static async Task<Dictionary<Guid, long>> FindingsAsync(
        NpgsqlConnection connection, string? conventionId, IEnumerable<SeenOrganization> seen, CancellationToken cancellationToken) =>
        (await Sql.ListAsync(
            connection,
            """
            select f.subject_hash, f.number from finding f join finding_version v on v.finding_id = f.id and v.valid_to = 'infinity'
              and v.status <> 'Resolved'
            where f.convention_id = $1::text and f.subject_hash = any($2::uuid[])
            """,
            r => (Subject: r.GetGuid(0), Number: r.GetInt64(1)), cancellationToken, conventionId,
                seen.Select(s => Fingerprint.Of(s.Subject)).ToArray()))
        .ToDictionary(f => f.Subject, f => f.Number);

    private sealed record Position(string Key);
}
