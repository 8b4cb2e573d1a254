using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>
/// Keeps merges and people apart: a merge decides about every finding at once and must not find one changed under its hands. Held until
/// the transaction ends; what is read after it is what the others have committed.
/// </summary>
internal static class FindingLock
{
    /// <summary>For a merge.</summary>
    public static Task AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.RunAsync(connection, "select pg_advisory_xact_lock($1)", cancellationToken, AdvisoryLocks.Findings);

    /// <summary>For a change of one finding; changes of others go on meanwhile.</summary>
    public static async Task OneAsync(NpgsqlConnection connection, Guid findingId, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(connection, "select pg_advisory_xact_lock_shared($1)", cancellationToken, AdvisoryLocks.Findings);
        await Sql.RunAsync(connection, "select 1 from finding where id = $1 for update", cancellationToken, findingId);
    }
}
