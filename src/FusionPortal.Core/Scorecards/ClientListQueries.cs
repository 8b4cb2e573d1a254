using FusionPortal.Checklists;
using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Scorecards;

/// <summary>The list of clients with health and progress. Filters, order and paging run in SQL.</summary>
public sealed class ClientListQueries(NpgsqlDataSource dataSource, IDbContextFactory<PortalDbContext> factory, RunLoader loader)
{
    public const int MaxPage = 200;

    // No severity comes behind every one.
    private const int NoFinding = 99;

    private sealed record Position(ClientSort Sort, int Worst, long Open, string Title, string OrgKey);

    private sealed record Row(
        Guid Id, string OrgId, string Title, EnvironmentKind Environment, DateTimeOffset? InstallCancelledAt, string CreatedBy,
        DateTimeOffset CreatedAt, int Worst, long Open, long MixUps, string TitleKey);

    /// <param name="cursor">Of the page before; null for the first.</param>
    /// <param name="take">1 to <see cref="MaxPage"/>; other values are brought there.</param>
    /// <exception cref="RefusedException">The cursor is not of this list and order.</exception>
    public async Task<ClientList> ListAsync(
        ClientFilter filter, ClientSort sort, string? cursor, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, MaxPage);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var counted = new SqlFilter();
        Conditions(counted, filter);
        var total = (await counted.ListAsync(
            connection, $"select count(*) from organization o where {counted}", r => r.GetInt64(0), cancellationToken))[0];
        var where = new SqlFilter();
        Conditions(where, filter);
        After(where, sort, cursor);
        var rows = await RowsAsync(connection, where, sort, where.Value(take + 1), null, cancellationToken);
        var page = rows.Take(take).ToList();
        return new ClientList(
            await WithInstallsAsync(page, null, cancellationToken), total,
            rows.Count > take && page[^1] is var last
                ? Cursor.Write(new Position(sort, last.Worst, last.Open, last.TitleKey, last.OrgId.ToLowerInvariant())) : null);
    }

    /// <summary>Other environments of the same client at a settled moment, by ID: those whose titles differ by the environment.</summary>
    internal async Task<IReadOnlyList<ClientRow>> SistersAsync(
        NpgsqlConnection connection, OrganizationDetail client, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        where.And($"o.title ilike {where.Value(LikePattern.Beginning(ClientTitles.Client(client.Title)))}");
        where.And($"o.id <> {where.Value(client.Id)}");
        var rows = await RowsAsync(connection, where, ClientSort.Id, where.Value(MaxPage), asOf, cancellationToken);
        return await WithInstallsAsync(
            rows.FindAll(r => ClientTitles.AreOfOne(r.Title, client.Title)), asOf, cancellationToken);
    }

    /// <summary>How these clients are judged now, by organization ID in lower case; those without an open finding are not in it.</summary>
    internal static async Task<IReadOnlyDictionary<string, ClientHealth>> HealthAsync(
        NpgsqlConnection connection, IEnumerable<string> orgIds, CancellationToken cancellationToken) =>
        (await Sql.ListAsync(
            connection,
            """
            select lower(v.org_id), min(v.severity_order)::int, count(*), count(*) filter (where v.mix_up) from finding_version v
            where v.valid_to = 'infinity' and v.status <> 'Resolved' and lower(v.org_id) = any($1) group by 1
            """,
            r => (Key: r.GetString(0), Health: new ClientHealth(Severity.Critical - r.GetInt32(1), r.GetInt64(2), r.GetInt64(3))),
            cancellationToken, (object)orgIds.Select(o => o.ToLowerInvariant()).ToArray())).ToDictionary(h => h.Key, h => h.Health);

    private static Task<List<Row>> RowsAsync(
        NpgsqlConnection connection, SqlFilter where, ClientSort sort, string limit, DateTimeOffset? asOf,
        CancellationToken cancellationToken)
    {
        var records = asOf is { } moment ? $"{RecordSql.Ctes(where.Value(HistoryClock.Micro(moment)))}, " : "";
        // Past records do not tell of a cancelled install.
        var cancelled = asOf is null ? "o.install_cancelled_at" : "null::timestamptz";
        return where.ListAsync<Row>(
            connection,
            $"""
            with {records}health as (
              select lower(v.org_id) as org_key, min(v.severity_order)::int as worst, count(*) as open,
                count(*) filter (where v.mix_up) as mix_ups
              from finding_version v where {TallySql.Valid(where, "v", asOf)} and v.status <> 'Resolved' and v.org_id is not null
              group by 1)
            select o.id, o.org_id, o.title, o.environment, {cancelled} as install_cancelled_at, o.created_by, o.created_at,
              coalesce(h.worst, {NoFinding}) as worst, coalesce(h.open, 0) as open, coalesce(h.mix_ups, 0) as mix_ups,
              lower(o.title) as title_key
            from organization o left join health h on h.org_key = o.org_key
            where {where} order by {By(sort)} limit {limit}
            """, cancellationToken);
    }

    private async Task<IReadOnlyList<ClientRow>> WithInstallsAsync(
        List<Row> rows, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return [];
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var at = asOf ?? DateTimeOffset.MaxValue;
        Guid?[] ids = [.. rows.Select(r => (Guid?)r.Id)];
        var runs = await db.Set<Run>().AsNoTracking()
            .Where(r => r.Kind == RunKind.ClientInstall && ids.Contains(r.OrganizationId)
                && (r.CancelledAt == null || (asOf != null && r.CancelledAt > at)) && (asOf == null || r.StartedAt <= at))
            .Select(r => new { r.Id, Client = r.OrganizationId!.Value }).ToDictionaryAsync(r => r.Client, r => r.Id, cancellationToken);
        var graph = await loader.LoadAsync(db, runs.Values, asOf, cancellationToken);
        return [.. rows.Select(row =>
        {
            var install = runs.TryGetValue(row.Id, out var run) ? InstallOf.View(graph, run, asOf) : null;
            var health = new ClientHealth(row.Open == 0 ? null : Severity.Critical - row.Worst, row.Open, row.MixUps);
            return new ClientRow(
                row.Id, row.OrgId, row.Title, row.Environment, health, install?.RunId, install?.Standing, install?.Progress,
                install?.HeldUpBy ?? (install?.Blocks is [var block, ..] ? block.Title : null), row.InstallCancelledAt, row.CreatedBy,
                row.CreatedAt);
        })];
    }

    private static void Conditions(SqlFilter where, ClientFilter filter)
    {
        where.Has(filter.Text, "o.title", "o.org_id");
        if (filter.Environment is { } environment) where.Is("o.environment", environment.ToString());
    }

    private static string By(ClientSort sort) => sort switch
    {
        ClientSort.Id => "o.org_key",
        ClientSort.Title => "lower(o.title), o.org_key",
        ClientSort.Health => "coalesce(h.worst, 99), coalesce(h.open, 0) desc, o.org_key",
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    private static void After(SqlFilter where, ClientSort sort, string? cursor)
    {
        if (Cursor.Read<Position>(cursor) is not { } at) return;
        if (at.Sort != sort)
            throw new RefusedException(
                RefusalKind.Invalid, "unknown-cursor", "The cursor belongs to another order. Begin again without one.", "cursor");
        var key = where.Value(at.OrgKey);
        where.And(sort switch
        {
            ClientSort.Title => $"(lower(o.title), o.org_key) > ({where.Value(at.Title)}, {key})",
            ClientSort.Health =>
                $"(coalesce(h.worst, 99), -coalesce(h.open, 0), o.org_key) > ({where.Value(at.Worst)}, {where.Value(-at.Open)}, {key})",
            _ => $"o.org_key > {key}",
        });
    }
}
