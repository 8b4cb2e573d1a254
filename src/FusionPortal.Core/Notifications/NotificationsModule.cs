using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Notifications;

public static class NotificationsModule
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) =>
        services
            .AddSingleton<PortalEvents>()
            .AddSingleton<PortalEventListener>()
            .AddHostedService(provider => provider.GetRequiredService<PortalEventListener>());
}
