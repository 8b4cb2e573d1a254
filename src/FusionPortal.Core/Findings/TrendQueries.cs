using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>
/// The estate over time. Everything is kept by validity ranges, so what came and went between two moments is counted once, for all moments
/// together, and added up: the cost grows with what changed, not with the number of moments.
/// </summary>
public sealed class TrendQueries(NpgsqlDataSource dataSource, IOptions<KnowledgeOptions> options, TimeProvider clock)
{
    // The first moment, counted from 1, that is not before a bound: a range holds from there on, up to that of its end.
    private const string Bounds = """
        cross join lateral (values (1, width_bucket({0}.valid_from - interval '1 microsecond', $1) + 1),
          (-1, width_bucket({0}.valid_to - interval '1 microsecond', $1) + 1)) d(sign, bucket)
        where {0}.valid_from <= $2 and {0}.valid_to > $3 and d.bucket <= $4
        """;

    private const string OpenSql = """
        select d.bucket, sum(d.sign)::bigint, coalesce(sum(d.sign) filter (where v.severity = 'Critical'), 0)::bigint,
          coalesce(sum(d.sign) filter (where v.severity = 'High'), 0)::bigint
        from finding_version v
        """;

    private const string TallySql = """
        select t.target_id, d.bucket, sum(d.sign * t.passed)::bigint, sum(d.sign * t.violated)::bigint,
          sum(d.sign * t.not_evaluated)::bigint
        from verdict_tally t
        """;

    // A violation that is judged no more keeps its finding open, and counts against the score: see ComplianceQueries.
    private const string UnseenSql = """
        select r.target_id, d.bucket, sum(d.sign)::bigint from (
          select coalesce(v.target_id, 0) as target_id, v.account_id, greatest(u.valid_from, v.valid_from) as valid_from,
            least(u.valid_to, v.valid_to) as valid_to
          from finding_unseen u join finding_version v on v.finding_id = u.finding_id and v.status <> 'Resolved'
            and v.valid_from < u.valid_to and v.valid_to > u.valid_from) r
        """;

    private const string ReadingsSql = """
        select a.target_id, a.bucket, max(a.ended_at) filter (where a.state = 'Completed'),
          (array_agg(a.state order by a.ended_at desc))[1] = 'Failed',
          coalesce((array_agg(a.failure order by a.ended_at desc))[1], '') = 'NotSupported'
        from (
          select t.target_id, t.state, t.failure, t.ended_at, width_bucket(t.ended_at - interval '1 microsecond', $1) + 1 as bucket
          from scan_target t where t.ended_at <= $2) a
        group by 1, 2
        """;

    private const string OpenOfConventionSql = """
        select v.convention_id, d.bucket, sum(d.sign)::bigint from (
          select f.convention_id, v.status, v.account_id, v.valid_from, v.valid_to
          from finding_version v join finding f on f.id = v.finding_id) v
        """;

    /// <summary>Open findings of each convention over time; one that never had any is left out.</summary>
    /// <exception cref="RefusedException">The moment lies in the future, or before what is kept.</exception>
    public async Task<ConventionTrends> OfConventionsAsync(TrendFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var (moments, _) = await MomentsAsync(connection, filter, cancellationToken);
        if (moments.Length == 0) return new ConventionTrends([], new Dictionary<string, IReadOnlyList<long>>());
        var changes = await Sql.ListAsync(
            connection,
            $"{OpenOfConventionSql} {Of("v")} and v.status <> 'Resolved' and ($5::text is null or v.account_id = $5) "
                + "group by 1, 2 order by 1, 2",
            r => (Convention: r.GetString(0), Bucket: r.GetInt32(1), Open: r.GetInt64(2)), cancellationToken,
            moments, moments[^1], moments[0], moments.Length, filter.AccountId);
        return new ConventionTrends(
            moments, changes.GroupBy(c => c.Convention, StringComparer.Ordinal).ToDictionary(
                g => g.Key, IReadOnlyList<long> (g) => Sums(g.ToLookup(c => c.Bucket, c => c.Open), moments.Length),
                StringComparer.Ordinal));
    }

    private static long[] Sums(ILookup<int, long> changes, int moments)
    {
        var (sums, now) = (new long[moments], 0L);
        for (var i = 0; i < moments; i++) sums[i] = now += changes[i + 1].Sum();
        return sums;
    }

    /// <exception cref="RefusedException">The moment lies in the future, or before what is kept.</exception>
    public async Task<Trend> ReadAsync(TrendFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var (moments, from) = await MomentsAsync(connection, filter, cancellationToken);
        if (moments.Length == 0) return new Trend([], [], from);

        var open = await OpenAsync(connection, moments, filter.AccountId, cancellationToken);
        var states = await StatesAsync(connection, moments, filter.AccountId, cancellationToken);
        var points = moments.Select((moment, i) => new TrendPoint(
            moment, open[i].Open, open[i].Critical, open[i].High, states[i].Score, states[i].Targets, states[i].Completed));
        return new Trend([.. points], await MarksAsync(connection, moments, cancellationToken), from);
    }

