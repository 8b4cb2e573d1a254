using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Secrets;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>
/// What scans observed, by name, ARN, kind and tags. Read target by target: only those that changed, and of them only what did. A tag that
/// looks like a secret is not kept.
/// </summary>
public sealed class ResourceSource : ReadSearchSource
{
    // So many resources at most are on their way at once, or one target.
    private const int Batch = 100_000;

    private const string CreateSql =
        "create temporary table if not exists stage_moved (target_id integer not null, arn_hash uuid not null); truncate stage_moved";

    private const string AllOfSql = """
        insert into stage_moved select r.target_id, r.arn_hash from resource_version r
        where r.target_id = any($1) and r.valid_to = 'infinity'
        """;

    // What may differ: versions that began or ended since, of resources or of their tags, in targets that changed since.
    private static readonly string MovedSql = $"""
        insert into stage_moved
        with {ResourceSql.TagsOfCte()}
        select r.target_id, r.arn_hash from resource_version r
        where r.target_id = any($2) and (r.valid_from > $1 or (r.valid_to > $1 and r.valid_to <> 'infinity'))
        union
        select m.list_target_id, t.arn_hash from tag_version t join tags_of m on m.tag_target_id = t.target_id
        where t.target_id = any($2) and (t.valid_from > $1 or (t.valid_to > $1 and t.valid_to <> 'infinity'))
        """;

    // AWS's own tags are the same on everything of a stack; long values are texts, which nobody looks up.
    private const string KeptTags = """
        from stage_moved s
        join resource_version r on r.target_id = s.target_id and r.arn_hash = s.arn_hash and r.valid_to = 'infinity'
        left join tags_of m on r.tags is null and m.list_target_id = r.target_id and m.region = r.region
        left join tag_version v on v.target_id = m.tag_target_id and v.arn_hash = r.arn_hash and v.valid_to = 'infinity'
        cross join lateral (
          select t.key, t.value from jsonb_each_text(coalesce(r.tags, v.tags)) t
          where t.key not like 'aws:%' and length(t.value) between 1 and 128) tag
        """;

    private static readonly string PairsSql =
        $"with {ResourceSql.TagsOfCte()} select distinct tag.key, tag.value {KeptTags}";

    private static readonly string RowsSql = $"""
        with {ResourceSql.TagsOfCte()}, of_kind as (select * from unnest($1::text[], $2::text[]) k (kind, label)),
        tags as (
          select r.target_id, r.arn_hash, string_agg(tag.key || '=' || tag.value, chr(10) order by tag.key) as lines
          {KeptTags} where tag.key || '=' || tag.value <> all($3::text[]) group by r.target_id, r.arn_hash)
        select r.target_id::text, r.arn_hash, r.name, null::text, null::text, array[r.arn, r.kind, r.account_id, r.region],
          concat_ws(chr(10), r.name, nullif(regexp_replace(r.arn, '^[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:', ''), r.name), k.label, tags.lines)
        from stage_moved s
        join resource_version r on r.target_id = s.target_id and r.arn_hash = s.arn_hash and r.valid_to = 'infinity'
        left join of_kind k on k.kind = r.kind
        left join tags on tags.target_id = r.target_id and tags.arn_hash = r.arn_hash
        """;

    private const string GoneSql = """
        select s.target_id::text, s.arn_hash from stage_moved s where not exists (
          select from resource_version r where r.target_id = s.target_id and r.arn_hash = s.arn_hash and r.valid_to = 'infinity')
        """;

    private const string NamedSql = $"""
        select e.kind, e.key, e.title, e.detail, e.state, e.parts from search_entry e
        where e.kind = '{Ours}' and e.key = $1 order by e.scope limit 1
        """;

    // Of one thing several conventions may tell. The index of findings begins with the convention.
    private const string OpenSql = """
        select f.subject_hash, count(*)::int from finding f join finding_version v on v.finding_id = f.id
        where f.convention_id in (select distinct n.convention_id from finding n) and f.subject_hash = any($1)
          and v.valid_to = 'infinity' and v.status <> 'Resolved' group by f.subject_hash
        """;

    private const string Ours = "resource";

    public override string Kind => Ours;

    public override string Title => "Resources";

    public override int Place => 10;

    internal override string Partition => "search_entry_resource";

    public override string Address(IReadOnlyList<string> parts, Actor actor) => $"/inventory/{ResourceKey.Of(parts[0])}";

