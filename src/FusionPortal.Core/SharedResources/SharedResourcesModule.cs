using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.SharedResources;

public static class SharedResourcesModule
{
    public static IServiceCollection AddSharedResources(this IServiceCollection services) =>
        services
            .AddSingleton<SharedResourceQueries>()
            .AddSingleton<StartSharedResourceRun>()
            .AddSingleton<LinkSharedResource>();
}
