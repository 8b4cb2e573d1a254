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
public sealed record ResourceFilter(
    string? AccountId = null, string? Region = null, string? Kind = null, string? Text = null, DateTimeOffset? AsOf = null)
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
}

/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
public sealed record ResourcePage(IReadOnlyList<ResourceRow> Rows, string? NextCursor);

/// <summary>Reads of what scans observed.</summary>
public sealed class InventoryQueries(NpgsqlDataSource dataSource, Knowledge knowledge, TimeProvider clock)
{
    public const int MaxPage = 500;

    private sealed record Position(int TargetId, Guid ArnHash);

    /// <summary>Resources in a stable order of the portal's own; a page costs the same wherever it is.</summary>
    /// <param name="take">1 to <see cref="MaxPage"/>; other values are brought there.</param>
    /// <exception cref="RefusedException">The cursor is not of this list, or the moment lies in the future, or before what retention has
    /// kept.</exception>
    public async Task<ResourcePage> ListAsync(ResourceFilter filter, string? cursor, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, MaxPage);
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        var at = filter.AsOf is { } asOf ? where.Value(HistoryClock.Micro(asOf)) : null;
        string Valid(string alias) =>
            at is null ? $"{alias}.valid_to = 'infinity'" : $"{alias}.valid_from <= {at} and {alias}.valid_to > {at}";
        where.And(Valid("r"));
        ResourceKeys.All.Restrict(where, filter);
        if (Cursor.Read<Position>(cursor) is { } after)
            where.And($"(r.target_id, r.arn_hash) > ({where.Value(after.TargetId)}, {where.Value(after.ArnHash)})");
        var sql = $"""
            with {cover}, {ResourceSql.TagsOfCte(at)}
            select r.arn, r.kind, r.name, r.account_id, r.region, {ResourceSql.Tags} as tags, {ResourceSql.Facts} as facts,
              greatest(r.valid_from, t.valid_from) as since, c.last_complete_at as last_seen_at, r.target_id, r.arn_hash
            from resource_version r join cover c on c.target_id = r.target_id
            {ResourceSql.Joins(Valid("t"), at)}
            where {where} order by r.target_id, r.arn_hash limit {where.Value(take + 1)}
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await where.ListAsync<ResourceRow, Position>(connection, sql, cancellationToken);
        await HistoryKept.RequireAsync(connection, filter.AsOf, cancellationToken);
        return new ResourcePage(
            [.. rows.Take(take).Select(r => r.Row)], rows.Count > take ? Cursor.Write(rows[take - 1].Beside) : null);
    }
}
