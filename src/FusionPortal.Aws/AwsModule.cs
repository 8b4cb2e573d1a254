using FusionPortal.Aws.Access;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Organizations;
using FusionPortal.Aws.Readers;
using FusionPortal.Aws.Tagging;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FusionPortal.Aws;

public static class AwsModule
{
    /// <summary>Adds reading of AWS accounts. Needs logging; reads the configuration section <see cref="AwsOptions.Section"/>.</summary>
    public static IServiceCollection AddFusionPortalAws(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings(configuration, AwsOptions.Section, new AwsOptionsValidation());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BaseCredentials>();
        services.AddSingleton<AwsClients>();
        services.AddSingleton<PortalIdentity>();
        services.AddSingleton<AccountSessions>();
        services.AddSingleton<AccountCallsSource>();
        services.AddSingleton<IAccountDirectory, OrganizationsAccountDirectory>();
        services.AddSingleton<ITargetReader, TargetReader>();
        services.AddSingleton<ITagReader, TagReader>();
        services.AddSingleton<IRegionDirectory, RegionDirectory>();
        services.AddSingleton<IFactReader, FactReader>();
        services.AddSingleton<ICreatorSource, CreatorSource>();
        services.AddSingleton<ITagChangeQueue, TagChangeQueue>();
        return services;
    }
}
