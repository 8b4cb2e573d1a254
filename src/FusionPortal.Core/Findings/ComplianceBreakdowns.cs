using FusionPortal.Conventions;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings.Judging;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>The compliance page below its head: by convention, client, account and environment, and by age.</summary>
public sealed class ComplianceBreakdowns(NpgsqlDataSource dataSource, Knowledge knowledge, BookQueries books, TimeProvider clock)
{
    /// <summary>Every convention of the book in force, in its order; those never judged count zero.</summary>
    public async Task<IReadOnlyList<ConventionCount>> ConventionsAsync(ComplianceFilter filter, CancellationToken cancellationToken)
    {
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        var book = await books.AtAsync(filter.AsOf, cancellationToken);
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        TallySql.Conditions(where, filter);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var counts = (await where.ListAsync(
            connection, $"with {cover} select t.convention_id, {TallySql.Counts} {TallySql.From} where {where} group by t.convention_id",
            r => (Id: r.GetString(0), Passed: r.GetInt64(1), Violated: r.GetInt64(2), NotEvaluated: r.GetInt64(3)), cancellationToken))
                .ToDictionary(c => c.Id);
        return [.. book.Conventions.Select(c =>
        {
            var count = counts.GetValueOrDefault(c.Id);
            return new ConventionCount(BookQueries.Summary(book, c), count.Passed, count.Violated, count.NotEvaluated);
        })];
    }

    /// <summary>Clients with open findings, most first.</summary>
    /// <param name="take">At most so many.</param>
    public async Task<IReadOnlyList<ClientCount>> ClientsAsync(ComplianceFilter filter, int take, CancellationToken cancellationToken)
    {
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ClientsAsync(connection, filter, take, onlyOrganizations: false, cancellationToken);
    }

