using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>What changed since the previous scan, decomposed so that the causes add up exactly.</summary>
public sealed class ChangeQueries(NpgsqlDataSource dataSource, TimeProvider clock)
{
    // Compares each finding that has a newer version with what it was then; the rest cannot have changed. What made an open finding open
    // is the last version that opened it, not the last one that merely rewrote it.
    private const string Compared = """
        with now as (
          select v.* from finding_version v where v.valid_from > $1 and v.valid_from <= $2 and v.valid_to > $2
            and ($3::text is null or v.account_id = $3)),
        compared as (
          select n.org_id, n.status <> 'Resolved' as open_now, coalesce(t.status <> 'Resolved', false) as open_then,
            t.finding_id is not null as known_then,
            case when n.status = 'Resolved' then case when n.subject_gone then 'Deleted' else n.cause end else (
              select o.cause from finding_version o
              where o.finding_id = n.finding_id and o.valid_from > $1 and o.valid_from <= $2
                and o.cause in ('New', 'Reappeared', 'ConventionChanged', 'RecordChanged') and o.status <> 'Resolved'
              order by o.valid_from desc limit 1) end as cause,
            n.status = 'Resolved' and n.scan_id is not null and exists (
              select from scan_target s where s.scan_id = n.scan_id and s.target_id = n.target_id and s.state <> 'Completed') as unseen,
            t.finding_id is null and exists (
              select from coverage c join finding f on f.id = n.finding_id join resource_version r on r.target_id = c.id
                and r.arn_hash = f.subject_hash and r.valid_from <= $1 and r.valid_to > $1
              where c.account_id = n.account_id and not c.is_pass) as there_then
          from now n left join finding_version t on t.finding_id = n.finding_id and t.valid_from <= $1 and t.valid_to > $1)
        """;

    private const string ChangesSql = Compared + "\n" + """
        select
          count(*) filter (where open_now and not open_then and cause = 'ConventionChanged'),
          count(*) filter (where open_now and not open_then and cause = 'RecordChanged'),
          count(*) filter (where open_now and not open_then and cause not in ('ConventionChanged', 'RecordChanged') and not known_then
            and not there_then),
          count(*) filter (where open_now and not open_then and cause not in ('ConventionChanged', 'RecordChanged') and there_then),
          count(*) filter (where open_now and not open_then and cause not in ('ConventionChanged', 'RecordChanged') and known_then),
          count(*) filter (where open_then and not open_now and cause = 'ConventionChanged'),
          count(*) filter (where open_then and not open_now and cause = 'RecordChanged'),
          count(*) filter (where open_then and not open_now and cause not in ('ConventionChanged', 'RecordChanged', 'Deleted')
            and not unseen),
          count(*) filter (where open_then and not open_now and cause not in ('ConventionChanged', 'RecordChanged') and unseen),
          count(*) filter (where open_then and not open_now and cause = 'Deleted' and not unseen)
        from compared
        """;

    // The same causes as above, by client.
    private const string BehindSql = Compared + "\n" + """
        select c.change, coalesce(o.org_id, c.org_id, '') as org_id, o.title, count(*) from (
          select org_id, case
            when open_now and not open_then then case cause when 'ConventionChanged' then 'ConventionAdded'
              when 'RecordChanged' then 'RecordAdded' else
                case when known_then then 'Reappeared' when there_then then 'Changed' else 'New' end end
            when open_then and not open_now then case when cause = 'ConventionChanged' then 'ConventionRemoved'
              when cause = 'RecordChanged' then 'RecordRemoved' when unseen then 'ClosedUnread'
              when cause = 'Deleted' then 'Deleted' else 'Fixed' end end as change
          from compared where cause is not null) c
        -- As it was called then: a question about the past is answered the same for ever.
        left join lateral (
          select r.org_id, r.title
          from record_version v cross join lateral jsonb_populate_record(null::public.organization, v.record) r
          where v.entity = 'organization' and v.valid_from <= $2 and v.valid_to > $2 and lower(r.org_id) = lower(c.org_id)
          limit 1) o on true
        where c.change is not null group by 1, 2, 3 order by 4 desc, 2
        """;

    /// <summary>Whose findings are behind each cause of <paramref name="since"/>: they add up to its counts. Most findings first.</summary>
    public async Task<IReadOnlyList<ChangeBehind>> BehindAsync(
        SincePrevious since, ComplianceFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await Sql.ListAsync(
            connection, BehindSql,
            r => new ChangeBehind(r.GetEnum<ChangeCause>(0), r.GetString(1), r.GetText(2), r.GetInt64(3)), cancellationToken,
            since.Since, since.AsOf, filter.AccountId);
    }

    /// <returns>Null before the second scan has ended: there is nothing to compare with.</returns>
    public async Task<SincePrevious?> SincePreviousAsync(ComplianceFilter filter, CancellationToken cancellationToken)
    {
        var asOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken);
        var at = HistoryClock.Micro(asOf ?? clock.GetUtcNow());
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await PreviousScans.EndAsync(connection, at, cancellationToken) is { } since
            ? await SinceAsync(connection, since, at, filter.AccountId, cancellationToken)
            : null;
    }

    /// <summary>The same since a moment of one's own.</summary>
    /// <param name="ago">Before now, or before the filter's moment.</param>
    /// <returns>Null where the portal did not know the estate yet, or what is compared is not kept any more.</returns>
    public Task<SincePrevious?> SinceAsync(ComplianceFilter filter, TimeSpan ago, CancellationToken cancellationToken) =>
        SinceAsync(filter, at => at - ago, cancellationToken);

    /// <param name="since">Before now, or before the filter's moment.</param>
    /// <returns>As the other.</returns>
    public Task<SincePrevious?> SinceAsync(ComplianceFilter filter, DateTimeOffset since, CancellationToken cancellationToken) =>
        SinceAsync(filter, _ => HistoryClock.Micro(since), cancellationToken);

    private async Task<SincePrevious?> SinceAsync(
        ComplianceFilter filter, Func<DateTimeOffset, DateTimeOffset> sinceOf, CancellationToken cancellationToken)
    {
        var asOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken);
        var at = HistoryClock.Micro(asOf ?? clock.GetUtcNow());
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await PreviousScans.IsKnownAsync(connection, sinceOf(at), cancellationToken)
            ? await SinceAsync(connection, sinceOf(at), at, filter.AccountId, cancellationToken)
            : null;
    }

    private static async Task<SincePrevious> SinceAsync(
        NpgsqlConnection connection, DateTimeOffset since, DateTimeOffset at, string? accountId, CancellationToken cancellationToken)
    {
        var openThen = await OpenAsync(connection, since, accountId, cancellationToken);
        var c = (await Sql.ListAsync(
            connection, ChangesSql, r =>
                Enumerable.Range(0, r.FieldCount).Select(r.GetInt64).ToArray(), cancellationToken, since, at, accountId))[0];
        return new SincePrevious(
            since, at, openThen,
            New: c[2], Changed: c[3], Reappeared: c[4], ConventionAdded: c[0], RecordAdded: c[1],
            Fixed: c[7], Deleted: c[9], ConventionRemoved: c[5], RecordRemoved: c[6], ClosedUnread: c[8],
            OpenNow: await OpenAsync(connection, at, accountId, cancellationToken));
    }

    private static Task<long> OpenAsync(
        NpgsqlConnection connection, DateTimeOffset at, string? accountId, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<long>(
            connection,
            """
            select count(*) from finding_version
            where valid_from <= $1 and valid_to > $1 and status <> 'Resolved' and ($2::text is null or account_id = $2)
            """,
            cancellationToken, at, accountId);
}
