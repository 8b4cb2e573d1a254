using System.Text.Json;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>What changed of one resource: versions of its list and of its tags, facts that were read of it alone, and its
/// findings.</summary>
internal static class ResourceHistory
{
    /// <summary>So many changes are told.</summary>
    public const int Most = 100;

    private const int MostVersions = 60;

    private sealed record Version(DateTimeOffset From, DateTimeOffset To, string Name, JsonElement? Tags, JsonElement? Facts);

    private sealed record Told(DateTimeOffset At, string ConventionId, long Number, string Title, bool Resolved);

    public static async Task<IReadOnlyList<ResourceChange>> ReadAsync(
        NpgsqlConnection connection, int targetId, Guid arnHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = new List<ResourceChange>();
        // Newest first, so that what is left out is the oldest.
        var listed = await Sql.ListAsync<Version>(
            connection,
            $"""
            select valid_from as "from", case when valid_to > $3 then '9999-01-01'::timestamptz else valid_to end as "to", name, tags, facts
            from resource_version where target_id = $1 and arn_hash = $2 and valid_from <= $3 order by valid_from desc limit {MostVersions}
            """,
            cancellationToken, targetId, arnHash, now);
        OfList(changes, listed);
        var tagged = await Sql.ListAsync<Version>(
            connection,
            $"""
            select v.valid_from as "from", case when v.valid_to > $2 then '9999-01-01'::timestamptz else v.valid_to end as "to", v.name,
              v.tags, null::jsonb as facts
            from coverage c join tag_version v on v.target_id = c.id where v.arn_hash = $1 and v.valid_from <= $2
            order by v.valid_from desc limit {MostVersions}
            """,
            cancellationToken, arnHash, now);
        for (var i = 0; i < tagged.Count - 1; i++)
            Compare(changes, ResourceChangeKind.Tag, tagged[i].From, tagged[i + 1].Tags, tagged[i].Tags);
        var read = await Sql.ListAsync<Version>(
            connection,
            """
            select f.changed_at as "from", '9999-01-01'::timestamptz as "to", f.source as name, null::jsonb as tags, f.facts
            from resource_fact f where f.arn_hash = $1 and f.source <> 'creator' and f.changed_at <= $2
            union all
            select p.valid_from, p.valid_to, p.source, null::jsonb, p.facts from resource_fact_past p
            where p.arn_hash = $1 and p.source <> 'creator' and p.valid_from <= $2 order by 1 desc
            """,
            cancellationToken, arnHash, now);
        for (var i = 0; i < read.Count - 1; i++)
            Compare(changes, ResourceChangeKind.Fact, read[i].From, read[i + 1].Facts, read[i].Facts);
        changes.AddRange(await FindingsAsync(connection, arnHash, now, cancellationToken));
        return [.. changes.OrderByDescending(c => c.At).ThenBy(c => c.Kind).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Most)];
    }

    private static void OfList(List<ResourceChange> changes, List<Version> listed)
    {
        for (var i = 0; i < listed.Count; i++)
        {
            var (version, before) = (listed[i], i + 1 < listed.Count ? listed[i + 1] : null);
            if (version.To.Year < 9999 && (i == 0 || listed[i - 1].From > version.To))
                changes.Add(new(version.To, ResourceChangeKind.Gone, "", version.Name, null));
            if (before is null)
            {
                if (listed.Count < MostVersions) changes.Add(new(version.From, ResourceChangeKind.FirstSeen, "", null, version.Name));
                continue;
            }

            if (before.To < version.From) changes.Add(new(version.From, ResourceChangeKind.SeenAgain, "", null, version.Name));
            if (before.Name != version.Name) changes.Add(new(version.From, ResourceChangeKind.Name, "", before.Name, version.Name));
            Compare(changes, ResourceChangeKind.Tag, version.From, before.Tags, version.Tags);
            Compare(changes, ResourceChangeKind.Fact, version.From, before.Facts, version.Facts);
        }
    }

    private static void Compare(
        List<ResourceChange> changes, ResourceChangeKind kind, DateTimeOffset at, JsonElement? before, JsonElement? after)
    {
        var (then, now) = (Members(before), Members(after));
        foreach (var key in then.Keys.Union(now.Keys))
        {
            var (old, fresh) = (then.GetValueOrDefault(key), now.GetValueOrDefault(key));
            if (old != fresh) changes.Add(new(at, kind, key, old, fresh));
        }
    }

    private static Dictionary<string, string> Members(JsonElement? json) =>
        json is not { ValueKind: JsonValueKind.Object } map ? [] : map.EnumerateObject().ToDictionary(
            p => p.Name, p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText());

    private static async Task<IEnumerable<ResourceChange>> FindingsAsync(
        NpgsqlConnection connection, Guid arnHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var told = await Sql.ListAsync<Told>(
            connection,
            """
            select v.valid_from as at, f.convention_id, f.number, v.title, v.status = 'Resolved' as resolved
            from finding f join finding_version v on v.finding_id = f.id
            where f.subject_hash = $1 and v.valid_from <= $2 and (v.status = 'Resolved' or v.cause in ('New', 'Reappeared', 'RecordChanged',
              'ConventionChanged') and v.status in ('Open', 'Reopened'))
            order by v.valid_from desc limit 100
            """,
            cancellationToken, arnHash, now);
        return told.Select(t => new ResourceChange(
            t.At, t.Resolved ? ResourceChangeKind.FindingResolved : ResourceChangeKind.FindingOpened, $"F-{t.Number}",
            t.Resolved ? t.Title : null, t.Resolved ? null : t.Title));
    }
}
