using FusionPortal.Core.ShippedTexts;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Templates;

public static class TemplatesModule
{
    public static IServiceCollection AddTemplates(this IServiceCollection services) =>
        services
            .AddSingleton<ShippedTextConflicts>()
            .AddSingleton<TemplateStore>()
            .AddSingleton<TemplateQueries>()
            .AddSingleton<ImportTemplates>()
            .AddSingleton<PublishTemplate>()
            .AddSingleton<AcceptShippedTemplate>()
            .AddHostedService<TemplateImport>();
}
