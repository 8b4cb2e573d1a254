using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Redactions;

public static class RedactionModule
{
    public static IServiceCollection AddRedactions(this IServiceCollection services) =>
        services.AddSingleton<AskRedaction>().AddSingleton<RedactEvent>();
}
