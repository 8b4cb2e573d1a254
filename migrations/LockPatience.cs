using System.Globalization;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Migrations;

/// <summary>
/// How long the migrations wait for a table that somebody else uses. Whoever asks for a table's lock has everybody after them wait as well,
/// so they ask shortly, let go, and ask again: a portal of the version before goes on working, however long its reports take.
/// </summary>
/// <param name="Each">How long at a time: nobody is held up for longer.</param>
/// <param name="Times">How often, 1 or more.</param>
/// <param name="Pause">Between two times.</param>
public sealed record LockPatience(TimeSpan Each, int Times, TimeSpan Pause)
{
    /// <summary>Two seconds at a time, for about two minutes.</summary>
    public static LockPatience Default { get; } = new(TimeSpan.FromSeconds(2), 30, TimeSpan.FromSeconds(2));

    internal Task LimitAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"select set_config('lock_timeout', {((long)Each.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)}, false)",
            cancellationToken);

    /// <param name="db">With an open connection, and no transaction.</param>
    /// <param name="what">For the log.</param>
    /// <param name="step">Changes nothing where it fails, or goes on where it stopped.</param>
    /// <param name="log">Receives a line each time somebody was in the way.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MigrationRefusedException">Somebody was in the way each time; the message says who.</exception>
    internal async Task TryAsync(PortalDbContext db, string what, Func<Task> step, TextWriter log, CancellationToken cancellationToken)
    {
        for (var time = 1; ; time++)
        {
            try
            {
                await step();
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                var holders = await HoldersAsync(db, cancellationToken);
                if (time == Times)
                {
                    throw new MigrationRefusedException(
                        $"Somebody uses what {what} has to change{holders}. It was tried {Times} times, for "
                            + $"{Each.TotalSeconds:0.#} s each. "
                        + "What was done before is kept; of this step nothing was changed. End those sessions, or run the "
                        + "migrations again when it is quiet.");
                }

                await log.WriteLineAsync($"waiting: somebody uses what {what} has to change{holders}; trying again ({time} of {Times})");
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    // The oldest first. PostgreSQL tells since when only of sessions one may see into.
    private static async Task<string> HoldersAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var holders = await db.Database.SqlQuery<string>($"""
            select format('%s, process %s%s: %s', a.usename, a.pid, ' since ' || to_char(a.xact_start at time zone 'utc',
              'HH24:MI:SS "UTC"'), l.tables) as "Value"
            from pg_stat_activity a
              join lateral (
                select string_agg(distinct c.relname, ', ') as tables from pg_locks l join pg_class c on c.oid = l.relation
                  and c.relkind = 'r'
                where l.pid = a.pid and l.granted and l.locktype = 'relation' and c.relnamespace::regnamespace::text in ('public', 'audit',
                  'quartz')) l on true
            where a.datname = current_database() and a.pid <> pg_backend_pid() and l.tables is not null
            order by a.xact_start nulls last limit 5
            """).ToListAsync(cancellationToken);
        return holders.Count == 0 ? "" : $" ({string.Join("; ", holders)})";
    }
}
