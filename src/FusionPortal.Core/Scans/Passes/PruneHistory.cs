using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>
/// Drops versions of resources and tags that ended before the configured days, with the facts of resources that are no more, and what
/// passes were before that. What is current stays however old, and of a thing that findings are about how it was last seen; findings, scans
/// and the audit trail are never touched.
/// </summary>
public sealed class PruneHistory(IDbContextFactory<PortalDbContext> factory, IOptions<ScanOptions> options, TimeProvider clock)
{
    /// <returns>Versions dropped.</returns>
    public async Task<long> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (options.Value.ResourceRetentionDays == 0) return 0;
        var before = HistoryClock.Micro(clock.GetUtcNow() - TimeSpan.FromDays(options.Value.ResourceRetentionDays));
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        long dropped = await RunAsync(
            connection,
            """
            delete from resource_version r where r.valid_to < $1 and not (
              r.arn_hash in (select subject_hash from finding) and not exists (
                select from coverage c join resource_version n on n.target_id = c.id and n.arn_hash = r.arn_hash
                where (n.valid_from, n.target_id) > (r.valid_from, r.target_id) and n.valid_from <= $1))
            """,
            before, cancellationToken);
        dropped += await RunAsync(connection, "delete from tag_version where valid_to < $1", before, cancellationToken);
        dropped += await RunAsync(connection, "delete from resource_fact_past where valid_to < $1", before, cancellationToken);
        var facts = await RunAsync(
            connection,
            """
            delete from resource_fact f where f.read_at < $1 and not exists (
              select from coverage c join resource_version r on r.target_id = c.id where r.arn_hash = f.arn_hash)
            """,
            before, cancellationToken);
        // The last of each pass from before stays: it says how it stood at that moment.
        var passes = await RunAsync(
            connection,
            "delete from pass_version p where p.valid_from < $1 and exists (select from pass_version n where n.target_id = p.target_id "
                + "and n.valid_from > p.valid_from and n.valid_from <= $1)",
            before, cancellationToken);
        if (passes > 0) await HistoryKept.RecordAsync(connection, HistoryKept.Passes, before, cancellationToken);
        if (dropped + facts > 0) await HistoryKept.RecordAsync(connection, HistoryKept.Resources, before, cancellationToken);
        if (dropped + facts + passes == 0) return 0;
        await AuditWriter.AppendAsync(
            db, Actor.System,
                new AuditEvent(
                "history.pruned", "inventory",
                new { Versions = dropped, Facts = facts, Passes = passes, EndedBefore = before, options.Value.ResourceRetentionDays }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return dropped;
    }

    private static async Task<int> RunAsync(
        NpgsqlConnection connection, string sql, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, sql, before);
        command.CommandTimeout = 0;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
