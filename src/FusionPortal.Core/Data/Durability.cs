using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Data;

/// <summary>
/// Lets go of a transaction's locks before it is on disk, and waits for the disk afterwards. Many people write one run and all write one
/// audit trail: whoever held those through the disk's time would make the others wait for it one after the other, while it takes as long
/// for all of them together.
/// </summary>
/// <remarks>
/// The log is written in order. Whatever builds on such a transaction is durable only with it, so a crash in between loses the newest and
/// leaves no gap. Whoever reads or listens sees the change from its commit on, a moment before it is on disk, and such a crash takes back
/// what they saw. What stays is promised by answers alone: to whoever made the change, and to whoever takes an anchor of the trail, after
/// <see cref="AwaitAsync"/>.
/// </remarks>
internal static class Durability
{
    /// <summary>Part of the transaction.</summary>
    public const string ReleaseEarlySql = "set local synchronous_commit = off";

    /// <summary>
    /// Returns once everything committed before is as durable as the database is set up to make it. Call it after the commit, outside of
    /// any transaction, and before the answer to whoever asked for it.
    /// </summary>
    public static Task AwaitAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        // A record that means nothing; the commit it needs, an ordinary one, waits for the log up to itself.
        db.Database.ExecuteSqlRawAsync("select pg_logical_emit_message(true, 'fusionportal', '')", cancellationToken);
}
