using FusionPortal.Core.ShippedTexts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.ConventionBooks;

/// <summary>Publishes or offers the shipped book when the portal starts; waits for a database that is away or behind.</summary>
internal sealed class ShippedBookAtStart(PublishShippedBook publish, TimeProvider clock, ILogger<ShippedBookAtStart> logger)
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
                var outcome = await publish.ExecuteAsync(Actor.System, stoppingToken);
                if (outcome != ShippedOutcome.Known) logger.LogInformation("The shipped convention book: {Outcome}", outcome);
                return;
            }
            catch (ShippedTextConflictException e)
            {
                // Waiting would mend nothing; the book in force stays in force.
                logger.LogError(e, "The shipped convention book was not published");
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "The shipped convention book could not be published; trying again in {Pause}", Pause);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
