using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FusionPortal.Core.Accounts;

public static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) =>
        services.AddSingleton<AccountQueries>().AddSingleton<DeclareAccount>().AddSingleton<PauseAccount>().AddSingleton<RetireAccount>();

    /// <summary>Roles declared by configuration.</summary>
    /// <param name="configuration">The section <c>Accounts</c>; a child per account id.</param>
    internal static IServiceCollection AddAccountDeclarations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<AccountOptions>, AccountOptionsValidation>();
        services.AddOptions<AccountOptions>()
            .Configure(options =>
            {
                foreach (var child in configuration.GetChildren())
                    options.Declarations[child.Key] = child.Get<AccountDeclaration>() ?? new AccountDeclaration();
            })
            .ValidateOnStart();
        return services;
    }
}
