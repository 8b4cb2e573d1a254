using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>
/// Keeps merges and people apart: a merge decides about every finding at once and must not find one changed under its hands. Held until
/// the transaction ends; what is read after it is what the others have committed.
/// </summary>
internal static class FindingLock
{
    private const long Lock = 0x46_50_46_6E_64;

    /// <summary>For a merge.</summary>
    public static Task AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.RunAsync(connection, "select pg_advisory_xact_lock($1)", cancellationToken, Lock);

    /// <summary>For a change of one finding; changes of others go on meanwhile.</summary>
    public static async Task OneAsync(NpgsqlConnection connection, Guid findingId, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(connection, "select pg_advisory_xact_lock_shared($1)", cancellationToken, Lock);
        await Sql.RunAsync(connection, "select 1 from finding where id = $1 for update", cancellationToken, findingId);
    }
}
