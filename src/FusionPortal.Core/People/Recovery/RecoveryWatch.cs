using FusionPortal.Core.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.People.Recovery;

/// <summary>Looks every minute for recovery links that nobody used in time.</summary>
internal sealed class RecoveryWatch(ExpireRecoveryLinks expire, DatabaseState database, TimeProvider clock, ILogger<RecoveryWatch> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await database.CheckAsync(stoppingToken) == DatabaseCondition.Ready) await expire.ExecuteAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException { InnerException: NpgsqlException })
            {
                logger.LogWarning(
                    "Recovery links could not be looked at, again in a minute: {Cause}", exception.GetBaseException().Message);
            }

            await Task.Delay(TimeSpan.FromMinutes(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