    /// <summary>The clients with most open findings against every convention of the book.</summary>
    /// <param name="top">So many clients; the number of all is beside them.</param>
    public async Task<HeatMap> HeatMapAsync(ComplianceFilter filter, int top, CancellationToken cancellationToken)
    {
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        var book = await books.AtAsync(filter.AsOf, cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var clients = await ClientsAsync(connection, filter, top, onlyOrganizations: true, cancellationToken);
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        TallySql.Conditions(where, filter);
        where.And($"t.org_id = any({where.Value(clients.Select(c => c.OrgId).ToArray())})");
        var cells = (await where.ListAsync(
            connection,
                $"with {cover} select t.org_id, t.convention_id, {TallySql.Counts} {TallySql.From} where {where} group by t.org_id, "
                    + "t.convention_id order by t.org_id, t.convention_id",
            r => (Org: r.GetString(0), Convention: r.GetString(1), Cell: new HeatMapCell(r.GetInt64(2), r.GetInt64(3), r.GetInt64(4))),
            cancellationToken)).ToLookup(c => c.Org, StringComparer.Ordinal);
        return new HeatMap(
            [.. book.Conventions.Select(c => BookQueries.Summary(book, c))],
            [.. clients.Select(c => new HeatMapRow(
                c.OrgId, c.Title, c.Open, c.OutOfDate, cells[c.OrgId]
                    .ToDictionary(x => x.Convention, x => x.Cell, StringComparer.Ordinal)))],
            await CountClientsAsync(connection, filter.AsOf, cancellationToken));
    }

    /// <summary>Resources by account and by what their organization is for.</summary>
    public async Task<IReadOnlyList<EnvironmentRow>> EnvironmentsAsync(ComplianceFilter filter, CancellationToken cancellationToken)
    {
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        var book = await books.AtAsync(filter.AsOf, cancellationToken);
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        TallySql.At(where, "t", filter.AsOf);
        var unknown = where.Value(TallyMerge.UnknownOrganization);
        var account = filter.AccountId is { Length: > 0 } id ? $"where a.id = {where.Value(id)}" : "";
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await where.ListAsync(
            connection,
            $"""
            with {cover},
            held as (
              select c.account_id, case when t.org_id = '' then 'Shared' when o.org_id is null or t.org_id = {unknown} then 'Unknown'
                else o.environment end as environment,
                sum(t.resources)::bigint as resources
              from resource_tally t join cover c on c.target_id = t.target_id left join organization o on o.org_id = t.org_id
              where {where} group by 1, 2)
            select a.id, a.name, a.role, h.environment, coalesce(h.resources, 0)
            from account a left join held h on h.account_id = a.id {account}
            order by case a.role when 'Production' then 0 when 'NonProduction' then 1 else 2 end, a.name, a.id
            """,
            r => (Id: r.GetString(0), Name: r.GetString(1), Role: r.GetEnum<AccountRole>(2), Environment: r.GetText(3),
                Resources: r.GetInt64(4)),
            cancellationToken);
        return [.. rows.GroupBy(r => (r.Id, r.Name, r.Role)).Select(g =>
        {
            var held = g.Where(r => r.Environment is not null).ToDictionary(r => r.Environment!, r => r.Resources, StringComparer.Ordinal);
            return new EnvironmentRow(
                g.Key.Id, g.Key.Name, g.Key.Role,
                [.. Enum.GetValues<EnvironmentKind>()
                    .Select(e =>
                    new EnvironmentCell(
                    e, held.GetValueOrDefault(e.ToString()), !book.IsReadable
                    || Allowed(g.Key.Role, book.Settings.BelongsInProduction(e))))],
                new EnvironmentCell(null, held.GetValueOrDefault("Unknown"), !book.IsReadable || g.Key.Role != AccountRole.Production),
                held.GetValueOrDefault("Shared"));
        })];
    }

    /// <summary>Open findings by severity and whole days since they were first seen; every severity has a row.</summary>
    public async Task<IReadOnlyList<AgeingRow>> AgeingAsync(ComplianceFilter filter, CancellationToken cancellationToken)
    {
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        var where = new SqlFilter();
        var now = where.Value(HistoryClock.Micro(filter.AsOf ?? clock.GetUtcNow()));
        TallySql.At(where, "v", filter.AsOf);
        where.And("v.status <> 'Resolved'");
        if (filter.AccountId is { Length: > 0 } account) where.And($"v.account_id = {where.Value(account)}");
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = (await where.ListAsync<AgeingRow>(
            connection,
            $"""
            select severity, count(*) as open, count(*) filter (where days < 1) as under_one_day,
              count(*) filter (where days between 1 and 7) as days1to7, count(*) filter (where days between 8 and 30) as days8to30,
              count(*) filter (where days between 31 and 90) as days31to90, count(*) filter (where days > 90) as over90days
            from (select v.severity, floor(extract(epoch from {now}::timestamptz - v.first_seen_at) / 86400)::int as days
              from finding_version v where {where}) a
            group by severity
            """,
            cancellationToken)).ToDictionary(r => r.Severity);
        return [.. Enum.GetValues<Severity>().Reverse().Select(s => rows.GetValueOrDefault(s) ?? new AgeingRow(s, 0, 0, 0, 0, 0, 0))];
    }

    private static async Task<int> CountClientsAsync(NpgsqlConnection connection, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var records = asOf is { } moment ? $"with {RecordSql.Ctes(where.Value(HistoryClock.Micro(moment)))} " : "";
        return (await where.ListAsync(
            connection, records + "select count(*)::int from organization", r => r.GetInt32(0), cancellationToken))[0];
    }

    private static bool Allowed(AccountRole role, bool belongsInProduction) => role switch
    {
        AccountRole.Production => belongsInProduction,
        AccountRole.NonProduction => !belongsInProduction,
        AccountRole.Undeclared => true,
    };

    private async Task<IReadOnlyList<ClientCount>> ClientsAsync(
        NpgsqlConnection connection, ComplianceFilter filter, int take, bool onlyOrganizations, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        TallySql.At(where, "v", filter.AsOf);
        where.And("v.status <> 'Resolved'");
        if (filter.AccountId is { Length: > 0 } account) where.And($"v.account_id = {where.Value(account)}");
        var unseen = TallySql.Valid(where, "u", filter.AsOf);
        var limit = where.Value(Math.Clamp(take, 1, 1000));
        var from = onlyOrganizations
            ? "from organization o left join found f on lower(f.org_id) = o.org_key"
            : "from found f left join organization o on lower(f.org_id) = o.org_key";
        return await where.ListAsync<ClientCount>(
            connection,
            $"""
            with {cover},
            found as (
              select coalesce(v.org_id, '') as org_id, count(*) as open, count(*)
                filter (where coalesce(c.since, u.valid_from) is not null) as out_of_date
              from finding_version v left join sight c on c.target_id = coalesce(v.target_id, 0)
              left join finding_unseen u on u.finding_id = v.finding_id and {unseen} where {where} group by 1)
            select coalesce(o.org_id, f.org_id) as org_id, o.title, o.environment, coalesce(f.open, 0) as open,
              coalesce(f.out_of_date, 0) as out_of_date
            {from} order by 4 desc, 1 limit {limit}
            """,
            cancellationToken);
    }
}
