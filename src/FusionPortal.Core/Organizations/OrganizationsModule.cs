using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Organizations;

public static class OrganizationsModule
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services) =>
        services
            .AddSingleton<OrganizationQueries>()
            .AddSingleton<CorrectOrganization>()
            .AddSingleton<CreateOrganization>()
            .AddSingleton<CreateOrganizations>();
}
