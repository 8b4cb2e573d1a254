using System.Data;
using System.Runtime.CompilerServices;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.AuditTrail;

/// <summary>One event as people read it.</summary>
/// <param name="Body">The exact text that was hashed; null when it is gone.</param>
/// <param name="Redacted">Whether an event says that it was redacted.</param>
public sealed record AuditEntry(
    long Seq, DateTimeOffset At, string Actor, string Kind, string Subject, string Hash, string? Body, bool Redacted = false);

/// <summary>Reads and verifies the audit trail.</summary>
public sealed class AuditQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>The end of the chain now. Kept outside the database, or printed on a report, it is an anchor.</summary>
    public async Task<AuditPosition> HeadAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var head = await HeadAsync(db, cancellationToken);
        // Kept outside, it must not be ahead of what a crash would leave.
        await Durability.AwaitAsync(db, cancellationToken);
        return head;
    }

    /// <summary>How a position noted earlier compares with the trail's own at that number, before anybody is alarmed.</summary>
    /// <returns>Null when the trail has no such number.</returns>
    public async Task<AnchorComparison?> CompareAsync(AuditPosition anchor, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = await db.QueryAsync<AuditPosition>(
            $"select stream, seq, encode(hash, 'hex') as hash from audit.event where stream = {AuditWriter.Stream} and seq = {anchor.Seq}",
            cancellationToken);
        return found is [var position] ? AnchorComparison.Of(anchor.Hash, position.Hash) : null;
    }

    /// <summary>What happened to one subject, newest first.</summary>
    /// <param name="subject">For example <c>run:0199...</c>.</param>
    /// <param name="before">Only events with a smaller number; null for the newest.</param>
    /// <param name="take">1 to 200.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<AuditEntry>> OfSubjectAsync(string subject, long? before, int take, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(take, 1, 200);
        var smaller = before ?? long.MaxValue;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.QueryAsync<AuditEntry>($"""
            select e.seq, e.at, e.actor, e.kind, e.subject, encode(e.hash, 'hex') as hash, b.body,
              exists (select from audit.event r where r.kind = 'audit.redacted' and r.subject = 'audit:' || e.seq) as redacted
            from audit.event e left join audit.body b using (stream, seq)
            where e.stream = {AuditWriter.Stream} and e.subject = {subject} and e.seq < {smaller}
            order by e.seq desc limit {limit}
            """, cancellationToken);
    }

    /// <summary>Reads the whole trail and recomputes it. About 100,000 events a second.</summary>
    /// <param name="anchor">A position noted earlier, outside the database: only that shows a trail cut or rewritten together with its
    /// head.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    public async Task<AuditVerification> VerifyAsync(AuditPosition? anchor, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var verified = await VerifyAsync(db, anchor, cancellationToken);
        await Durability.AwaitAsync(db, cancellationToken);
        return verified;
    }

    private static async Task<AuditVerification> VerifyAsync(PortalDbContext db, AuditPosition? anchor, CancellationToken cancellationToken)
    {
        // One snapshot for head and events, so that appends meanwhile do not look like a fault.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var head = await HeadAsync(db, cancellationToken);
        var chain = new AuditChain(AuditWriter.Stream, anchor);
        await foreach (var row in RowsAsync(db, cancellationToken))
        {
            chain.Check(row);
        }

        chain.CheckEnd(head, await IsUsedAsync(db, cancellationToken));
        var faults = chain.Faults;
        return new AuditVerification(faults.Count == 0 ? chain.Seq : faults[0].Seq - 1, head, chain.Redacted, faults);
    }

    // A portal's first start publishes what it ships, and whoever signs in is remembered.
    private static async Task<bool> IsUsedAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        (await db.QueryAsync<bool>(
            $"""
            select exists (select from person_identity) or exists (select from convention_book_version)
              or exists (select from organization) or exists (select from run)
            """, cancellationToken))[0];

    private static async Task<AuditPosition> HeadAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var heads = await db.QueryAsync<AuditPosition>(
            $"select stream, seq, encode(hash, 'hex') as hash from audit.head where stream = {AuditWriter.Stream}", cancellationToken);
        return heads.Count == 1 ? heads[0] : new AuditPosition(AuditWriter.Stream, 0, new string('0', 64));
    }

    private static async IAsyncEnumerable<AuditRow> RowsAsync(
        PortalDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select e.seq, e.at, e.actor, e.kind, e.subject, e.commit_ as commit, e.prev, e.hash, b.seq is not null as body_row,
              b.salt, b.body
            from audit.event e left join audit.body b using (stream, seq)
            where e.stream = $1 order by e.seq
            """,
            (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.AddWithValue(AuditWriter.Stream);
        await foreach (var row in SqlRows.StreamAsync<AuditRow>(command, cancellationToken)) yield return row;
    }
}
