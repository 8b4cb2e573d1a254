using FusionPortal.Conventions.Secrets;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.People;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <param name="Note">What will be done about it, and when; 1 to <see cref="AcknowledgeFinding.LongestNote"/> characters.</param>
public sealed record AcknowledgeFindingRequest(Guid FindingId, string Note);

/// <summary>A person takes note of a finding. It stays a violation until a complete reading no longer shows it.</summary>
public sealed class AcknowledgeFinding(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int LongestNote = 2000;

    private const string CurrentSql = """
        select f.number, v.status, v.actor, v.valid_from from finding f join finding_version v on v.finding_id = f.id
        where f.id = $1 and v.valid_to = 'infinity' for update of v
        """;

    private const string CloseSql = "update finding_version set valid_to = $2 where finding_id = $1 and valid_to = 'infinity'";

    private const string OpenSql = """
        insert into finding_version (finding_id, valid_from, valid_to, status, cause, actor, note, book_version, target_id, severity, severity_order,
          mix_up, title, expected, actual, evidence, kind, name, account_id, region, org_id, environment, first_seen_at, content_hash)
        select finding_id, $2, 'infinity', 'Acknowledged', 'Acknowledged', $3, $4, book_version, target_id, severity, severity_order,
          mix_up, title, expected, actual, evidence, kind, name, account_id, region, org_id, environment, first_seen_at, content_hash
        from finding_version where finding_id = $1 and valid_to = $2
        """;

    /// <exception cref="RefusedException">Forbidden, no such finding, resolved or acknowledged already, or the note is empty, too long or holds a secret.</exception>
    public async Task ExecuteAsync(AcknowledgeFindingRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        var note = Accepted(request.Note);

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var (number, since) = await CurrentAsync(connection, request.FindingId, cancellationToken);

        var at = await HistoryClock.StampAsync(connection, clock, cancellationToken);
        // Another process's clock may be ahead; versions never overlap.
        if (at <= since) at = since.AddMicroseconds(1);
        await Sql.RunAsync(connection, CloseSql, cancellationToken, request.FindingId, at);
        await Sql.RunAsync(connection, OpenSql, cancellationToken, request.FindingId, at, actor.DisplayName, note);
        await PortalEvents.PublishAsync(db, "findings", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor, new AuditEvent("finding.acknowledged", $"finding:{request.FindingId}", new { Number = number, Note = note }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static string Accepted(string? given)
    {
        var note = (given ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (note.Length == 0) throw new RefusedException(RefusalKind.Invalid, "note-missing", "Write what will be done, and when.", "note");
        if (note.Length > LongestNote) throw new RefusedException(RefusalKind.Invalid, "note-too-long", $"A note has at most {LongestNote} characters.", "note");
        return SecretGuard.Inspect(note) is { } secret
            ? throw new RefusedException(RefusalKind.SecretFound, "secret-found", secret.Message, "note")
            : note;
    }

    private static async Task<(long Number, DateTimeOffset Since)> CurrentAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        var found = await Sql.ListAsync(
            connection, CurrentSql,
            r => (Number: r.GetInt64(0), Status: r.GetEnum<FindingStatus>(1), Actor: r.GetText(2), Since: r.GetFieldValue<DateTimeOffset>(3)), cancellationToken, id);
        return found switch
        {
            [] => throw new RefusedException(RefusalKind.NotFound, "finding-not-found", "There is no such finding."),
            [{ Status: FindingStatus.Resolved } resolved] => throw new RefusedException(RefusalKind.Conflict, "finding-resolved", $"F-{resolved.Number} was resolved in the meantime."),
            [{ Status: FindingStatus.Acknowledged } seen] => throw new RefusedException(
                RefusalKind.Conflict, "finding-acknowledged", $"{seen.Actor ?? "Somebody"} acknowledged F-{seen.Number} already."),
            [var current, ..] => (current.Number, current.Since),
        };
    }
}
