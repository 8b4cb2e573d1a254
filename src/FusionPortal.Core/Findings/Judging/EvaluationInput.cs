using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Everything judging reads besides the resources themselves.</summary>
/// <param name="Targets">Targets whose last attempt was complete: only their resources are judged.</param>
/// <param name="Everything">True where that is every target there is.</param>
/// <param name="Hash">Over book and records, then over targets and when they last changed, half and half. Equal hashes give equal
/// verdicts.</param>
internal sealed record JudgingInput(
    ConventionBook Book, PortalRecords Records, ScanReach Reach, int[] Targets, bool Everything, string Hash)
{
    /// <summary>Length of each half, in hexadecimal digits: 128 bits.</summary>
    public const int HalfHash = 32;

    /// <summary>
    /// Hashes of the subjects of every recorded organization: what tells that nobody has recorded one is over with the record, whatever was
    /// not read.
    /// </summary>
    public Guid[] RecordedSubjects => [.. Records.Organizations.Select(o => ToldOnce.SubjectHash(o.OrgId))];

    /// <summary>Whether book and records are what they were at a judging with that hash, so that only the estate can have
    /// changed.</summary>
    public bool HasRecordsOf(string hash) =>
        hash.Length == 2 * HalfHash && Hash.AsSpan(0, HalfHash).SequenceEqual(hash.AsSpan(0, HalfHash));
}

