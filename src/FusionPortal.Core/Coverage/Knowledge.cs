using System.Globalization;
using FusionPortal.Conventions.Books;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Data;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Coverage;

/// <summary>How old what the portal knows of AWS is.</summary>
/// <param name="Targets">Targets that were read whole once, however long ago, failing ones included; not those that AWS or the
/// configuration no longer offers.</param>
/// <param name="Aged">Of these, how many nobody has read since the limit: what was known of them is not evaluated.</param>
/// <param name="NewestAt">The end of the last completed reading of any target; null before the first.</param>
/// <param name="OldestAt">The oldest last completed reading among them; null before the first.</param>
public sealed record KnowledgeAge(int Targets, int Aged, DateTimeOffset? NewestAt, DateTimeOffset? OldestAt);

/// <summary>
/// The coverage ledger as one relation, now or at a past moment, for joins by other features' queries. Knowledge ages here, by being read:
/// a target that nobody has read since the limit is not covered, whether or not anything still runs that could notice.
/// </summary>
public sealed class Knowledge(NpgsqlDataSource dataSource, IOptions<KnowledgeOptions> options, TimeProvider clock)
{
    /// <summary>How long a completed reading is taken for true.</summary>
    public TimeSpan Limit => TimeSpan.FromHours(options.Value.Hours);

    /// <summary>Why an aged target is not covered, fit to be shown.</summary>
    public string AgedMessage => AgedFor(options.Value.Hours);

    internal static string AgedFor(double hours) =>
        string.Create(CultureInfo.InvariantCulture, $"Nobody has read it whole for more than {hours:0.##} hours.");

    /// <summary>Why what is judged over all targets is not evaluated, fit to be shown.</summary>
    public string AgedAcrossMessage =>
        string.Create(CultureInfo.InvariantCulture, $"Nobody has read every target whole for more than {options.Value.Hours:0.##} hours.");

    /// <summary>Why a target that was read is not covered where nobody judged it by the book in force, fit to be shown.</summary>
    public const string UnjudgedMessage = "Not evaluated: the convention book in force needs a newer portal.";

    /// <summary>Whether what was read at that moment still holds now.</summary>
    public bool IsAged(DateTimeOffset lastCompleteAt) => IsAged(lastCompleteAt, clock.GetUtcNow(), Limit);

    /// <summary>The same at another moment, with the limit in force then.</summary>
    internal static bool IsAged(DateTimeOffset lastCompleteAt, DateTimeOffset at, TimeSpan limit) => lastCompleteAt < at - limit;

