using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Scans.Budgets;
using FusionPortal.Core.Scans.Discovery;
using FusionPortal.Core.Scans.Jobs;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Core.Scans.Reading;
using FusionPortal.Core.Scans.Scheduling;
using FusionPortal.Core.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace FusionPortal.Core.Scans;

public static class ScansModule
{
    /// <summary>Reads of scans; needs nothing of AWS.</summary>
    public static IServiceCollection AddScans(this IServiceCollection services) => services
        .AddSingleton<Knowledge>()
        .AddSingleton<KnowledgeLimits>()
        .AddSingleton<ScanQueries>()
        .AddSingleton<ScheduleQueries>()
        .AddSingleton<CoverageLedgerQueries>();

    /// <summary>
    /// Scanning itself, with the clustered scheduler: any number of portal processes share its jobs. Needs an
    /// <see cref="IAccountDirectory"/>,
    /// an <see cref="IRegionDirectory"/>, an <see cref="ITargetReader"/> and the readers of single resources. With
    /// <c>Jobs:Enabled=false</c> the process hands work over and does none itself.
    /// </summary>
    /// <param name="configuration">The root: <c>Aws:Regions</c>, <c>Scans:Cron</c>, <c>Scans:Enabled</c>, <c>Jobs:Enabled</c>,
    /// <c>Jobs:Concurrency</c>,
    /// <c>Retention:ResourceDays</c>, <c>Knowledge:Hours</c>, <c>Accounts:{id}:Role</c>.</param>
    public static IServiceCollection AddScanJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSettings(configuration, ScanOptions.Section, new ScanOptionsValidation());
        services.AddSettings(configuration, KnowledgeOptions.Section, new KnowledgeOptionsValidation());
        services.AddSingleton<KnowledgeMeter>().AddHostedService(provider => provider.GetRequiredService<KnowledgeMeter>());
        services.AddSingleton<QueueMeter>().AddHostedService(provider => provider.GetRequiredService<QueueMeter>());
        services.AddHostedService<KnowledgeLimitAtStart>();
        services.AddAccountDeclarations(configuration);
        services
            .AddSingleton<ICallBudget, SharedCallBudget>()
            .AddSingleton<ScanJobs>()
            .AddSingleton<StartScan>()
            .AddSingleton<AccountRegister>()
            .AddSingleton<PlanTargets>()
            .AddSingleton<FailScan>()
            .AddSingleton<DiscoverTargets>()
            .AddSingleton<ReadTarget>()
            .AddSingleton<SweepScans>()
            .AddSingleton<IValidateOptions<ScanOptions>, FactsPerPassValidation>()
            .AddSingleton<ReadFacts>()
            .AddSingleton<FindCreators>()
            .AddSingleton<RecheckResources>()
            .AddSingleton<PruneHistory>()
            .AddSingleton<Schedules>()
            .AddSingleton<AddSchedule>()
            .AddSingleton<RemoveSchedule>()
            .AddSingleton<TagChangeListener>()
            .AddHostedService(provider => provider.GetRequiredService<TagChangeListener>())
            .AddSingleton<SchedulerHost>()
            .AddHostedService(provider => provider.GetRequiredService<SchedulerHost>())
            .AddHostedService<ReevaluateOnChange>();
        return services.AddQuartz(quartz => Configure(quartz, options));
    }

    private static void Configure(IQuartzBuilder quartz, ScanOptions options)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "FusionPortal";
            scheduler.GenerateInstanceId = true;
            // A process with nothing to do looks this often for what others handed over. At the default of 30 s one process would read most
            // of a scan alone.
            scheduler.IdleWaitTime = TimeSpan.FromSeconds(2);
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        quartz.UseDefaultThreadPool(options.Concurrency);
        quartz.UsePersistentStore(store =>
        {
            // The migrations make the tables; the portal's login may not.
            store.ConfigureStore(ado =>
            {
                ado.TablePrefix = "quartz.qrtz_";
                ado.StoreJobDataAsStrings = true;
                ado.RecoverFiringsCancelledByShutdown = true;
                ado.DbRetryInterval = TimeSpan.FromSeconds(5);
            });
            store.UsePostgres(source => source.DataSourceFactory = provider => provider.GetRequiredService<NpgsqlDataSource>());
            store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(5));
        });
    }
}