/// <summary>Reads what judging needs, and tells whether the last judging still holds.</summary>
public sealed class EvaluationInput(
    NpgsqlDataSource dataSource, BookQueries books, OrganizationQueries organizations, AccountQueries accounts,
    CapturedQueries captured, TimeProvider clock)
{
    /// <param name="change">What the records would be instead of what they are; null for what they are.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task<JudgingInput> ReadAsync(Func<PortalRecords, PortalRecords>? change, CancellationToken cancellationToken)
    {
        var book = await books.CurrentAsync(cancellationToken);
        var records = new PortalRecords(
            await organizations.RecordsAsync(cancellationToken), await accounts.RecordsAsync(cancellationToken))
        {
            Captured = new CapturedResources(await captured.AllAsync(cancellationToken)),
        };
        if (change is not null) records = change(records);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var targets = await Sql.ListAsync(
            connection,
            $"""
            select c.id, c.account_id, c.region, c.service, c.outcome = 'Completed' and coalesce(st.sight, 'Read') = 'Read',
              (c.outcome = 'NotSupported' and c.first_complete_at is null) or not {Knowledge.Counts("st")}, c.last_changed_at, c.kinds,
                c.last_complete_began_at
            from coverage c {StandingSql.Join("c.account_id", null)} where not c.is_pass order by c.id
            """,
            r => new Target(
                r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetBoolean(4), r.GetBoolean(5),
                r.GetNullable<DateTimeOffset>(6), r.GetFieldValue<string[]>(7), r.GetNullable<DateTimeOffset>(8)),
            cancellationToken);
        var factsChangedAt = await Sql.ScalarAsync<DateTime?>(connection, "select max(changed_at) from resource_fact", cancellationToken);
        // A book that counts days is judged anew on each; any other is not.
        var reach = Reach(targets) with
        {
            Day = book.Conventions.Any(c => c.Rule.CountsDays) ? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) : null,
        };
        return new JudgingInput(
            book, records, reach, [.. targets.Where(t => t.Complete).Select(t => t.Id)], targets.TrueForAll(t => !t.Hides),
            Hash(book, records, reach, targets, factsChangedAt));
    }

    /// <summary>True where something judged before would be judged otherwise now. False where the book in force cannot be read
    /// here.</summary>
    public async Task<bool> IsStaleAsync(CancellationToken cancellationToken)
    {
        if (!(await books.CurrentAsync(cancellationToken)).IsReadable) return false;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var last = await LastHashAsync(connection, cancellationToken);
        return last is not null && last != (await ReadAsync(null, cancellationToken)).Hash;
    }

    internal static Task<string?> LastHashAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<string>(connection, "select input_hash from evaluation order by at desc limit 1", cancellationToken);

    // A kind is listed wholly where every target that lists it was read whole; the tagging API shows the tagged ones of any kind but IAM's.
    private static ScanReach Reach(List<Target> targets)
    {
        var listed = targets.Where(t => t.Complete).SelectMany(t => t.Kinds).ToHashSet(StringComparer.Ordinal);
        var hidden = targets.Where(t => t.Hides).SelectMany(t => t.Kinds).ToHashSet(StringComparer.Ordinal);
        var byTags = targets.Exists(t => t.Service == ScanTarget.Tagging && t.Complete)
            ? ScanReach.TaggingApi.ListableKinds.Except(targets.SelectMany(t => t.Kinds)) : [];
        return new ScanReach(
            listed.Concat(byTags).ToHashSet(StringComparer.Ordinal), listed.Except(hidden).ToHashSet(StringComparer.Ordinal),
            targets.Where(t => t.Hides).Select(t => t.AccountId).ToHashSet(StringComparer.Ordinal))
        {
            ReadSince = new(targets.Where(t => t is { Complete: true, BeganAt: not null })
                .SelectMany(t => t.Kinds, (t, kind) => (t.AccountId, t.Place, kind, t.BeganAt!.Value))),
            WhollyListedIn = hidden.Count == 0 ? [] : targets.Where(t => !t.Hides)
                .SelectMany(t => t.Kinds, (t, kind) => (t.AccountId, t.Place, kind)).ToHashSet(),
        };
    }

    private static string Hash(
        ConventionBook book, PortalRecords records, ScanReach reach, List<Target> targets, DateTime? factsChangedAt)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"book\n{book.Version}\n{book.Sha256}\n");
        foreach (var o in records.Organizations.OrderBy(o => o.OrgId, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"organization\n{o.OrgId}\n{o.Title}\n{o.Environment}\n{o.RecordedBucketName}\n");
        foreach (var a in records.Accounts.OrderBy(a => a.AccountId, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"account\n{a.AccountId}\n{a.Name}\n{a.Role}\n{(a.IsRead ? "" : "not read\n")}");
        foreach (var c in records.Captured.All)
            text.Append(CultureInfo.InvariantCulture, $"captured\n{c.Kind}\n{c.OrgId}\n{c.IsOfInstall}\n")
                .AppendJoin('\n', c.Values.Prepend(c.Name)).Append('\n');
        var ofRecords = Half(text);
        text.Clear();
        // Tags read after the last change of a list tell what was never tagged; tags read before it leave it open.
        var listChanged = targets.Where(t => t.Service != ScanTarget.Tagging).GroupBy(t => t.AccountId)
            .ToDictionary(g => g.Key, g => g.Max(t => t.ChangedAt));
        foreach (var t in targets.Where(t => t.Service == ScanTarget.Tagging))
            text.Append(CultureInfo.InvariantCulture, $"tags\n{t.Id}\n{t.BeganAt >= listChanged.GetValueOrDefault(t.AccountId)}\n");
        foreach (var t in targets)
            text.Append(CultureInfo.InvariantCulture, $"target\n{t.Id}\n{t.Complete}\n{t.ChangedAt?.UtcTicks}\n");
        text.Append(CultureInfo.InvariantCulture, $"facts\n{factsChangedAt?.Ticks}\n");
        text.Append(CultureInfo.InvariantCulture, $"day\n{reach.Day:yyyy-MM-dd}\n");
        // What was captured counts, place by place, once it was looked for.
        foreach (var c in records.Captured.All)
            foreach (var value in c.Values.Prepend(c.Name))
                text.Append(CultureInfo.InvariantCulture, $"{reach.ReadSince?.CountAfter(c.Kind, value.At)} ");
        return ofRecords + Half(text);
    }

    private static string Half(StringBuilder text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..JudgingInput.HalfHash];

    /// <param name="NeverThere">AWS does not offer the service there and nothing of it was ever seen; or the account is closed or
    /// retired.</param>
    private sealed record Target(
        int Id, string AccountId, string Region, string Service, bool Complete, bool NeverThere, DateTimeOffset? ChangedAt,
        IReadOnlyList<string> Kinds, DateTimeOffset? BeganAt)
    {
        /// <summary>Empty where it stands for all regions.</summary>
        public string Place => Region == ScanTarget.Global ? "" : Region;

        /// <summary>Whether something may be there that nobody sees.</summary>
        public bool Hides => !Complete && !NeverThere;
    }
}
