using System.Runtime.CompilerServices;
using System.Text.Json;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using Npgsql;

namespace FusionPortal.Core.Inventory;

/// <summary>Which resources. Null means no restriction.</summary>
/// <param name="Text">Found anywhere in the name or ARN, ignoring case; % and _ are ordinary characters.</param>
/// <param name="AsOf">What the portal knew at that moment; null means now.</param>
/// <param name="Tags">Each a key, or key=value as AWS has them; a resource has to have all of them.</param>
/// <param name="HasFindings">True for resources with a finding that is not resolved, false for those without.</param>
public sealed record ResourceFilter(
    string? AccountId = null, string? Region = null, string? Kind = null, string? Text = null, DateTimeOffset? AsOf = null,
    IReadOnlyList<string>? Tags = null, bool? HasFindings = null)
    : IAsOf;

/// <summary>One resource as it was last observed.</summary>
/// <param name="Tags">Null where no source has told them: not evaluated, not untagged.</param>
/// <param name="Facts">What its list, and readings of it alone, told; null where nothing did.</param>
/// <param name="Since">From when on it has looked like this.</param>
/// <param name="LastSeenAt">When its target was last read whole.</param>
public sealed record ResourceRow(
    string Arn, string Kind, string Name, string AccountId, string Region, JsonElement? Tags, JsonElement? Facts,
    DateTimeOffset Since, DateTimeOffset? LastSeenAt)
{
    /// <summary>That AWS or a service of it made the resource; null for what is somebody's. No convention asks for a name of ours
    /// then.</summary>
    public AwsMade? Made => AwsMade.Of(Kind, Name, AccountId, Facts, Tags);

    /// <summary>Whose it is and what conventions make of it; null where nobody asked.</summary>
    public ResourceJudgement? Judged { get; init; }
}

/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
public sealed record ResourcePage(IReadOnlyList<ResourceRow> Rows, string? NextCursor);

/// <summary>Reads of what scans observed.</summary>
public sealed class InventoryQueries(NpgsqlDataSource dataSource, Knowledge knowledge, TimeProvider clock)
{
    public const int MaxPage = 500;

    /// <summary>Resources are counted up to here; counting on would read every one of them.</summary>
    public const int MostCounted = 10_000;

    private sealed record Beside(int TargetId, Guid ArnHash, bool TagsKnown, DateTimeOffset ValidFrom);

    /// <summary>Resources in a stable order of the portal's own; a page costs the same wherever it is.</summary>
    /// <param name="take">1 to <see cref="MaxPage"/>; other values are brought there.</param>
    /// <exception cref="RefusedException">The cursor is not of this list, or the moment lies in the future, or before what retention has
    /// kept.</exception>
    public async Task<ResourcePage> ListAsync(ResourceFilter filter, string? cursor, int take, CancellationToken cancellationToken)
    {
        var (rows, next) = await PlacedAsync(filter, ResourceSort.Place, cursor, take, cancellationToken);
        return new ResourcePage([.. rows.Select(r => r.Row)], next);
    }

    /// <summary>How many the filter selects, up to one more than <see cref="MostCounted"/>.</summary>
    /// <exception cref="RefusedException">The moment lies in the future, or before what retention has kept.</exception>
    public async Task<int> CountAsync(ResourceFilter filter, CancellationToken cancellationToken)
    {
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        var where = new SqlFilter();
        Conditions(where, filter, Moment(where, filter));
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var counted = await where.ListAsync(
            connection,
            $"select count(*)::int from (select from resource_version r where {where} limit {where.Value(MostCounted + 1)}) as counted",
            r => r.GetInt32(0), cancellationToken);
        await HistoryKept.RequireAsync(connection, filter.AsOf, cancellationToken);
        return counted[0];
    }

    /// <summary>A page with what judging its rows takes.</summary>
    internal async Task<(IReadOnlyList<PlacedResource> Rows, string? Next)> PlacedAsync(
        ResourceFilter filter, ResourceSort sort, string? cursor, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, MaxPage);
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        var at = Moment(where, filter);
        Conditions(where, filter, at);
        ResourceOrder.After(where, sort, cursor);
        // The page first, then what stands beside its rows.
        var sql = $"""
            with {cover}, {ResourceSql.TagsOfCte(at)},
            r as materialized (
              select r.* from resource_version r where {where} order by {ResourceOrder.By(sort)} limit {where.Value(take + 1)})
            select r.arn, r.kind, r.name, r.account_id, r.region, {ResourceSql.Tags} as tags, {ResourceSql.Facts} as facts,
              greatest(r.valid_from, t.valid_from) as since, c.last_complete_at as last_seen_at, r.target_id, r.arn_hash,
              {ResourceSql.TagsKnown} as tags_known, r.valid_from
            from r join cover c on c.target_id = r.target_id
            {ResourceSql.Joins(Valid("t", at), at)}
            order by {ResourceOrder.By(sort)}
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var found = await where.ListAsync<ResourceRow, Beside>(connection, sql, cancellationToken);
        await HistoryKept.RequireAsync(connection, filter.AsOf, cancellationToken);
        var rows = found.ConvertAll(
            f => new PlacedResource(f.Row, f.Beside.TargetId, f.Beside.ArnHash, f.Beside.TagsKnown, f.Beside.ValidFrom));
        return ([.. rows.Take(take)], rows.Count > take ? ResourceOrder.CursorAfter(rows[take - 1], sort) : null);
    }

    /// <summary>Every row at a settled moment, streamed in the portal's own order.</summary>
    internal async IAsyncEnumerable<ResourceRow> AllAsync(
        ResourceFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        var at = Moment(where, filter);
        Conditions(where, filter, at);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await HistoryKept.RequireAsync(connection, filter.AsOf, cancellationToken);
        await using var command = where.Command(
            connection,
            $"""
            with {cover}, {ResourceSql.TagsOfCte(at)}
            select r.arn, r.kind, r.name, r.account_id, r.region, {ResourceSql.Tags} as tags, null::jsonb as facts,
              greatest(r.valid_from, t.valid_from) as since, c.last_complete_at as last_seen_at
            from resource_version r join cover c on c.target_id = r.target_id
            {ResourceSql.Joins(Valid("t", at), at)}
            where {where} order by {ResourceOrder.By(ResourceSort.Place)}
            """);
        command.CommandTimeout = 0;
        await foreach (var row in SqlRows.StreamAsync<ResourceRow>(command, cancellationToken)) yield return row;
    }

    private static string? Moment(SqlFilter where, ResourceFilter filter) =>
        filter.AsOf is { } asOf ? where.Value(HistoryClock.Micro(asOf)) : null;

    private static string Valid(string alias, string? at) =>
        at is null ? $"{alias}.valid_to = 'infinity'" : $"{alias}.valid_from <= {at} and {alias}.valid_to > {at}";

    private static void Conditions(SqlFilter where, ResourceFilter filter, string? at)
    {
        where.And(Valid("r", at));
        ResourceKeys.All.Restrict(where, filter);
        ResourceTags.Restrict(where, filter.Tags, Valid("t", at));
        if (filter.HasFindings is { } has)
            where.And($"""
                {(has ? "" : "not ")}(r.arn_hash in (select f.subject_hash from finding_version v join finding f on f.id = v.finding_id
                  where {Valid("v", at)} and v.status <> 'Resolved'))
                """);
    }
}
