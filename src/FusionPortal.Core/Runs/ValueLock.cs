using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>
/// Lets one transaction at a time record a value that only one client may hold. Until it ends, whoever records the same waits, and then
/// sees what it has recorded. Whatever the field, since a value of one field is held against those of all others.
/// </summary>
internal static class ValueLock
{
    /// <param name="db">The context, in the transaction that will record them.</param>
    /// <param name="values">In lower case.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task TakeAsync(PortalDbContext db, IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        string[] all = [.. values];
        // In one order, so that two who record the same values never wait for each other.
        return db.Database.ExecuteSqlAsync($"""
            select pg_advisory_xact_lock({AdvisoryLocks.RecordedValue}, key)
            from (select distinct hashtext(value) as key from unnest({all}) as v (value) order by key) k
            """, cancellationToken);
    }
}
