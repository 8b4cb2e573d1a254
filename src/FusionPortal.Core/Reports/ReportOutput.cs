using System.Security.Cryptography;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Reports.Formats;
using FusionPortal.Core.Telemetry;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <summary>Writes a report in one pass, hashing what leaves, and records the export whether or not it reached its end.</summary>
internal static class ReportOutput
{
    public static async Task<ReportProduced> WriteAsync(
        IDbContextFactory<PortalDbContext> factory, ReportTable table, ReportFormat format, DateTimeOffset at, Actor actor,
            TimeProvider clock,
        Stream output, CancellationToken cancellationToken)
    {
        ReportProduced? produced = null;
        AuditPosition recorded;
        var redacted = await RedactedAsync(factory, table, at, cancellationToken);
        try
        {
            produced = await PortalTelemetry.ExportAsync(
                table.Name, format.ToString(), () => WriteAsync(table, format, at, redacted, actor, clock, output, cancellationToken), p =>
                    p.Rows);
        }
        finally
        {
            // Rows have left the portal also where the caller hung up in the middle; the trail must not depend on their patience.
            recorded = await RecordAsync(factory, table, format, at, redacted, actor, produced, CancellationToken.None);
        }

        return produced with { Seq = recorded.Seq };
    }

    private static async Task<ReportProduced> WriteAsync(
        ReportTable table, ReportFormat format, DateTimeOffset at, long redacted, Actor actor, TimeProvider clock, Stream output,
            CancellationToken cancellationToken)
    {
        if (format == ReportFormat.Xlsx)
        {
            var (sheet, count) = await XlsxFormat.WriteAsync(table, About(table, at, redacted, actor, clock), output, cancellationToken);
            return new ReportProduced(sheet, count, at, table.About, redacted, table.Limit);
        }

        using var sha256 = SHA256.Create();
        // Not disposed: where the caller hung up that would write once more.
        var hashing = new CryptoStream(output, sha256, CryptoStreamMode.Write, leaveOpen: true);
        var rows = format == ReportFormat.Csv
            ? await CsvFormat.WriteAsync(table, hashing, cancellationToken)
            : await JsonFormat.WriteAsync(table, hashing, cancellationToken);
        await hashing.FlushFinalBlockAsync(cancellationToken);
        return new ReportProduced(Convert.ToHexStringLower(sha256.Hash!), rows, at, table.About, redacted, table.Limit);
    }

    private static async Task<long> RedactedAsync(
        IDbContextFactory<PortalDbContext> factory, ReportTable table, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        return await table.Trail.RedactedAsync((NpgsqlConnection)db.Database.GetDbConnection(), at, cancellationToken);
    }

    private static List<KeyValuePair<string, string>> About(
        ReportTable table, DateTimeOffset at, long redacted, Actor actor, TimeProvider clock) =>
    [
        new("report", $"{table.Name}, version {CanonicalText.Of(table.Version)}"),
        new("as_of", CanonicalText.Of(at)),
        new("produced_at", CanonicalText.Of(clock.GetUtcNow())),
        new("requested_by", actor.DisplayName),
        new("redacted_entries", CanonicalText.Of(redacted)),
        .. table.Limit is { } limit ? [new KeyValuePair<string, string>("knowledge_hours", CanonicalText.Of(limit.Hours))]
            : Array.Empty<KeyValuePair<string, string>>(),
        .. table.About.Select(f => new KeyValuePair<string, string>($"{table.AboutName}: {f.Key}", f.Value)),
    ];

    private static async Task<AuditPosition> RecordAsync(
        IDbContextFactory<PortalDbContext> factory, ReportTable table, ReportFormat format, DateTimeOffset at, long redacted, Actor actor,
        ReportProduced? produced, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var recorded = await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent("report.exported", $"report:{table.Name}", new
            {
                Format = format,
                table.Version,
                About = table.About.ToDictionary(f => f.Key, f => f.Value),
                AsOf = at,
                Redacted = redacted,
                KnowledgeHours = table.Limit?.Hours,
                Complete = produced is not null,
                produced?.Rows,
                produced?.Sha256,
            }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return recorded;
    }
}
