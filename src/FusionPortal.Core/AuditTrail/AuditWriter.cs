using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.AuditTrail;

/// <summary>A place in the chain. Kept outside the database it becomes an anchor.</summary>
/// <param name="Stream">The portal has one stream, <see cref="AuditWriter.Stream"/>.</param>
/// <param name="Seq">Counts from 1 without gaps; 0 means nothing has been appended.</param>
/// <param name="Hash">32 bytes, lower-case hexadecimal.</param>
public sealed record AuditPosition(string Stream, long Seq, string Hash);

/// <summary>Appends to the audit trail, inside the transaction that changes state.</summary>
public static class AuditWriter
{
    public const string Stream = "portal";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never shown as HTML; readable to an auditor in every script
    };

    /// <summary>
    /// Appends one event. Call it last: it locks the head of the chain until the transaction ends.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no transaction: state and trail could part.</exception>
    public static async Task<AuditPosition> AppendAsync(
        PortalDbContext db, Actor actor, AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        Check(db);
        var body = Body(actor, auditEvent);
        var appended = await db.QueryAsync<Appended>(
            $"select new_seq, new_hash from audit.append({Stream}, {actor.SubjectId}, {auditEvent.Kind}, {auditEvent.Subject}, {body})",
            cancellationToken);
        return new AuditPosition(Stream, appended[0].NewSeq, Convert.ToHexStringLower(appended[0].NewHash));
    }

    /// <summary>Destroys the body of an event and appends the event that says so, in one. The same holds as for appending.</summary>
    /// <param name="seq">Whose body.</param>
    internal static async Task<AuditPosition> RedactAsync(
        PortalDbContext db, Actor actor, long seq, AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        Check(db);
        var body = Body(actor, auditEvent);
        var appended = await db.QueryAsync<Appended>(
            $"select new_seq, new_hash from audit.redact({seq}, {actor.SubjectId}, {body})", cancellationToken);
        return new AuditPosition(Stream, appended[0].NewSeq, Convert.ToHexStringLower(appended[0].NewHash));
    }

    /// <summary>Appends several in one go, together with whatever else comes last. The same holds as for one.</summary>
    /// <param name="before">Carried out before, in their order; their results are not read.</param>
    internal static async Task AppendAsync(
        PortalDbContext db, Actor actor, IEnumerable<NpgsqlBatchCommand> before, IEnumerable<AuditEvent> auditEvents,
            CancellationToken cancellationToken)
    {
        Check(db);
        await using var batch = db.Batch();
        foreach (var command in before) batch.BatchCommands.Add(command);
        foreach (var auditEvent in auditEvents)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select audit.append($1, $2, $3, $4, $5)")
            {
                Parameters =
                {
                    new() { Value = Stream },
                    new() { Value = actor.SubjectId },
                    new() { Value = auditEvent.Kind },
                    new() { Value = auditEvent.Subject },
                    new() { Value = Body(actor, auditEvent) },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Check(PortalDbContext db)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("The audit trail is appended to inside the transaction that changes state.");
    }

    private static string Body(Actor actor, AuditEvent auditEvent) => JsonSerializer.Serialize(
        new
        {
            auditEvent.Kind,
            auditEvent.Subject,
            Actor = new { Id = actor.SubjectId, Name = actor.DisplayName, Roles = actor.Roles.Order() },
            actor.RequestId,
            Data = auditEvent.Body,
        },
        Json);

    private sealed record Appended(long NewSeq, byte[] NewHash);
}
