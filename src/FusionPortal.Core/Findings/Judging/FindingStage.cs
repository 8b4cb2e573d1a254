using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Text;
using Npgsql;
using NpgsqlTypes;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Streams verdicts that matter to findings by binary COPY into temporary tables of one connection.</summary>
internal sealed class FindingStage(NpgsqlConnection connection)
{
    private static readonly string CreateSql = $"""
        create temporary table if not exists stage_finding (
          convention_id text not null, subject_hash uuid not null, content_hash uuid not null, subject text not null,
            {FindingColumns.Definitions});
        create temporary table if not exists stage_unjudged (convention_id text not null, subject_hash uuid not null, why text not null);
        create temporary table if not exists stage_passed (convention_id text not null, subject_hash uuid not null);
        truncate stage_finding, stage_unjudged, stage_passed
        """;

    private static readonly string CopySql =
        $"copy stage_finding (convention_id, subject_hash, content_hash, subject, {FindingColumns.Names}) from stdin (format binary)";

    private static readonly JsonSerializerOptions EvidenceJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // stored, never shown as HTML
    };

    private readonly ArrayBufferWriter<byte> _hashed = new(2048);

    public Task OpenAsync(CancellationToken cancellationToken) => Sql.RunAsync(connection, CreateSql, cancellationToken);

    public async Task WriteAsync(IReadOnlyList<StagedViolation> violations, CancellationToken cancellationToken)
    {
        if (violations.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync(CopySql, cancellationToken);
        foreach (var violation in violations) await WriteRowAsync(copy, violation, cancellationToken);
        await copy.CompleteAsync(cancellationToken);
    }

    public async Task WriteUnjudgedAsync(IReadOnlyDictionary<FindingKey, string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy stage_unjudged (convention_id, subject_hash, why) from stdin (format binary)", cancellationToken);
        foreach (var (key, why) in keys)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(key.ConventionId, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(key.SubjectHash, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(StorableText.From(why), NpgsqlDbType.Text, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public async Task WritePassedAsync(IReadOnlyCollection<FindingKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy stage_passed (convention_id, subject_hash) from stdin (format binary)", cancellationToken);
        foreach (var key in keys)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(key.ConventionId, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(key.SubjectHash, NpgsqlDbType.Uuid, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task WriteRowAsync(NpgsqlBinaryImporter copy, StagedViolation staged, CancellationToken cancellationToken)
    {
        var violation = staged.Violation;
        var (subject, title) = (StorableText.From(violation.Subject), StorableText.From(violation.Title));
        var severity = violation.Severity.ToString();
        var (expected, actual) = (StorableText.From(violation.Expected), StorableText.From(violation.Actual));
        var (evidence, name) = (Evidence(violation), StorableText.From(violation.Name));
        // Hashes are kept: another order would change every finding once.
        string[] texts =
            [subject, severity, title, expected, actual, evidence, violation.Kind, name, violation.AccountId, violation.Region];
        var orgId = violation.OrgId is null ? null : StorableText.From(violation.OrgId);

        await copy.StartRowAsync(cancellationToken);
        await copy.WriteAsync(violation.ConventionId, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(Fingerprint.Of(subject), NpgsqlDbType.Uuid, cancellationToken);
        await copy.WriteAsync(ContentHash(texts, orgId, violation.Environment, staged), NpgsqlDbType.Uuid, cancellationToken);
        await copy.WriteAsync(subject, NpgsqlDbType.Text, cancellationToken);
        // From here on in the order of FindingColumns.
        await copy.WriteAsync(title, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(severity, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync((short)(Severity.Critical - violation.Severity), NpgsqlDbType.Smallint, cancellationToken);
        await copy.WriteAsync(staged.MixUp, NpgsqlDbType.Boolean, cancellationToken);
        await copy.WriteAsync(violation.Kind, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(name, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(violation.AccountId, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(violation.Region, NpgsqlDbType.Text, cancellationToken);
        await TextOrNullAsync(copy, orgId, cancellationToken);
        await TextOrNullAsync(copy, violation.Environment?.ToString(), cancellationToken);
        await copy.WriteAsync(expected, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(actual, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(evidence, NpgsqlDbType.Text, cancellationToken);
        if (staged.TargetId is { } targetId) await copy.WriteAsync(targetId, NpgsqlDbType.Integer, cancellationToken);
        else await copy.WriteNullAsync(cancellationToken);
    }

    // The same evidence gives the same bytes: lists keep their order and records their property order.
    private static string Evidence(Violation violation) =>
        StorableText.FromJson(JsonSerializer.Serialize(new
        {
            violation.Suggestion,
            violation.Evidence.Verdict,
            violation.Evidence.Decides,
            violation.Evidence.Witnesses,
            violation.Evidence.Facts,
        }, EvidenceJson));

    private Guid ContentHash(string[] texts, string? orgId, EnvironmentKind? environment, StagedViolation staged)
    {
        _hashed.ResetWrittenCount();
        foreach (var text in texts) Fingerprint.Append(_hashed, text);
        Fingerprint.Append(_hashed, orgId);
        Fingerprint.Append(_hashed, environment?.ToString());
        Fingerprint.Append(_hashed, staged.MixUp ? "mix-up" : null);
        return Fingerprint.Of(_hashed.WrittenSpan);
    }

    private static Task TextOrNullAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellationToken) =>
        text is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);
}

/// <summary>A violation with the target it was seen in; null where it was judged over all targets.</summary>
internal sealed record StagedViolation(Violation Violation, int? TargetId, bool MixUp);

/// <summary>What makes a finding the same finding.</summary>
internal readonly record struct FindingKey(string ConventionId, Guid SubjectHash);
