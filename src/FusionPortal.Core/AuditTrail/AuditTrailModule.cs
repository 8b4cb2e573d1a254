using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.AuditTrail;

public static class AuditTrailModule
{
    public static IServiceCollection AddAuditTrail(this IServiceCollection services) =>
        services
            .AddSingleton<AuditQueries>()
            .AddSingleton<AuditSearch>()
            .AddSingleton<VerifyAuditTrail>();
}
