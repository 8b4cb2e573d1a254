using FusionPortal.Core.Reports.Presets;
using FusionPortal.Core.Reports.Register;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Reports;

public static class ReportsModule
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        foreach (var report in ReportCatalog.Types) services.AddSingleton(typeof(Report), report);
        return services
            .AddSingleton(provider => new ReportCatalog(provider.GetServices<Report>()))
            .AddSingleton<KnownFilters>()
            .AddSingleton<ReportRegisterQueries>()
            .AddSingleton<PresetQueries>()
            .AddSingleton<SavePreset>()
            .AddSingleton<ChangePreset>()
            .AddSingleton<DeletePreset>()
            .AddSingleton<FinishedInstallQueries>()
            .AddSingleton<TakeInstallRecord>()
            .AddSingleton<ProduceReport>()
            .AddSingleton<CertifyReport>();
    }
}
