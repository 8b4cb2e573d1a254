using FusionPortal.Core.People;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.ConventionBooks;

/// <summary>Imports the embedded book when the portal starts; waits for a database that is away or behind.</summary>
internal sealed class BookImportAtStart(ImportBook import, TimeProvider clock, ILogger<BookImportAtStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await import.ExecuteAsync(Actor.System, stoppingToken)) logger.LogInformation("The embedded convention book was imported as version 1");
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "The convention book could not be imported; trying again in {Pause}", Pause);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
