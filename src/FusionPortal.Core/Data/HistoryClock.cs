using Npgsql;

namespace FusionPortal.Core.Data;

/// <summary>
/// Gives the moment a change is valid from. Every writer of validity ranges takes its moment inside its transaction under a shared
/// lock; a reader that wants a settled past waits for those writers once. So nothing can later appear in a past already shown.
/// </summary>
internal static class HistoryClock
{
    private const long Lock = 0x46_50_48_69_73_74;

    /// <summary>The moment to write with. Call it inside the transaction, right before writing.</summary>
    public static async Task<DateTimeOffset> StampAsync(NpgsqlConnection connection, TimeProvider clock, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(connection, "select pg_advisory_xact_lock_shared($1)", cancellationToken, Lock);
        return Micro(clock.GetUtcNow());
    }

    /// <summary>The moment to read at: <paramref name="asOf"/>, or now. Returns when every writer that stamped up to then has committed or rolled back.</summary>
    public static async Task<DateTimeOffset> SettleAsync(
        NpgsqlDataSource dataSource, TimeProvider clock, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Sql.RunAsync(connection, "select pg_advisory_xact_lock($1)", cancellationToken, Lock);
        var now = Micro(clock.GetUtcNow());
        await transaction.CommitAsync(cancellationToken);
        return asOf is { } moment && moment < now ? Micro(moment) : now;
    }

    /// <summary>PostgreSQL keeps microseconds; comparing finer ones would lose by rounding.</summary>
    public static DateTimeOffset Micro(DateTimeOffset moment)
    {
        var utc = moment.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
