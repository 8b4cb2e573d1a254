using FusionPortal.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FusionPortal.Integration.Hosting;

/// <summary>A second portal process on the database and the provider of another, as behind a load balancer.</summary>
public sealed class OtherPortal(WebApplication app) : IAsyncDisposable
{
    public Uri Address => new(app.Urls.Single());

    public static async Task<OtherPortal> StartAsync(PortalHost portal)
    {
        var app = PortalApplication.Build(portal.Options(Environments.Development), builder => builder.Services.AddSingleton(new LogOutput(portal.Log)));
        await app.StartAsync();
        return new OtherPortal(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
