using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Scorecards;

/// <summary>A resource that a checklist may mean, as AWS shows it.</summary>
/// <param name="LastSeenAt">When its target was last read whole.</param>
/// <param name="NotReadSince">Since when its target is not covered; null where it is.</param>
internal sealed record SeenRow(
    string Arn, string Kind, string Name, string AccountId, string AccountName, string Region, JsonElement? Facts,
    DateTimeOffset? LastSeenAt, DateTimeOffset? NotReadSince)
{
    public Observation Observation => new(Arn, Kind, Name, AccountId, Region, new Dictionary<string, string>(), Facts);
}

/// <summary>Finds what checklists speak of among what was read: by the ID AWS gave it, else by name, in whatever letter case.</summary>
internal static class SeenOf
{
    // One name is used in several accounts at most; more would be no answer.
    private const int Most = 500;

    public static async Task<ILookup<CapturedResource, SeenRow>> FindAsync(
        NpgsqlConnection connection, Knowledge knowledge, IReadOnlyCollection<CapturedResource> captured, DateTimeOffset? asOf,
        CancellationToken cancellationToken)
    {
        if (captured.Count == 0) return Array.Empty<CapturedResource>().ToLookup(c => c, _ => (SeenRow)null!);
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, asOf);
        var at = asOf is { } moment ? where.Value(HistoryClock.Micro(moment)) : null;
        var named = $"r.kind = any({where.Value(captured.Select(c => c.Kind).Distinct().ToArray())}) and lower(r.name) = any("
            + $"{where.Value(captured.Select(c => c.Name.Value.Trim().ToLowerInvariant()).Distinct().ToArray())})";
        var ids = captured.Where(c => IdOf(c) is not null).ToList();
        var withId = ids.Count == 0 ? "" : $" or r.kind = any({where.Value(ids.Select(c => c.Kind).Distinct().ToArray())}) and "
            + $"lower(substring(r.arn from '[^/:]+$')) = any({where.Value(ids.Select(c => IdOf(c)!.ToLowerInvariant()).ToArray())})";
        where.And(named + withId);
        where.And(TallySql.Valid(where, "r", asOf));
        var rows = await where.ListAsync<SeenRow>(
            connection,
            $"""
            with {cover}, {ResourceSql.TagsOfCte(at)}
            select r.arn, r.kind, r.name, r.account_id, coalesce(a.name, '') as account_name, r.region, {ResourceSql.Facts} as facts,
              c.last_complete_at as last_seen_at, c.since as not_read_since
            from resource_version r join cover c on c.target_id = r.target_id left join account a on a.id = r.account_id
            {ResourceSql.Joins(TallySql.Valid(where, "t", asOf), at)}
            where {where} order by r.arn, r.target_id limit {Most}
            """, cancellationToken);
        // Two targets may show one resource: the list of its service tells more than the tags.
        var seen = rows.GroupBy(r => r.Arn).Select(g => g.MaxBy(r => r.Facts?.GetRawText().Length ?? 0)!).ToList();
        return captured.SelectMany(c => MeantBy(c, seen).Select(row => (c, row))).ToLookup(m => m.c, m => m.row);
    }

    /// <summary>The finding's key of the resource.</summary>
    public static Guid HashOf(string arn) => Fingerprint.Of(arn);

    private static List<SeenRow> MeantBy(CapturedResource captured, List<SeenRow> seen)
    {
        var ofKind = seen.FindAll(s => s.Kind == captured.Kind);
        if (IdOf(captured) is { } id && ofKind.FindAll(s => Same(ShownFact.AwsId.Read(s.Observation), id)) is { Count: > 0 } byId)
            return byId;
        var named = ofKind.FindAll(s => Same(s.Name, captured.Name.Value.Trim()));
        foreach (var fact in (ShownFact[])[ShownFact.Region, ShownFact.Account])
        {
            if (named.Count < 2 || captured.Value(fact.Id) is not { } value) continue;
            if (named.FindAll(s => Same(fact.Read(s.Observation), value.Value)) is { Count: > 0 } fewer) named = fewer;
        }

        return named;
    }

    private static string? IdOf(CapturedResource captured) => captured.Value(ShownFact.AwsId.Id)?.Value.Trim();

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
