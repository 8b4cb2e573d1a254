using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Text;
using Npgsql;
using NpgsqlTypes;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// Compares one target's pages with what is stored and streams what differs by binary COPY into a temporary table of the connection it is
/// given. Memory stays flat: targets that are not too large are compared with hashes held here, others in the database, and a batch is
/// forgotten once it is written. Nothing outside the connection sees the rows until <see cref="ResourceMerge"/> commits them.
/// </summary>
internal sealed class ResourceStage : IAsyncDisposable
{
    // Text and not jsonb: the merge parses what it inserts, and nothing else. What was seen is written down only where nobody holds it
    // here.
    private const string CreateSql = """
        create temporary table if not exists stage_seen (seq integer not null, arn_hash uuid not null, tags_only boolean not null);
        create temporary table if not exists stage_resource (
          seq integer not null, arn_hash uuid not null, content_hash uuid not null,
          arn text not null, kind text not null, name text not null, account_id text not null, region text not null, tags text, facts text,
          tags_only boolean not null);
        truncate stage_seen, stage_resource
        """;

    private const string CopySeenSql = "copy stage_seen (seq, arn_hash, tags_only) from stdin (format binary)";

    private const string CopySql =
        "copy stage_resource (seq, arn_hash, content_hash, arn, kind, name, account_id, region, tags, facts, "
            + "tags_only) from stdin (format binary)";

    // Large enough that a round trip costs nothing by the row, small enough that eight targets at once stay small.
    private const int RowsPerBatch = 2_000;

    private static readonly JsonWriterOptions JsonOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly NpgsqlConnection _connection;
    private readonly int _targetId;
    private readonly IReadOnlySet<string> _tagsOnly;
    private readonly ArrayBufferWriter<byte> _json = new(64 * 1024);
    private readonly ArrayBufferWriter<byte> _row = new(4096);
    private readonly ArrayBufferWriter<byte> _hashed = new(4096);
    private readonly Utf8JsonWriter _writer;
    private readonly List<Row> _batch = new(RowsPerBatch);

    private ResourceStage(NpgsqlConnection connection, int targetId, IReadOnlySet<string> tagsOnly, CurrentVersions? current)
    {
        (_connection, _targetId, _tagsOnly, Current) = (connection, targetId, tagsOnly, current);
        _writer = new Utf8JsonWriter(_row, JsonOptions);
    }

    /// <summary>What is stored of the target; null where that is too much to hold, and <c>stage_seen</c> says what was seen
    /// instead.</summary>
    public CurrentVersions? Current { get; }

    /// <summary>False where nothing is stored of the target, so that everything differs and nothing can be gone.</summary>
    public bool IsKnown => Current is not { IsEmpty: true };

    /// <summary>Resources among the rows: those of which the target tells more than tags. Repeated ones count each time.</summary>
    public int Resources { get; private set; }

    /// <summary>Rows taken since the beginning or the last <see cref="ClearAsync"/>, repeated resources included.</summary>
    public int Rows { get; private set; }

    /// <summary>Those of them that differ from what is stored.</summary>
    public int Differing { get; private set; }

