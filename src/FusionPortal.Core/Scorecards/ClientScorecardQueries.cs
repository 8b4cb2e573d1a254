using FusionPortal.Conventions;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Scorecards;

/// <summary>Reads everything of one client, now or at a past moment.</summary>
public sealed class ClientScorecardQueries(
    NpgsqlDataSource dataSource, IDbContextFactory<PortalDbContext> factory, RunLoader loader, Knowledge knowledge, BookQueries books,
    FindingQueries findings, ClientListQueries clients, TimeProvider clock)
{
    public const int FindingsShown = 8;
    public const int ResourcesShown = 8;

    private sealed record Place(string AccountId, string Account, AccountRole Role, long Resources, DateTimeOffset? NotReadSince);

    /// <returns>Null where no client has that ID, or had at that moment.</returns>
    /// <exception cref="RefusedException">The moment lies in the future, or before what is known.</exception>
    public async Task<ClientScorecard?> FindAsync(string orgId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        asOf = await HistoryClock.PastAsync(
            dataSource, clock, asOf, HistoryDomains.Estate | HistoryDomains.Records | HistoryDomains.Runs, cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var organization = await OrganizationAsync(db, orgId, asOf, cancellationToken);
        if (organization is null) return null;
        var client = OrganizationQueries.View(organization);
        var book = await books.AtAsync(asOf, cancellationToken);
        var inProduction = book.IsReadable && book.Settings.BelongsInProduction(client.Environment);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var worked = await WorkedAsync(db, connection, client, asOf, cancellationToken);
        var contradicted = worked.Held.Select(h => h.FindingNumber).OfType<long>().ToHashSet();
        var worst = (await findings.ListAsync(
            new FindingFilter(OrgId: client.OrgId, AsOf: asOf), FindingSort.Severity, null, FindingsShown + contradicted.Count,
            cancellationToken)).Rows;
        return new ClientScorecard(
            client, inProduction, await HealthAsync(connection, client.OrgId, asOf, cancellationToken),
            [.. (await PlacesAsync(connection, client.OrgId, asOf, cancellationToken)).Select(p => new ClientPlace(
                p.AccountId, p.Account, p.Role, !book.IsReadable || IsAllowed(p.Role, inProduction), p.Resources, p.NotReadSince))],
            worked.Install, worked.StandsOn, worked.Held, worked.Values, worked.Sites,
            [.. worst.Where(f => !contradicted.Contains(f.Number)).Take(FindingsShown)],
            await ResourcesAsync(connection, client.OrgId, asOf, cancellationToken),
            await clients.SistersAsync(connection, client, asOf, cancellationToken));
    }

    // A past record has no key to compare by, and there are few.
    private static Task<Organization?> OrganizationAsync(
        PortalDbContext db, string orgId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var key = orgId.Trim().Replace("\0", "", StringComparison.Ordinal).ToLowerInvariant();
        if (asOf is null) return db.Set<Organization>().AsNoTracking().SingleOrDefaultAsync(o => o.OrgKey == key, cancellationToken);
        var exactly = LikePattern.Beginning(key)[..^1];
        return db.RecordsAt<Organization>(RecordVersion.Organization, asOf)
            .SingleOrDefaultAsync(o => EF.Functions.ILike(o.OrgId, exactly, LikePattern.Escape), cancellationToken);
    }

    private async Task<Worked> WorkedAsync(
        PortalDbContext db, NpgsqlConnection connection, OrganizationDetail client, DateTimeOffset? asOf,
        CancellationToken cancellationToken)
    {
        if (await InstallOf.FindAsync(db.Set<Run>().AsNoTracking(), client.Id, asOf, cancellationToken) is not { } runId)
            return new Worked(null, [], [], [], []);
        var graph = await loader.LoadAsync(db, [runId], asOf, cancellationToken);
        // What a cancelled run recorded is expected of nothing.
        if (graph.IsCancelled(graph[runId].Run)) return new Worked(InstallOf.View(graph, runId, asOf), [], [], [], []);
        var plan = graph.Plan(runId);
        var captured = CapturedQueries.Of(graph, runId, client.OrgId).ToList();
        var standsOn = new StandsOnReading(graph, asOf);
        var all = captured.Concat(standsOn.Captured).ToList();
        var seen = await SeenOf.FindAsync(connection, knowledge, all, asOf, cancellationToken);
        var held = await new HeldValues(books).OfAsync(connection, captured, seen, client.OrgId, asOf, cancellationToken);
        return new Worked(
            InstallOf.View(graph, runId, asOf), await standsOn.OfAsync(db, connection, runId, client.Id, seen, cancellationToken), held,
            [.. InstallOf.Values(plan, held)], plan.Sites);
    }

    private static async Task<ClientHealth> HealthAsync(
        NpgsqlConnection connection, string orgId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        Open(where, orgId, asOf);
        var open = (await where.ListAsync(
            connection,
            $"select count(*), count(*) filter (where v.mix_up), min(v.severity_order)::int from finding_version v where {where}",
            r => (Open: r.GetInt64(0), MixUps: r.GetInt64(1), Worst: r.GetNullable<int>(2)), cancellationToken))[0];
        return new ClientHealth(open.Worst is { } order ? Severity.Critical - order : null, open.Open, open.MixUps);
    }

    private async Task<List<Place>> PlacesAsync(
        NpgsqlConnection connection, string orgId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, asOf);
        TallySql.At(where, "t", asOf);
        where.And($"t.org_id = {where.Value(orgId)} and t.resources > 0");
        return await where.ListAsync<Place>(
            connection,
            $"""
            with {cover}
            select c.account_id, coalesce(a.name, c.account_id) as account, coalesce(a.role, 'Undeclared') as role,
              sum(t.resources)::bigint as resources, min(c.since) as not_read_since
            from resource_tally t join cover c on c.target_id = t.target_id left join account a on a.id = c.account_id
            where {where} group by 1, 2, 3 order by 4 desc, 2, 1
            """, cancellationToken);
    }

    private static Task<List<TroubledResource>> ResourcesAsync(
        NpgsqlConnection connection, string orgId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        Open(where, orgId, asOf);
        where.And("v.target_id is not null and v.account_id <> ''");
        var records = asOf is { } moment ? $"with {RecordSql.Ctes(where.Value(HistoryClock.Micro(moment)))} " : "";
        return where.ListAsync<TroubledResource>(
            connection,
            $"""
            {records}select f.subject as arn, v.kind, v.name, v.account_id, coalesce(a.name, '') as account, v.region,
              (array['Critical', 'High', 'Medium', 'Low', 'Info'])[min(v.severity_order) + 1] as worst, count(*) as open
            from finding_version v join finding f on f.id = v.finding_id left join account a on a.id = v.account_id
            where {where} group by 1, 2, 3, 4, 5, 6 order by min(v.severity_order), count(*) desc, v.name, f.subject
            limit {ResourcesShown}
            """, cancellationToken);
    }

    private static void Open(SqlFilter where, string orgId, DateTimeOffset? asOf)
    {
        TallySql.At(where, "v", asOf);
        where.And($"v.status <> 'Resolved' and lower(v.org_id) = {where.Value(orgId.ToLowerInvariant())}");
    }

    private static bool IsAllowed(AccountRole role, bool inProduction) => role switch
    {
        AccountRole.Production => inProduction,
        AccountRole.NonProduction => !inProduction,
        AccountRole.Undeclared => true,
    };

    private sealed record Worked(
        ClientInstall? Install, IReadOnlyList<StoodOn> StandsOn, IReadOnlyList<HeldValue> Held, IReadOnlyList<RecordedValue> Values,
        IReadOnlyList<FusionPortal.Checklists.Values.Site> Sites);
}
