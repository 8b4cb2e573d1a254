using FusionPortal.Conventions;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Rules;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Scans;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>What the compliance page opens with: how clean production is, the score beside its coverage, the mix-ups.</summary>
public sealed class ComplianceQueries(
    NpgsqlDataSource dataSource, Knowledge knowledge, BookQueries books, FindingQueries findings, ScanQueries scans, TimeProvider clock)
{
    private const int MixUpsShown = 50;

    public async Task<ComplianceSummary> SummaryAsync(ComplianceFilter filter, CancellationToken cancellationToken)
    {
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var of = new FindingFilter(AccountIds: filter.AccountId is null ? null : [filter.AccountId], AsOf: filter.AsOf);
        var previous = await PreviousScans.EndAsync(connection, filter.AsOf ?? clock.GetUtcNow(), cancellationToken);
        var open = (await findings.CountAsync(of, cancellationToken)).Matching;
        var mixUps = await findings.ListAsync(of with { MixUps = true }, FindingSort.Severity, null, MixUpsShown, cancellationToken);
        var accounts = await CleanlinessAsync(connection, filter, cancellationToken);
        return new ComplianceSummary(
            filter.AsOf ?? clock.GetUtcNow(),
            [.. accounts.Where(a => a.Role == AccountRole.Production)],
            [.. accounts.Where(a => a.Role != AccountRole.Production)],
            await ScoreAsync(connection, filter, cancellationToken),
            previous is null ? null : await ScoreAsync(connection, filter with { AsOf = previous }, cancellationToken),
            await CoverageAsync(connection, filter, cancellationToken),
            open,
            mixUps.Rows,
            await scans.LastAsync(filter.AsOf, cancellationToken));
    }

    /// <summary>
    /// Score and coverage of what a findings report asks for. Verdicts are counted by account, client and convention; severity, mix-ups and
    /// the client's environment choose among those. Status, kind and text choose among findings only.
    /// </summary>
    /// <exception cref="RefusedException">The moment lies in the future.</exception>
    public async Task<(ComplianceScore Score, CoverageSummary Coverage)> OfReportAsync(
        FindingFilter filter, CancellationToken cancellationToken)
    {
        var asOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken);
        var book = await books.AtAsync(asOf, cancellationToken);
        var conventions = book.Conventions
            .Where(c => (filter.ConventionIds is not { Count: > 0 } ids || ids.Contains(c.Id))
                && (filter.Severities is not { Count: > 0 } severities || severities.Contains(c.Severity))
                    && (filter.MixUps is not { } mixUps || c.IsMixUp == mixUps))
            .Select(c => c.Id).ToArray();
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, asOf);
        TallySql.At(where, "t", asOf);
        if (filter.AccountIds is { Count: > 0 } accounts) where.And($"c.account_id = any({where.Value(accounts.ToArray())})");
        if (conventions.Length < book.Conventions.Count) where.And($"t.convention_id = any({where.Value(conventions)})");
        if (filter.OrgId is { Length: > 0 } orgId) where.And($"lower(t.org_id) = lower({where.Value(orgId)})");
        else if (filter.OrgId is not null) where.And("o.org_id is null");
        if (filter.Environments is { Count: > 0 } environments)
            where.And($"o.environment = any({where.Value(environments.Select(e => e.ToString()).ToArray())})");
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var score = (await where.ListAsync(
            connection,
            $"""
            with {cover}
            select {TallySql.Counts}, coalesce(sum(t.violated) filter (where c.since is not null), 0)::bigint
            {TallySql.From} left join organization o on o.org_key = lower(t.org_id) where {where}
            """,
            r => new ComplianceScore(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), cancellationToken))[0];
        var of = new List<CoverageSummary>();
        foreach (var account in filter.AccountIds is { Count: > 0 } named ? named.Distinct() : [null!])
            of.Add(await CoverageAsync(connection, new ComplianceFilter(account, asOf), cancellationToken));
        return (score, new CoverageSummary(of.Sum(c => c.Targets), of.Sum(c => c.Completed), [.. of.SelectMany(c => c.Gaps)]));
    }

    private async Task<ComplianceScore> ScoreAsync(
        NpgsqlConnection connection, ComplianceFilter filter, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        TallySql.Conditions(where, filter);
        var unseen =
            new List<string> { TallySql.Valid(where, "u", filter.AsOf), TallySql.Valid(where, "v", filter.AsOf), "v.status <> 'Resolved'" };
        if (filter.AccountId is { Length: > 0 } account) unseen.Add($"v.account_id = {where.Value(account)}");
        // A violation that is judged no more keeps its finding open, since nothing is resolved by silence. It is counted, not inferred from
        // the open findings: two targets may show one resource, which is two pairs and one finding.
        var sql = $"""
            with {cover}
            select {TallySql.Counts}, coalesce(sum(t.violated) filter (where c.since is not null), 0)::bigint + (
              select count(*) from finding_unseen u join finding_version v on v.finding_id = u.finding_id
                left join cover d on d.target_id = v.target_id where {Knowledge.Counts("d")} and {string.Join(" and ", unseen)})
            {TallySql.From} where {where}
            """;
        return (await where.ListAsync(
            connection, sql, r => new ComplianceScore(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), cancellationToken))[0];
    }

    private async Task<CoverageSummary> CoverageAsync(
        NpgsqlConnection connection, ComplianceFilter filter, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        if (filter.AccountId is { Length: > 0 } account) where.And($"c.account_id = {where.Value(account)}");
        var rows = await where.ListAsync(
            connection,
            $"""
            with {cover}
            select c.account_id, c.region, c.service, coalesce(a.name, c.account_id), c.outcome, c.message, c.since, c.last_complete_at,
              c.resources
            from cover c left join account a on a.id = c.account_id where {where} and c.sight = 'Read' order by c.since nulls first,
              c.account_id, c.region, c.service
            """,
            r => new CoverageGap(
                new ScanTarget(r.GetString(0), r.GetString(1), r.GetString(2)), r.GetString(3), r.GetEnum<CoverageOutcome>(4), r.GetText(5),
                r.GetNullable<DateTimeOffset>(6), r.GetNullable<DateTimeOffset>(7), r.GetInt32(8)),
            cancellationToken);
        var gaps = rows.Where(r => r.Outcome != CoverageOutcome.Completed).ToList();
        var outOfSight = await StandingSql.OutOfSightAsync(
            connection, filter.AccountId is { Length: > 0 } only ? only : null, filter.AsOf is { } asOf ? HistoryClock.Micro(asOf)
                : null, cancellationToken);
        return new CoverageSummary(rows.Count, rows.Count - gaps.Count, gaps, outOfSight);
    }

    private async Task<IReadOnlyList<AccountCleanliness>> CleanlinessAsync(
        NpgsqlConnection connection, ComplianceFilter filter, CancellationToken cancellationToken)
    {
        var book = await books.AtAsync(filter.AsOf, cancellationToken);
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        var misplaced = where.Value(book.Conventions.Where(c => c.Rule.Place == PlacementVerdict.WrongPlace).Select(c => c.Id).ToArray());
        // Where an unrecorded organization is told once, its resources in production are counted from what was judged; each is one,
        // whatever else is found of it.
        var told = where.Value(book.Has<OrganizationRecorded>());
        // What AWS closed or a person retired is nothing to be clean or not.
        where.And("coalesce(st.sight not in ('Closed', 'Retired'), true)");
        if (filter.AccountId is { Length: > 0 } account) where.And($"a.id = {where.Value(account)}");
        var at = filter.AsOf is { } asOf ? where.Value(HistoryClock.Micro(asOf)) : null;
        string Valid(string alias) =>
            at is null ? $"{alias}.valid_to = 'infinity'" : $"{alias}.valid_from <= {at} and {alias}.valid_to > {at}";
        return await where.ListAsync<AccountCleanliness>(
            connection,
            $"""
            with {cover},
            held as (select c.account_id, sum(t.resources)::bigint as resources from resource_tally t join cover c
              on c.target_id = t.target_id
              where {Valid("t")} group by c.account_id),
            unknown as (select c.account_id, sum(t.resources)::bigint as resources from resource_tally t join cover c
              on c.target_id = t.target_id
              join account k on k.id = c.account_id and k.role = 'Production'
              where {Valid("t")} and t.org_id = '{TallyMerge.UnknownOrganization}' and {told} group by c.account_id),
            seen as (select c.account_id, count(*)::int as targets, count(*) filter (where c.outcome <> 'Completed')::int as gaps
              from cover c group by c.account_id),
            mixed as (select v.account_id, f.subject_hash, bool_or(f.convention_id = any({misplaced})) as misplaced,
                bool_and(coalesce(v.evidence->>'verdict' = '{PlacementVerdict.WrongLabel}', false)) as labelled
              from finding_version v join finding f on f.id = v.finding_id
              where {Valid("v")} and v.mix_up and v.status <> 'Resolved' and v.account_id <> ''
                and not ({told} and v.environment is null and v.org_id is not null
                  and exists (select from account k where k.id = v.account_id and k.role = 'Production'))
              group by v.account_id, f.subject_hash),
            wrong as (select account_id, count(*) filter (where misplaced) as misplaced, count(*) filter (where labelled) as labelled,
              count(*) filter (where not misplaced and not labelled) as undecided from mixed group by account_id)
            select a.id as account_id, a.name, a.role, coalesce(h.resources, 0) as resources, coalesce(w.misplaced, 0) as misplaced,
              coalesce(w.undecided, 0) + coalesce(n.resources, 0) as undecided, coalesce(s.targets, 0) as targets,
              coalesce(s.gaps, 0) as not_covered, coalesce(st.sight = 'Unreachable', false) as unreachable,
              coalesce(w.labelled, 0) as wrong_labels
            from account a left join held h on h.account_id = a.id left join seen s on s.account_id = a.id left join wrong w
              on w.account_id = a.id
            left join unknown n on n.account_id = a.id
            {StandingSql.Join("a.id", at)}
            where {where} order by a.name, a.id
            """,
            cancellationToken);
    }
}
