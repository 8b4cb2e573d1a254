using FusionPortal.Core.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.Notifications;

/// <summary>
/// Holds one connection that LISTENs, for the life of the process, and comes back when the database does. By a lock it also announces that
/// a portal of this version runs.
/// </summary>
public sealed class PortalEventListener(
    NpgsqlDataSource dataSource, PortalEvents events, TimeProvider clock, ILogger<PortalEventListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // A connection that died without a word is noticed by asking.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    // 2: while it is held, the database refuses what a portal of the first version would do wrong.
    private static readonly string AnnounceSql = $"select pg_advisory_lock_shared({AdvisoryLocks.PortalGeneration}, 2)";

    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _connectedBefore;

    /// <summary>Completes when the first connection listens: what is published from then on arrives.</summary>
    public Task Listening => _listening.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "The connection for notifications was lost; trying again in {Pause}", Pause);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, e) => events.Dispatch(e.Payload);
        await ExecuteAsync(connection, $"listen {PortalEvents.Channel}", stoppingToken);
        await ExecuteAsync(connection, AnnounceSql, stoppingToken);
        if (_connectedBefore) events.DispatchMissed();
        _connectedBefore = true;
        _listening.TrySetResult();
        while (true)
        {
            if (!await connection.WaitAsync(KeepAlive, stoppingToken))
                await ExecuteAsync(connection, "select 1", stoppingToken);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
