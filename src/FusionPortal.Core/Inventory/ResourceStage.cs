using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Scans;
using Npgsql;
using NpgsqlTypes;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// Streams one target's pages by binary COPY into a temporary table of the connection it is given. Memory stays flat: a row is
/// forgotten once it is written. Nothing outside the connection sees the rows until <see cref="ResourceMerge"/> commits them.
/// </summary>
internal sealed class ResourceStage : IAsyncDisposable
{
    // Text and not jsonb: an unchanged resource is compared by its hash and its tags are never parsed.
    private const string CreateSql = """
        create temporary table if not exists stage_resource (
          seq integer not null, arn_hash uuid not null, content_hash uuid not null,
          arn text not null, kind text not null, name text not null, account_id text not null, region text not null, tags text, facts text,
          tags_only boolean not null);
        truncate stage_resource
        """;

    private const string CopySql =
        "copy stage_resource (seq, arn_hash, content_hash, arn, kind, name, account_id, region, tags, facts, tags_only) from stdin (format binary)";

    // One COPY per so many rows: a COPY left open for minutes would hold back vacuum, one per page would be slow.
    private const int RowsPerCopy = 10_000;

    private static readonly JsonWriterOptions JsonOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly NpgsqlConnection _connection;
    private readonly IReadOnlySet<string> _tagsOnly;
    private readonly ArrayBufferWriter<byte> _json = new(4096);
    private readonly ArrayBufferWriter<byte> _hashed = new(4096);
    private readonly Utf8JsonWriter _writer;
    private NpgsqlBinaryImporter? _copy;
    private int _inCopy;

    private ResourceStage(NpgsqlConnection connection, IReadOnlySet<string> tagsOnly)
    {
        (_connection, _tagsOnly) = (connection, tagsOnly);
        _writer = new Utf8JsonWriter(_json, JsonOptions);
    }

    /// <summary>Resources among the rows: those of which the target tells more than tags.</summary>
    public int Resources { get; private set; }

    /// <summary>Rows written since the beginning or the last <see cref="ClearAsync"/>, repeated resources included.</summary>
    public int Rows { get; private set; }

    /// <param name="connection">Holds the stage.</param>
    /// <param name="tagsOnly">Kinds of which the target tells the tags and another the existence; none but for the tagging API.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<ResourceStage> OpenAsync(NpgsqlConnection connection, IReadOnlySet<string> tagsOnly, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CreateSql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new ResourceStage(connection, tagsOnly);
    }

    /// <exception cref="TargetFailedException">The page holds something that cannot be identified.</exception>
    public async Task WriteAsync(IReadOnlyList<Observation> page, CancellationToken cancellationToken)
    {
        foreach (var observation in page)
        {
            _copy ??= await _connection.BeginBinaryImportAsync(CopySql, cancellationToken);
            await WriteRowAsync(_copy, observation, cancellationToken);
            if (++_inCopy >= RowsPerCopy) await FlushAsync(cancellationToken);
        }
    }

    /// <summary>Drops every row written so far: the reading began again, and what it saw before no longer counts.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await using var command = new NpgsqlCommand("truncate stage_resource", _connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        (Rows, Resources) = (0, 0);
    }

    /// <summary>Ends the COPY that is open. Call it before the connection is used for anything else.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_copy is null) return;
        await _copy.CompleteAsync(cancellationToken);
        await _copy.DisposeAsync();
        _copy = null;
        _inCopy = 0;
    }

    public async ValueTask DisposeAsync()
    {
        // Without CompleteAsync the server drops what the open COPY had sent.
        if (_copy is not null) await _copy.DisposeAsync();
        await _writer.DisposeAsync();
    }

    private async Task WriteRowAsync(NpgsqlBinaryImporter copy, Observation observation, CancellationToken cancellationToken)
    {
        var arn = VisibleText.Of(observation.Arn);
        // Whatever it stands for is not seen now: taken for a resource of its own, it would make the one it stands for seem gone.
        if (!ResourceArn.TryParse(arn, out _)) throw new TargetFailedException(TargetFailure.Failed, "AWS named a resource by something that is not an ARN.");

        var name = VisibleText.Of(observation.Name);
        var tags = observation.TagsKnown ? Json(observation.Tags, static (writer, value) => CanonicalJson.Write(writer, value)) : null;
        var facts = observation.Facts is { } element ? Json(element, static (writer, value) => CanonicalJson.Write(writer, value)) : null;

        _hashed.ResetWrittenCount();
        Fingerprint.Append(_hashed, observation.Kind);
        Fingerprint.Append(_hashed, name);
        Fingerprint.Append(_hashed, observation.AccountId);
        Fingerprint.Append(_hashed, observation.Region);
        Fingerprint.Append(_hashed, tags);
        Fingerprint.Append(_hashed, facts);

        await copy.StartRowAsync(cancellationToken);
        await copy.WriteAsync(++Rows, NpgsqlDbType.Integer, cancellationToken);
        await copy.WriteAsync(Fingerprint.Of(arn), NpgsqlDbType.Uuid, cancellationToken);
        await copy.WriteAsync(Fingerprint.Of(_hashed.WrittenSpan), NpgsqlDbType.Uuid, cancellationToken);
        await copy.WriteAsync(arn, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(observation.Kind, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(name, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(observation.AccountId, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(observation.Region, NpgsqlDbType.Text, cancellationToken);
        if (tags is null) await copy.WriteNullAsync(cancellationToken);
        else await copy.WriteAsync(tags, NpgsqlDbType.Text, cancellationToken);
        if (facts is null) await copy.WriteNullAsync(cancellationToken);
        else await copy.WriteAsync(facts, NpgsqlDbType.Text, cancellationToken);
        var tagsOnly = tags is not null && _tagsOnly.Contains(observation.Kind);
        await copy.WriteAsync(tagsOnly, NpgsqlDbType.Boolean, cancellationToken);
        if (!tagsOnly) Resources++;
    }

    private string Json<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        _json.ResetWrittenCount();
        _writer.Reset();
        write(_writer, value);
        _writer.Flush();
        return Encoding.UTF8.GetString(_json.WrittenSpan);
    }
}
