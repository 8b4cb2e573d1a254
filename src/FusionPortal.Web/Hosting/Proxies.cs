using FusionPortal.Core.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace FusionPortal.Web.Hosting;

/// <summary>
/// Believes the forwarded scheme, host and client address, but only from the networks under <c>Proxies:KnownNetworks</c>
/// (for example <c>10.0.0.0/8</c>) and from loopback.
/// </summary>
internal static class Proxies
{
    public static void AddProxySupport(this WebApplicationBuilder builder)
    {
        var settings = builder.Services.AddSettings(builder.Configuration, ProxySettings.Section, new ProxySettingsValidation());
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var network in settings.KnownNetworks)
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }
}
