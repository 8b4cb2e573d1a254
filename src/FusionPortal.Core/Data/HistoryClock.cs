using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Data;

/// <summary>What a transaction writes that has a history. Readers wait for nobody who writes something else.</summary>
[Flags]
internal enum HistoryDomains
{
    /// <summary>What scans and judging write: resources, coverage, findings, facts.</summary>
    Estate = 1,

    /// <summary>Accounts, clients and the convention book.</summary>
    Records = 2,

    /// <summary>Runs, their links and shared resources.</summary>
    Runs = 4,
}

/// <summary>
/// Gives the moment a change is valid from, and the moment that may be read. A writer keeps its moment visible to readers until it has
/// committed; a reader that wants a settled past reads just before the oldest one open. Neither ever waits for the other, and nothing can
/// later appear in a past already shown, whatever the clocks of several processes say.
/// </summary>
internal static class HistoryClock
{
    // How long a reader who insists on one moment looks whether its writers have ended.
    private const int Looks = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The moment to write with. Call it inside the transaction, right before writing: until it ends, readers stay before that
    /// moment.</summary>
    /// <param name="after">A moment of the same thing's that this one has to follow, also where the clock was set back.</param>
    public static async Task<DateTimeOffset> StampAsync(
        NpgsqlConnection connection, TimeProvider clock, HistoryDomains domains, CancellationToken cancellationToken,
            DateTimeOffset? after = null)
    {
        await using var command = Sql.Command(
            connection, "select history_stamp($1, $2, $3)", (int)domains, Micro(clock.GetUtcNow()), after is { } moment ? Micro(moment)
                : null);
        command.Parameters[2].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz;
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>The same for a context with a transaction.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction: the moment would be open to readers before anything is
    /// written.</exception>
    public static Task<DateTimeOffset> StampAsync(
        this PortalDbContext db, TimeProvider clock, HistoryDomains domains, CancellationToken cancellationToken,
            DateTimeOffset? after = null) =>
        db.Database.CurrentTransaction is null
            ? throw new InvalidOperationException("A moment is stamped inside the transaction that writes with it.")
            : StampAsync((NpgsqlConnection)db.Database.GetDbConnection(), clock, domains, cancellationToken, after);

    /// <summary>The moment to read at: <paramref name="asOf"/>, or the latest settled one. Everything up to it has been committed or never
    /// will be.</summary>
    /// <exception cref="RefusedException">
    /// Invalid: the moment lies in the future, or before what is known of it. Conflict: somebody is still writing what it shows.
    /// </exception>
    public static async Task<DateTimeOffset> SettleAsync(
        NpgsqlDataSource dataSource, TimeProvider clock, DateTimeOffset? asOf, HistoryDomains domains, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            // Nothing is older than the epoch, and PostgreSQL would read the least of all moments as minus infinity.
            var (now, settled, kept) =
                await SettleOnceAsync(
                dataSource, clock, asOf < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : asOf, domains, cancellationToken);
            if (asOf is not { } moment) return settled;
            if (Micro(moment) > now)
                throw new RefusedException(
                    RefusalKind.Invalid, "as-of-in-future", "The portal does not know the future. Choose a moment that has passed.",
                    "asOf");
            if (kept > Micro(moment)) throw HistoryKept.Refused("How accounts, clients, shared resources and verdicts were", kept.Value);
            if (Micro(moment) <= settled) return Micro(moment);
            if (look == Looks)
                throw new RefusedException(
                    RefusalKind.Conflict, "as-of-not-settled",
                    $"What the portal reads is still being written. Ask again in a moment, or as of {settled:yyyy-MM-ddTHH:mm:ss.ffffffZ}.",
                        "asOf", new MomentNotSettled(settled));
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>The same for a query that shows the present where no moment is asked for.</summary>
    /// <returns>Null for the present.</returns>
    public static async Task<DateTimeOffset?> PastAsync(
        NpgsqlDataSource dataSource, TimeProvider clock, DateTimeOffset? asOf, HistoryDomains domains,
            CancellationToken cancellationToken) =>
        asOf is null ? null : await SettleAsync(dataSource, clock, asOf, domains, cancellationToken);

    /// <summary>The same for what pages show of the estate: with accounts, clients and the book.</summary>
    public static Task<DateTimeOffset?> EstateAsync(
        NpgsqlDataSource dataSource, TimeProvider clock, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        PastAsync(dataSource, clock, asOf, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken);

    /// <summary>PostgreSQL keeps microseconds; comparing finer ones would lose by rounding.</summary>
    public static DateTimeOffset Micro(DateTimeOffset moment)
    {
        var utc = moment.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static async Task<(DateTimeOffset Now, DateTimeOffset Settled, DateTimeOffset? Kept)> SettleOnceAsync(
        NpgsqlDataSource dataSource, TimeProvider clock, DateTimeOffset? asOf, HistoryDomains domains, CancellationToken cancellationToken)
    {
        // Outside any transaction of a caller: what it has seen before would hide what was committed since.
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = Sql.Command(
            connection,
            """
            select s.now_at, s.settled_at, (select max(k.kept_from) from history_kept k where k.what = any($4)
              and k.kept_from > '-infinity')
            from history_settle($1, $2, $3) s
            """,
            (int)domains, Micro(clock.GetUtcNow()), asOf is { } a ? Micro(a) : null, HistoryKept.Of(domains));
        command.Parameters[2].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetNullable<DateTimeOffset>(2));
    }
}
