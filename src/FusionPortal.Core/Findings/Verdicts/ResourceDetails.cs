using FusionPortal.Conventions.Rules;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>Reads what the page of one resource shows.</summary>
internal sealed class ResourceDetails(NpgsqlDataSource dataSource, Knowledge knowledge, ResourceVerdicts verdicts, TimeProvider clock)
{
    private sealed record Beside(
        int TargetId, Guid ArnHash, bool TagsKnown, DateTimeOffset ValidFrom, DateTimeOffset? GoneAt, string AccountName, string Place,
        string Service, string Outcome, string? Why, DateTimeOffset? UnseenSince);

    /// <returns>Null where no scan had seen it by that moment.</returns>
    public async Task<ResourceDetail?> GetAsync(Guid hash, DateTimeOffset? asked, CancellationToken cancellationToken)
    {
        var asOf = await HistoryClock.EstateAsync(dataSource, clock, asked, cancellationToken);
        var now = HistoryClock.Micro(asOf ?? clock.GetUtcNow());
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var found = await FoundAsync(connection, hash, asOf, now, cancellationToken);
        await HistoryKept.RequireAsync(connection, asOf, cancellationToken);
        if (found is not var (row, beside)) return null;
        var placed = new PlacedResource(row, beside.TargetId, beside.ArnHash, beside.TagsKnown, beside.ValidFrom);
        var judged = await verdicts.OfAsync(connection, [placed], asOf, isOne: true, cancellationToken);
        var (client, all) = judged.All[0];
        if (beside.GoneAt is not null) all = [];
        var isTold = all.Any(v => v.Verdict == ResourceVerdict.Violation && judged.Book.Convention(v.Convention.Id)?.Rule is EstateRule);
        return new ResourceDetail(
            row with { Judged = ResourceQueries.Worst(client, all) }, beside.AccountName, beside.GoneAt, all,
            judged.Book.Conventions.Count(c => c.Rule.Subject == RuleSubject.Resource) - all.Count,
            judged.Plan!.WitnessesOf(ResourceVerdicts.Observed(placed)),
            JoinedFacts.Of(ResourceVerdicts.Observed(placed), judged.Records.Captured, isTold),
            await ResourceHistory.ReadAsync(connection, beside.TargetId, hash, now, cancellationToken),
            new SeenBy(beside.Place, beside.Service, beside.Outcome, row.LastSeenAt, beside.Why, beside.UnseenSince));
    }

    // What is gone is shown as it was last.
    private async Task<(ResourceRow, Beside)?> FoundAsync(
        NpgsqlConnection connection, Guid hash, DateTimeOffset? asOf, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, asOf);
        var at = where.Value(now);
        // Of two targets that show it, the one that shows it still, then the first.
        var found = await where.ListAsync<ResourceRow, Beside>(
            connection,
            $"""
            with {cover}, {ResourceSql.TagsOfCte(asOf is null ? null : at)}
            select r.arn, r.kind, r.name, r.account_id, r.region, {ResourceSql.Tags} as tags, {ResourceSql.Facts} as facts,
              greatest(r.valid_from, t.valid_from) as since, c.last_complete_at as last_seen_at, r.target_id, r.arn_hash,
              {ResourceSql.TagsKnown} as tags_known, r.valid_from, case when r.valid_to <= {at} then r.valid_to end as gone_at,
              coalesce(a.name, '') as account_name, c.region as place, c.service, c.outcome,
              case when c.since is not null then coalesce(c.message, c.outcome) end as why, c.since as unseen_since
            from cover c join resource_version r on r.target_id = c.target_id
            {ResourceSql.Joins($"t.valid_from <= {at} and t.valid_to > {at}", asOf is null ? null : at)}
            left join account a on a.id = r.account_id
            where r.arn_hash = {where.Value(hash)} and r.valid_from <= {at}
            order by (r.valid_to > {at}) desc, r.valid_from desc, r.target_id limit 1
            """,
            cancellationToken);
        return found is [var first] ? (first.Row, first.Beside) : null;
    }
}
