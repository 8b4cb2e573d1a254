using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Search;

public static class SearchModule
{
    /// <summary>Finding things; and bringing the index up to date, which somebody has to call.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        foreach (var source in SearchCatalog.Types) services.AddSingleton(typeof(SearchSource), source);
        return services
            .AddSingleton<RunReader>()
            .AddSingleton(provider => new SearchCatalog(
                provider.GetServices<SearchSource>(), provider.GetRequiredService<RunReader>()))
            .AddSingleton<RefreshSearchIndex>()
            .AddSingleton<SearchQueries>();
    }

    /// <summary>Calls it by the clustered scheduler, which <see cref="Scans.ScansModule.AddScanJobs"/> adds.</summary>
    public static IServiceCollection AddSearchJobs(this IServiceCollection services) =>
        services.AddHostedService<SearchSchedule>();
}
