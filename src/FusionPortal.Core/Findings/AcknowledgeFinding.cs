using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <param name="Note">What is being done about it, at most <see cref="AcknowledgeFinding.NoteLimit"/> characters; null for none.</param>
public sealed record AcknowledgeFindingRequest(Guid FindingId, string? Note);

/// <summary>A person takes note of a finding. It stays open and counts as before; only a scan that no longer shows it resolves
/// it.</summary>
public sealed class AcknowledgeFinding(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int NoteLimit = 1000;

    // Everything as it is but who said what, and when.
    private static readonly string VersionSql = $"""
        with closed as (
          update finding_version set valid_to = $2 where finding_id = $1 and valid_to = 'infinity' and status in ('Open', 'Reopened')
          returning *)
        insert into finding_version (finding_id, valid_from, valid_to, status, cause, scan_id, actor, note, book_version,
          {FindingColumns.OfVersion})
        select finding_id, $2, 'infinity', 'Acknowledged', 'Acknowledged', null, $3, $4::text, book_version, {FindingColumns.OfVersion}
        from closed
        """;

    /// <exception cref="RefusedException">Forbidden, not found, already acknowledged or resolved, too long a note, or a secret in
    /// it.</exception>
    public async Task ExecuteAsync(AcknowledgeFindingRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead);
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : FreeText.Guard(request.Note, "note")!.Trim();
        if (note?.Length > NoteLimit)
            throw new RefusedException(
                RefusalKind.Invalid, "too-long", $"The note has {note.Length:N0} characters; at most {NoteLimit:N0} fit.", "note");

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await FindingLock.OneAsync(connection, request.FindingId, cancellationToken);
        var current = await CurrentAsync(connection, request.FindingId, cancellationToken);
        var at = await HistoryClock.StampAsync(connection, clock, HistoryDomains.Estate, cancellationToken);
        if (at <= current.ValidFrom) at = current.ValidFrom.AddTicks(TimeSpan.TicksPerMicrosecond);
        await Sql.RunAsync(connection, VersionSql, cancellationToken, request.FindingId, at, actor.DisplayName, note);
        await PortalEvents.PublishAsync(db, "findings", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
                new AuditEvent("finding.acknowledged", $"finding:{request.FindingId}", new { Number = $"F-{current.Number}", Note = note }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<(long Number, DateTimeOffset ValidFrom)> CurrentAsync(
        NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        var found = await Sql.ListAsync(
            connection,
            """
            select f.number, v.valid_from, v.status, v.actor from finding_version v join finding f on f.id = v.finding_id
            where v.finding_id = $1 and v.valid_to = 'infinity'
            """,
            r => (Number: r.GetInt64(0), ValidFrom: r.GetFieldValue<DateTimeOffset>(1), Status: r.GetEnum<FindingStatus>(2),
                Actor: r.GetText(3)),
            cancellationToken, id);
        if (found.Count == 0) throw new RefusedException(RefusalKind.NotFound, "no-such-finding", "There is no such finding.");
        var current = found[0];
        return current.Status switch
        {
            FindingStatus.Acknowledged => throw new RefusedException(
                RefusalKind.Conflict, "already-acknowledged", current.Actor is null ? "It is acknowledged already."
                    : $"{current.Actor} has acknowledged it already."),
            FindingStatus.Resolved =>
                throw new RefusedException(RefusalKind.Conflict, "resolved", "It is resolved; there is nothing left to acknowledge."),
            _ => (current.Number, current.ValidFrom),
        };
    }
}
