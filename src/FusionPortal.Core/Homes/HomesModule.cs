using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Homes;

public static class HomesModule
{
    public static IServiceCollection AddHomes(this IServiceCollection services) =>
        services.AddSingleton<LeadHomeQueries>().AddSingleton<AuditorHomeQueries>().AddSingleton<AdministratorHomeQueries>();
}
