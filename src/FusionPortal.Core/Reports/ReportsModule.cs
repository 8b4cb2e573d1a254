using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Reports;

public static class ReportsModule
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<KnownFilters>()
        .AddSingleton<ProduceCoverageReport>()
        .AddSingleton<ProduceFindingsReport>()
        .AddSingleton<ProduceNotEvaluatedReport>()
        .AddSingleton<ProduceRunReport>();
}
