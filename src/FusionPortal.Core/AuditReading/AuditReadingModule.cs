using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.AuditReading;

public static class AuditReadingModule
{
    public static IServiceCollection AddAuditReading(this IServiceCollection services) =>
        services.AddSingleton<AuditReader>().AddSingleton<ExportTrail>();
}
