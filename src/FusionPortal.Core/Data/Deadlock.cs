using Npgsql;

namespace FusionPortal.Core.Data;

/// <summary>
/// Two people may work a run and a resource it is linked to in the same moment, each holding what the other needs next. PostgreSQL then
/// ends one of the two transactions whole, which may simply be carried out again: the other one has gone on.
/// </summary>
internal static class Deadlock
{
    /// <summary>Carries out a command again, once, when PostgreSQL has ended its transaction for a deadlock.</summary>
    /// <param name="command">Opens its context and transaction itself, and recognizes its own repetition.</param>
    public static async Task<T> OnceMoreAsync<T>(Func<Task<T>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (IsDeadlock(e))
        {
            return await command();
        }
    }

    // Entity Framework wraps it, in one exception or in two.
    private static bool IsDeadlock(Exception? e) =>
        e is not null && (e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } || IsDeadlock(e.InnerException));
}
