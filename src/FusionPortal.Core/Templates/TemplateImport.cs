using FusionPortal.Core.Data;
using FusionPortal.Core.ShippedTexts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.Templates;

/// <summary>Publishes or offers the shipped templates at the start. The database may come up, or be migrated, after the portal.</summary>
public sealed class TemplateImport(DatabaseState database, ImportTemplates import, TimeProvider clock, ILogger<TemplateImport> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await database.CheckAsync(stoppingToken) == DatabaseCondition.Ready)
                {
                    var imported = await import.ExecuteAsync(Actor.System, stoppingToken);
                    if (imported > 0) logger.LogInformation("Published {Count} shipped checklist templates", imported);
                    return;
                }
            }
            catch (ShippedTextConflictException e)
            {
                // Waiting would mend nothing; the templates in force stay in force.
                logger.LogError(e, "The shipped templates were not published");
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "The checklist templates could not be published; trying again in {Pause}", Pause);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
