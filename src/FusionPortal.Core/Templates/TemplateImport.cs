using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.Templates;

/// <summary>Imports the templates on the first start. The database may come up, or be migrated, after the portal.</summary>
public sealed class TemplateImport(DatabaseState database, ImportTemplates import, TimeProvider clock, ILogger<TemplateImport> logger) : BackgroundService
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
                    if (imported > 0) logger.LogInformation("Imported {Count} checklist templates", imported);
                    return;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "The checklist templates could not be imported; trying again in {Pause}", Pause);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