    /// <param name="connection">Holds the stage.</param>
    /// <param name="targetId">Whose current versions the rows are compared with.</param>
    /// <param name="mostHeld">Up to so many current versions are compared here; 0 to compare in the database, for a handful of
    /// rows.</param>
    /// <param name="tagsOnly">Kinds of which the target tells the tags and another the existence; none but for the tagging API.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<ResourceStage> OpenAsync(
        NpgsqlConnection connection, int targetId, int mostHeld, IReadOnlySet<string> tagsOnly, CancellationToken cancellationToken)
    {
        await using (var create = new NpgsqlCommand(CreateSql, connection)) await create.ExecuteNonQueryAsync(cancellationToken);
        return new ResourceStage(
            connection, targetId, tagsOnly, await CurrentVersions.LoadAsync(connection, targetId, mostHeld, cancellationToken));
    }

    /// <exception cref="TargetFailedException">The page holds something that cannot be identified.</exception>
    public async Task WriteAsync(IReadOnlyList<Observation> page, CancellationToken cancellationToken)
    {
        foreach (var observation in page)
        {
            Take(observation);
            if (_batch.Count == RowsPerBatch) await FlushAsync(cancellationToken);
        }
    }

    /// <summary>Drops every row written so far: the reading began again, and what it saw before no longer counts.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        Forget();
        Current?.Forget();
        await using var command = new NpgsqlCommand("truncate stage_seen, stage_resource", _connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        (Rows, Resources, Differing) = (0, 0, 0);
    }

    /// <summary>Writes what is still held. Call it before the merge.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0) return;
        if (Current is null) await CopySeenAsync(cancellationToken);
        var differing = Current is null ? await DifferingAsync(cancellationToken) : _batch;
        if (differing.Count > 0) await CopyAsync(differing, cancellationToken);
        Differing += differing.Count;
        Forget();
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void Forget()
    {
        _batch.Clear();
        _json.ResetWrittenCount();
    }

    private void Take(Observation observation)
    {
        var arn = StorableText.From(observation.Arn);
        // Whatever it stands for is not seen now: taken for a resource of its own, it would make the one it stands for seem gone.
        if (!ResourceArn.TryParse(arn, out _))
            throw new TargetFailedException(TargetFailure.Failed, "AWS named a resource by something that is not an ARN.");

        var name = StorableText.From(observation.Name);
        _row.ResetWrittenCount();
        var tags = observation.TagsKnown ? Json(observation.Tags, static (writer, value) => CanonicalJson.Write(writer, value))
            : default(Range?);
        var facts = observation.Facts is { } element ? Json(element, static (writer, value) => CanonicalJson.Write(writer, value))
            : default(Range?);

        _hashed.ResetWrittenCount();
        Fingerprint.Append(_hashed, observation.Kind);
        Fingerprint.Append(_hashed, name);
        Fingerprint.Append(_hashed, observation.AccountId);
        Fingerprint.Append(_hashed, observation.Region);
        AppendJson(tags);
        AppendJson(facts);

        var tagsOnly = tags is not null && _tagsOnly.Contains(observation.Kind);
        var (arnHash, contentHash) = (Fingerprint.Of(arn), Fingerprint.Of(_hashed.WrittenSpan));
        Rows++;
        if (!tagsOnly) Resources++;
        if (Current is not null && !Current.Differs(arnHash, contentHash, tagsOnly)) return;
        _batch.Add(new Row(Rows, arnHash, contentHash, arn, name, observation, Kept(tags), Kept(facts), tagsOnly));
    }

    private async Task CopySeenAsync(CancellationToken cancellationToken)
    {
        await using var copy = await _connection.BeginBinaryImportAsync(CopySeenSql, cancellationToken);
        foreach (var row in _batch)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(row.Seq, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(row.ArnHash, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(row.TagsOnly, NpgsqlDbType.Boolean, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Row>> DifferingAsync(CancellationToken cancellationToken)
    {
        var differing = new List<Row>();
        foreach (var tagsOnly in _batch.DistinctBy(r => r.TagsOnly).Select(r => r.TagsOnly).ToArray())
        {
            var rows = _batch.Where(r => r.TagsOnly == tagsOnly).ToArray();
            // A subquery and no join: one probe of the index by row, whatever the planner thinks of a table that was just filled.
            await using var command = new NpgsqlCommand(
                $"""
                select s.n::int from unnest($2::uuid[], $3::uuid[]) with ordinality s (arn_hash, content_hash, n)
                where s.content_hash is distinct from (
                  select v.content_hash from {(tagsOnly ? "tag_version" : "resource_version")} v
                  where v.target_id = $1 and v.arn_hash = s.arn_hash and v.valid_to = 'infinity')
                """,
                _connection)
            {
                Parameters =
                {
                    new() { Value = _targetId },
                    new() { Value = Array.ConvertAll(rows, r => r.ArnHash) },
                    new() { Value = Array.ConvertAll(rows, r => r.ContentHash) },
                },
            };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) differing.Add(rows[reader.GetInt32(0) - 1]);
        }

        return differing;
    }

    private async Task CopyAsync(IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        await using var copy = await _connection.BeginBinaryImportAsync(CopySql, cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(row.Seq, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(row.ArnHash, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(row.ContentHash, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(row.Arn, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Observation.Kind, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Name, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Observation.AccountId, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Observation.Region, NpgsqlDbType.Text, cancellationToken);
            await JsonOrNullAsync(copy, row.Tags, cancellationToken);
            await JsonOrNullAsync(copy, row.Facts, cancellationToken);
            await copy.WriteAsync(row.TagsOnly, NpgsqlDbType.Boolean, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private Task JsonOrNullAsync(NpgsqlBinaryImporter copy, Range? json, CancellationToken cancellationToken) =>
        json is { } range ? copy.WriteAsync(_json.WrittenMemory[range], NpgsqlDbType.Text, cancellationToken)
            : copy.WriteNullAsync(cancellationToken);

    private Range Json<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var start = _row.WrittenCount;
        _writer.Reset();
        write(_writer, value);
        _writer.Flush();
        return start.._row.WrittenCount;
    }

    private Range? Kept(Range? json)
    {
        if (json is not { } range) return null;
        var start = _json.WrittenCount;
        _json.Write(_row.WrittenSpan[range]);
        return start.._json.WrittenCount;
    }

    private void AppendJson(Range? json)
    {
        if (json is { } range) Fingerprint.Append(_hashed, _row.WrittenSpan[range]);
        else Fingerprint.Append(_hashed, (string?)null);
    }

    /// <param name="Tags">Where in the batch's JSON they stand; null where no source has told them.</param>
    /// <param name="Facts">The same; null where there are none.</param>
    private readonly record struct Row(
        int Seq, Guid ArnHash, Guid ContentHash, string Arn, string Name, Observation Observation, Range? Tags, Range? Facts,
            bool TagsOnly);
}