    /// <summary>How old what is known is. One small query.</summary>
    public async Task<KnowledgeAge> AgeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return (await Sql.ListAsync<KnowledgeAge>(
            connection,
            $"""
            select count(*)::int as targets, count(*) filter (where c.last_complete_at < $1)::int as aged,
              max(c.last_complete_at) as newest_at, min(c.last_complete_at) as oldest_at
            from coverage c where not c.is_pass and c.last_complete_at is not null and c.outcome <> 'NotSupported'
              and {StandingSql.IsRead("c.account_id")}
            """,
            cancellationToken, HistoryClock.Micro(clock.GetUtcNow() - Limit)))[0];
    }

    /// <summary>
    /// Common table expressions <c>cover(target_id, account_id, region, service, outcome, message, last_complete_at, since, resources,
    /// sight)</c>, one row a target, and <c>sight(target_id, account_id, last_complete_at, since, message, sight)</c>, which has a row 0
    /// besides for what is judged over all targets. <c>since</c> is set where the target is not covered, <c>sight</c> is an
    /// <see cref="AccountSight"/>: targets of
    /// accounts that
    /// are not read are never covered, count for no coverage, and those of closed and retired accounts for no score (<see cref="Counts"/>).
    /// A past moment is counted again from the scans, with the limit in force then (<see cref="KnowledgeLimits"/>); the names
    /// <c>account</c> and
    /// <c>organization</c> then mean what was recorded at it.
    /// </summary>
    internal string Cte(SqlFilter where, DateTimeOffset? asOf)
    {
        var at = where.Value(HistoryClock.Micro(asOf ?? clock.GetUtcNow()));
        if (asOf is null)
        {
            var now = new AgedSql(
                $"({at}::timestamptz - {where.Value(Limit)}::interval)", $"{where.Value(Limit)}::interval",
                    $"{where.Value(AgedMessage)}::text",
                $"{where.Value(AgedAcrossMessage)}::text");
            return Sighted(Now, null, at, now);
        }

        const string Span = "(select l.span from freshness l)";
        var then = new AgedSql($"({at}::timestamptz - {Span})", Span, Said("it"), Said("every target"));
        return $"""
            {RecordSql.Ctes(at)},
            freshness as materialized (
              select make_interval(secs => h.hours * 3600) as span, trim_scale(round(h.hours::numeric, 2))::text as words
              from (select {KnowledgeLimits.HoursSql(at, where.Value(options.Value.Hours))} as hours) h),
            {Sighted(Past(at), at, at, then)}
            """;
    }

    // The same words as the messages of now.
    private static string Said(string what) =>
        $"('Nobody has read {what} whole for more than ' || (select l.words from freshness l) || ' hours.')";

    /// <summary>Whether what lies there counts for a score, well or badly; true of what lies in no target.</summary>
    /// <param name="cover">The alias of the relation.</param>
    internal static string Counts(string cover) => $"coalesce({cover}.sight not in ('Closed', 'Retired'), true)";

    // Not materialized: a page looks up the few targets it shows. What is judged over all targets is as old as the oldest of their
    // readings: one target that lags behind may hold what would turn the verdict.
    // A book that this build cannot read is judged by by others or by nobody: what was read after the last judging by it is not evaluated.
    private static string Sighted(string known, string? at, string until, AgedSql aged) => $"""
        known as not materialized ({known}),
        unread_book as (
          select b.published_at, (select max(e.at) from evaluation e where e.book_version = b.version and e.at <= {until}) as judged_at
          from (select version, format, published_at from book_version where published_at <= {until} order by version desc limit 1) b
          where b.format > {ConventionBook.NewestFormat}),
        cover as not materialized (
          select k.target_id, k.account_id, k.region, k.service,
            case when st.sight <> 'Read' and k.outcome = 'Completed' then 'NotSupported'
              when k.outcome = 'Completed' and k.last_complete_at < {aged.Before} then '{nameof(CoverageOutcome.Aged)}'
              when {Unjudged} then '{nameof(CoverageOutcome.Unjudged)}' else k.outcome end as outcome,
            case when st.sight <> 'Read' then {StandingSql.Why}
              when k.outcome = 'Completed' and k.last_complete_at < {aged.Before} then {aged.Message}
              when {Unjudged} then '{UnjudgedMessage}' else k.message end as message, k.last_complete_at,
            case when st.sight <> 'Read' then coalesce(k.since, st.valid_from)
              when k.outcome = 'Completed' and k.last_complete_at < {aged.Before} then k.last_complete_at + {aged.Limit}
              when {Unjudged} then {UnjudgedSince("k.last_complete_at")} else k.since end as since,
            k.resources, coalesce(st.sight, 'Read') as sight
          from known k left join unread_book u on true {StandingSql.Join("k.account_id", at)}),
        readings as (
          select max(k.last_complete_at) as newest_at, min(k.last_complete_at) filter (where k.outcome <> 'NotSupported') as oldest_at
          from cover k where k.sight = 'Read'),
        sight as not materialized (
          select c.target_id, c.account_id, c.last_complete_at, c.since, c.message, c.sight from cover c
          union all select 0, null, r.newest_at, case when r.oldest_at < {aged.Before} then r.oldest_at + {aged.Limit}
              when u.published_at is not null and coalesce(r.newest_at > u.judged_at, true) then {UnjudgedSince("r.newest_at")} end,
            case when u.published_at is not null and not coalesce(r.oldest_at < {aged.Before}, false) then '{UnjudgedMessage}'
              else {aged.AcrossMessage} end, 'Read'
          from readings r left join unread_book u on true)
        """;

    private const string Unjudged =
        "k.outcome = 'Completed' and u.published_at is not null and coalesce(k.last_complete_at > u.judged_at, true)";

    private static string UnjudgedSince(string read) => $"case when u.judged_at is null then u.published_at else {read} end";

    private const string Now = """
          select c.id as target_id, c.account_id, c.region, c.service, c.outcome, c.message, c.last_complete_at,
            case when c.outcome <> 'Completed' then c.outcome_since end as since, c.resources
          from coverage c where not c.is_pass
        """;

    // Targets listed later are none of the past's. Of rows that do not say when they were listed: those of scans begun by then; a scan of a
    // part lists accounts it lays out no targets for, and those had never been read.
    private static string Past(string at) => $"""
          select c.id as target_id, c.account_id, c.region, c.service,
            case when last.state is null then 'Never' when last.state = 'Completed' then 'Completed' else last.failure end as outcome,
            last.message, done.ended_at as last_complete_at,
            case when last.state = 'Failed' then (
              select min(f.ended_at) from scan_target f
              where f.target_id = c.id and f.state = 'Failed' and f.ended_at <= {at}
                and (done.ended_at is null or f.ended_at > done.ended_at)) end as since,
            coalesce(done.resources, 0) as resources
          from coverage c
          left join lateral (
            select t.state, t.failure, t.message from scan_target t
            where t.target_id = c.id and t.ended_at <= {at} order by t.ended_at desc limit 1) last on true
          left join lateral (
            select t.ended_at, t.resources from scan_target t
            where t.target_id = c.id and t.state = 'Completed' and t.ended_at <= {at} order by t.ended_at desc limit 1) done on true
          where not c.is_pass and case when c.listed_at is not null then c.listed_at <= {at} else
            exists (select from scan_target t join scan s on s.id = t.scan_id where t.target_id = c.id and s.started_at <= {at})
            or exists (select from account a where a.id = c.account_id) and not exists (
              select from coverage o join scan_target t on t.target_id = o.id join scan s on s.id = t.scan_id
              where o.account_id = c.account_id and not o.is_pass and s.started_at <= {at}) end
        """;

    private sealed record AgedSql(string Before, string Limit, string Message, string AcrossMessage);
}
