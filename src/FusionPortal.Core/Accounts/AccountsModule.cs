using FusionPortal.Core.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Accounts;

public static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) =>
        services.AddSingleton<AccountQueries>().AddSingleton<DeclareAccount>().AddSingleton<PauseAccount>().AddSingleton<RetireAccount>();

    /// <summary>Roles declared by configuration.</summary>
    /// <param name="configuration">The root; <c>Accounts</c> has a child per account id.</param>
    internal static IServiceCollection AddAccountDeclarations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings(configuration, AccountOptions.Section, new AccountOptionsValidation());
        return services;
    }
}
