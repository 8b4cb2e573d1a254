using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.Coverage;

/// <summary>Writes down the limit this portal starts with; waits for a database that is away or behind.</summary>
internal sealed class KnowledgeLimitAtStart(KnowledgeLimits limits, TimeProvider clock, ILogger<KnowledgeLimitAtStart> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await limits.RecordAsync(stoppingToken)) logger.LogInformation("Knowledge:Hours is in force as set from now on");
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "Knowledge:Hours could not be written down; trying again in {Pause}", Pause);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
