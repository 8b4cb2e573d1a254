using System.Collections.Concurrent;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.ShippedTexts;

/// <summary>A text of this build that was not published, because the database knows another one under its number.</summary>
/// <param name="Key"><c>book</c>, or the key of a template.</param>
/// <param name="ShippedSha256">Of the text that this build brings along.</param>
/// <param name="StoredSha256">Of the text that the database knows under the number.</param>
public sealed record ShippedTextConflict(string Key, int Number, string ShippedSha256, string StoredSha256)
{
    /// <summary>What happened and what to do, fit to be shown.</summary>
    public string Says =>
        $"This portal ships {(Key == Shipped.Book ? "the convention book" : $"the checklist template {Key}")} under number {Number}, but "
            + "the database knows another text under that number. "
        + "This portal's text was not published, and what is in force stays. Deploy a build whose text has a number of its own.";
}

/// <summary>
/// The conflicts this process met when it published its shipped texts. A build does not change while it runs, so they stay until another
/// build is started; each is an event in the audit trail, once.
/// </summary>
public sealed class ShippedTextConflicts(IDbContextFactory<PortalDbContext> factory)
{
    private readonly ConcurrentDictionary<(string, int), ShippedTextConflict> _met = new();

    /// <summary>By key and number.</summary>
    public IReadOnlyList<ShippedTextConflict> All => [.. _met.Values.OrderBy(c => c.Key, StringComparer.Ordinal).ThenBy(c => c.Number)];

    /// <summary>Notes the conflict, so that pages, the API and <c>/readyz</c> tell, and appends the event where no process has.</summary>
    internal async Task NoteAsync(ShippedTextConflictException met, CancellationToken cancellationToken)
    {
        var conflict = new ShippedTextConflict(met.Key, met.Number, met.ShippedSha256, met.StoredSha256);
        _met[(conflict.Key, conflict.Number)] = conflict;
        var subject = $"shipped-text:{conflict.Key}:{conflict.Number}:{conflict.ShippedSha256[..12]}";
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Processes of one build start together, and one of them appends.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({subject}, 0))", cancellationToken);
        var told = await db.QueryAsync<bool>(
            $"select exists (select from audit.event where kind = 'shipped-text.refused' and subject = {subject})", cancellationToken);
        if (!told[0])
        {
            await PortalEvents.PublishAsync(db, "convention-book", cancellationToken);
            await AuditWriter.AppendAsync(db, Actor.System, new AuditEvent("shipped-text.refused", subject, conflict), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