    // Those of which something is known, and where the asked span begins.
    private async Task<(DateTimeOffset[] Moments, DateTimeOffset From)> MomentsAsync(
        NpgsqlConnection connection, TrendFilter filter, CancellationToken cancellationToken)
    {
        var at = HistoryClock.Micro(
            await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) ?? clock.GetUtcNow());
        var asked = TrendMoments.Of(filter.Span, at);
        var begun = await BegunAsync(connection, cancellationToken);
        return ([.. asked.Where(m => m >= begun)], asked[0]);
    }

    // From the end of the first scan on, and from what retention has kept.
    private static async Task<DateTimeOffset?> BegunAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await Sql.ListAsync(
            connection,
            """
            select greatest((select min(ended_at) from scan where state = 'Completed'),
              (select max(kept_from) from history_kept where what in ('records', 'verdicts') and kept_from > '-infinity'))
            where exists (select from scan where state = 'Completed')
            """,
            r => r.GetNullable<DateTimeOffset>(0), cancellationToken)).FirstOrDefault();

    private static async Task<(long Open, long Critical, long High)[]> OpenAsync(
        NpgsqlConnection connection, DateTimeOffset[] moments, string? accountId, CancellationToken cancellationToken)
    {
        var changes = await Sql.ListAsync(
            connection,
            $"{OpenSql} {Of("v")} and v.status <> 'Resolved' and ($5::text is null or v.account_id = $5) group by d.bucket",
            r => (Bucket: r.GetInt32(0), Open: r.GetInt64(1), Critical: r.GetInt64(2), High: r.GetInt64(3)), cancellationToken,
            moments, moments[^1], moments[0], moments.Length, accountId);
        var byBucket = changes.ToDictionary(c => c.Bucket);
        var points = new (long Open, long Critical, long High)[moments.Length];
        var now = (Open: 0L, Critical: 0L, High: 0L);
        for (var i = 0; i < moments.Length; i++)
        {
            var change = byBucket.GetValueOrDefault(i + 1);
            points[i] = now = (now.Open + change.Open, now.Critical + change.Critical, now.High + change.High);
        }

        return points;
    }

    private async Task<IReadOnlyList<(ComplianceScore Score, int Targets, int Completed)>> StatesAsync(
        NpgsqlConnection connection, DateTimeOffset[] moments, string? accountId, CancellationToken cancellationToken)
    {
        object?[] values = [moments, moments[^1], moments[0], moments.Length];
        var targets = await Sql.ListAsync(
            connection, "select id, account_id, listed_at from coverage where not is_pass",
            r => new TrendFold.Target(r.GetInt32(0), r.GetString(1), r.GetNullable<DateTimeOffset>(2)), cancellationToken);
        var standings = await Sql.ListAsync(
            connection, "select account_id, valid_from, least(valid_to, '9999-01-01'::timestamptz), sight from account_standing",
            r => new TrendFold.Standing(
                r.GetString(0), r.GetFieldValue<DateTimeOffset>(1), r.GetFieldValue<DateTimeOffset>(2), r.GetEnum<AccountSight>(3)),
            cancellationToken);
        var tallies = await Sql.ListAsync(
            connection, $"{TallySql} {Of("t")} group by 1, 2",
            r => new TrendFold.Delta(r.GetInt32(0), r.GetInt32(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)), cancellationToken, values);
        var unseen = await Sql.ListAsync(
            connection, $"{UnseenSql} {Of("r")} and ($5::text is null or r.account_id = $5) group by 1, 2",
            r => new TrendFold.Unseen(r.GetInt32(0), r.GetInt32(1), r.GetInt64(2)), cancellationToken, [.. values, accountId]);
        var readings = await Sql.ListAsync(
            connection, ReadingsSql,
            r => new TrendFold.Attempts(r.GetInt32(0), r.GetInt32(1), r.GetNullable<DateTimeOffset>(2), r.GetBoolean(3), r.GetBoolean(4)),
            cancellationToken, moments, moments[^1]);
        var limits = await Sql.ListAsync(
            connection,
            $"""
            select {KnowledgeLimits.HoursSql("m.at", "$2")} from unnest($1::timestamptz[]) with ordinality m(at, place) order by m.place
            """,
            r => TimeSpan.FromHours(r.GetDouble(0)), cancellationToken, moments, options.Value.Hours);
        return new TrendFold(moments)
        {
            Targets = targets,
            Standings = standings,
            Tallies = tallies,
            Readings = readings,
            UnseenFindings = unseen,
            Limits = limits,
            AccountId = accountId,
        }.Run();
    }

    private static Task<List<TrendMark>> MarksAsync(
        NpgsqlConnection connection, DateTimeOffset[] moments, CancellationToken cancellationToken) =>
        Sql.ListAsync(
            connection,
            """
            select published_at as at, 'Book', version, null, published_by from book_version where published_at between $1 and $2
            union all
            select published_at, 'Template', version, title, published_by from template_version where published_at between $1 and $2
            order by 1, 2, 4, 3
            """,
            r => new TrendMark(
                r.GetFieldValue<DateTimeOffset>(0), r.GetEnum<TrendMarkKind>(1), r.GetInt32(2), r.GetText(3), r.GetText(4) ?? ""),
            cancellationToken, moments[0], moments[^1]);

    private static string Of(string alias) => Bounds.Replace("{0}", alias, StringComparison.Ordinal);
}