    internal override async Task<FoundEntry?> NamedAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken) =>
        SearchText.IsArn(text)
            ? (await Sql.ListAsync(connection, NamedSql, FoundEntry.Read, cancellationToken, Fingerprint.Of(text))).SingleOrDefault()
            : null;

    internal override async Task<IReadOnlyList<FoundEntry>> DescribeAsync(
        NpgsqlConnection connection, IReadOnlyList<FoundEntry> found, CancellationToken cancellationToken)
    {
        var accounts = (await Sql.ListAsync(
            connection, "select id, name from account where id = any($1)", r => (Id: r.GetString(0), Name: r.GetString(1)),
            cancellationToken, (object)found.Select(f => f.Parts[2]).Distinct().ToArray())).ToDictionary(a => a.Id, a => a.Name);
        var open = (await Sql.ListAsync(
            connection, OpenSql, r => (Key: r.GetGuid(0), Count: r.GetInt32(1)), cancellationToken, found.Select(f => f.Key).ToArray()))
            .ToDictionary(o => o.Key, o => o.Count);
        return [.. found.Select(f => f with
        {
            Title = SecretGuard.Inspect(f.Title) is { } secret ? $"Hidden, looks like {secret.Name}" : f.Title,
            Detail = string.Join(", ", new[]
            {
                ResourceKinds.Of(f.Parts[1]).Title, accounts.GetValueOrDefault(f.Parts[2], f.Parts[2]), f.Parts[3],
            }.Where(part => part.Length > 0)),
            State = open.GetValueOrDefault(f.Key) is > 0 and var count ? $"{count} open" : null,
            Tone = open.ContainsKey(f.Key) ? SearchTone.Warn : SearchTone.Plain,
        })];
    }

    private protected override async Task ReadAsync(SearchReading reading, CancellationToken cancellationToken)
    {
        var connection = reading.Connection;
        if (reading.Since is { } since)
        {
            var changed = await Sql.ListAsync(
                connection, "select c.id from coverage c where not c.is_pass and c.last_changed_at > $1", r => r.GetInt32(0),
                cancellationToken, since);
            if (changed.Count == 0) return;
            await RunAsync(connection, CreateSql, cancellationToken);
            await RunAsync(connection, MovedSql, cancellationToken, since, changed.ToArray());
            await StageAsync(reading, cancellationToken);
            await reading.MergeAsync(cancellationToken);
            return;
        }

        var targets = await Sql.ListAsync(
            connection, "select c.id, c.resources from coverage c where not c.is_pass order by c.id",
            r => (Id: r.GetInt32(0), Resources: r.GetInt32(1)), cancellationToken);
        foreach (var batch in Batches(targets))
        {
            await RunAsync(connection, CreateSql, cancellationToken);
            await RunAsync(connection, AllOfSql, cancellationToken, batch);
            await StageAsync(reading, cancellationToken);
            await reading.MergeScopesAsync([Ours], batch.Select(id => $"{id}"), cancellationToken);
        }

        await reading.DropOtherScopesAsync([Ours], targets.Select(t => $"{t.Id}"), cancellationToken);
    }

    private static async Task StageAsync(SearchReading reading, CancellationToken cancellationToken)
    {
        await RunAsync(reading.Connection, "analyze stage_moved", cancellationToken);
        var hidden = await HiddenAsync(reading.Connection, cancellationToken);
        await reading.StageAsync(
            Ours, RowsSql, cancellationToken, ResourceKinds.Ids.ToArray(), ResourceKinds.All.Select(k => k.Label).ToArray(), hidden);
        await reading.StageGoneAsync(Ours, GoneSql, cancellationToken);
    }

    /// <summary>The tags that look like secrets, as the query writes them.</summary>
    private static async Task<string[]> HiddenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var hidden = new List<string>();
        await using var command = Sql.Command(connection, PairsSql);
        command.CommandTimeout = 0;
        await using var pairs = await command.ExecuteReaderAsync(cancellationToken);
        while (await pairs.ReadAsync(cancellationToken))
        {
            var (key, value) = (pairs.GetString(0), pairs.GetString(1));
            if (SecretGuard.InspectPair(key, value) is not null || SecretGuard.Inspect(value) is not null
                || SecretGuard.Inspect(key) is not null)
                hidden.Add($"{key}={value}");
        }

        return [.. hidden];
    }

    private static IEnumerable<int[]> Batches(IReadOnlyList<(int Id, int Resources)> targets)
    {
        var (batch, size) = (new List<int>(), 0);
        foreach (var (id, resources) in targets)
        {
            if (batch.Count > 0 && size + resources > Batch)
            {
                yield return [.. batch];
                (batch, size) = ([], 0);
            }

            batch.Add(id);
            size += resources;
        }

        if (batch.Count > 0) yield return [.. batch];
    }

    private static async Task RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Sql.Command(connection, sql, values);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
