using FusionPortal.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FusionPortal.Integration.Hosting;

/// <summary>A second portal process on the database and the provider of another, as behind a load balancer.</summary>
public sealed class OtherPortal(WebApplication app) : IAsyncDisposable
{
    public Uri Address => new(app.Urls.Single());

    /// <param name="portal">Whose database and provider it shares.</param>
    /// <param name="overrides">Settings that differ from the portal's.</param>
    public static async Task<OtherPortal> StartAsync(PortalHost portal, params IEnumerable<(string Key, string Value)> overrides)
    {
        var app =
            PortalApplication.Build(
            portal.Options(Environments.Development, overrides), builder => builder.Services.AddSingleton(new LogOutput(portal.Log)));
        await app.StartAsync();
        return new OtherPortal(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
