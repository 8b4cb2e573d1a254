using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Scans;

/// <summary>Reads of scans and of the coverage ledger.</summary>
public sealed class ScanQueries(NpgsqlDataSource dataSource, Knowledge knowledge, TimeProvider clock)
{
    public const int MaxPage = 200;

    private const string SummarySql = """
        select s.id, s.number, s.state, s.requested_by, s.scheduled, s.started_at, s.ended_at, s.message, s.accounts,
          t.targets, t.targets_completed, t.targets_failed, t.pages, t.calls + s.discovery_calls as calls, t.throttled,
          t.resources, t.added, t.changed, t.removed,
          s.findings_opened, s.findings_reopened, s.findings_resolved, s.account_id, s.org_id, coalesce(a.name, o.title) as scope_name,
            s.findings_deleted, s.accounts_unread
        from scan s left join account a on a.id = s.account_id left join organization o on o.org_id = s.org_id
        cross join lateral (
          select count(*)::int as targets, count(*) filter (where state = 'Completed')::int as targets_completed, count(*)
            filter (where state = 'Failed')::int as targets_failed,
            coalesce(sum(pages), 0) as pages, coalesce(sum(calls), 0) as calls, coalesce(sum(throttled), 0) as throttled,
            coalesce(sum(resources) filter (where state <> 'Failed'), 0) as resources,
            coalesce(sum(added), 0) as added, coalesce(sum(changed), 0) as changed, coalesce(sum(removed), 0) as removed
          from scan_target where scan_id = s.id and not out_of_sight) t
        """;

    private sealed record Position(long Number);

    /// <summary>The newest first.</summary>
    /// <param name="take">1 to <see cref="MaxPage"/>; other values are brought there.</param>
    /// <exception cref="RefusedException">The cursor is not of this list.</exception>
    public async Task<ScanPage> ListAsync(string? cursor, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, MaxPage);
        var before = Cursor.Read<Position>(cursor)?.Number ?? long.MaxValue;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await SummariesAsync(
            Sql.Command(connection, $"{SummarySql} where s.number < $1 order by s.number desc limit $2", before, take + 1),
            cancellationToken);
        return new ScanPage([.. rows.Take(take)], rows.Count > take ? Cursor.Write(new Position(rows[take - 1].Number)) : null);
    }

    /// <returns>Null where there is no such scan.</returns>
    public async Task<ScanDetail?> GetAsync(Guid scanId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var summary = await SummariesAsync(Sql.Command(connection, $"{SummarySql} where s.id = $1", scanId), cancellationToken);
        return summary.Count == 0 ? null : new ScanDetail(summary[0], await TargetsAsync(connection, scanId, cancellationToken));
    }

    /// <summary>What the side of every page says.</summary>
    public async Task<ScanStatus> StatusAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var running = await SummariesAsync(Sql.Command(connection, $"{SummarySql} where s.active"), cancellationToken);
        var last = await SummariesAsync(
            Sql.Command(connection, $"{SummarySql} where not s.active order by s.number desc limit 1"), cancellationToken);
        var covered = await Sql.ListAsync(
            connection,
            $"""
            select count(*)::int, count(*) filter (where outcome = 'Completed' and last_complete_at >= $1)::int,
              (select count(*)::int from account_standing where valid_to = 'infinity' and sight = 'Unreachable')
            from coverage c where not is_pass and {StandingSql.IsRead("c.account_id")}
            """,
            r => (Targets: r.GetInt32(0), Covered: r.GetInt32(1), AccountGaps: r.GetInt32(2)), cancellationToken,
                HistoryClock.Micro(clock.GetUtcNow() - knowledge.Limit));
        return new ScanStatus(
            running.FirstOrDefault(), last.FirstOrDefault(), covered[0].Targets, covered[0].Covered, covered[0].AccountGaps);
    }

    /// <summary>The last scan that had ended; null where none had.</summary>
    /// <param name="asOf">A settled moment; null for now.</param>
    internal async Task<ScanSummary?> LastAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var at = asOf is { } moment ? where.Value(HistoryClock.Micro(moment)) : null;
        var records = at is null ? "" : $"with {RecordSql.Ctes(at)} ";
        var ended = at is null ? "not s.active" : $"s.ended_at <= {at}";
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var command = where.Command(connection, $"{records}{SummarySql} where {ended} order by s.number desc limit 1");
        return (await SummariesAsync(command, cancellationToken)).FirstOrDefault();
    }

    private static Task<List<ScanTargetRow>> TargetsAsync(NpgsqlConnection connection, Guid scanId, CancellationToken cancellationToken) =>
        Sql.ListAsync(
            connection,
            """
            select c.account_id, c.region, c.service, coalesce(a.name, c.account_id), t.state, t.failure, t.message, t.started_at,
              t.ended_at,
              t.pages, t.calls, t.throttled, t.resources, t.added, t.changed, t.removed
            from scan_target t join coverage c on c.id = t.target_id left join account a on a.id = c.account_id
            where t.scan_id = $1 and not t.out_of_sight
            order by case t.state when 'Failed' then 0 when 'Reading' then 1 when 'Waiting' then 2 else 3 end, a.name, c.account_id,
              c.region, c.service
            """,
            r => new ScanTargetRow(
                new ScanTarget(r.GetString(0), r.GetString(1), r.GetString(2)), r.GetString(3), r.GetEnum<TargetState>(4),
                r.GetEnumOrNull<TargetFailure>(5), r.GetText(6), r.GetNullable<DateTimeOffset>(7), r.GetNullable<DateTimeOffset>(8),
                r.GetInt32(9), r.GetInt32(10), r.GetInt32(11), r.GetInt32(12), r.GetInt32(13), r.GetInt32(14), r.GetInt32(15)),
            cancellationToken, scanId);

    private static async Task<List<ScanSummary>> SummariesAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var owned = command;
        return [.. (await SqlRows.ListAsync<ScanSummary, Unread>(command, cancellationToken)).Select(r => r.Row with
        {
            AccountsUnread = r.Beside.AccountsUnread is { } unread
                ? JsonSerializer.Deserialize<UnreadAccount[]>(unread, JsonSerializerOptions.Web) : null,
        })];
    }

    private sealed record Unread(string? AccountsUnread);
}
