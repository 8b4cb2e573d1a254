using System.Collections.Concurrent;
using System.Net;
using FusionPortal.Core.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Hosting;

/// <summary>
/// Believes the forwarded scheme, host and client address, but only from the networks under <c>Proxies:KnownNetworks</c>
/// (for example <c>10.0.0.0/8</c>) and from loopback. Who sends them from elsewhere is named in the log, once.
/// </summary>
internal static partial class Proxies
{
    // Whoever reaches the portal's port can send such headers from many addresses.
    private const int MostNamed = 100;

    private static readonly string[] Forwarded = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"];

    public static void AddProxySupport(this WebApplicationBuilder builder)
    {
        var settings = builder.Services.AddSettings(builder.Configuration, ProxySettings.Section, new ProxySettingsValidation());
        builder.Services.AddSingleton(new PublicAddresses(settings.PublicAddresses));
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var network in settings.KnownNetworks)
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }

    public static void UseProxies(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
        var named = new ConcurrentDictionary<IPAddress, bool>();
        app.Use((context, next) =>
        {
            if (Plain(context.Connection.RemoteIpAddress) is { } sender && !IsKnown(options, sender)
                && Array.Find(Forwarded, context.Request.Headers.ContainsKey) is { } header
                && named.Count < MostNamed && named.TryAdd(sender, true))
                NotBelieved(app.Logger, header, sender);
            return next(context);
        });
        app.UseForwardedHeaders();
    }

    /// <summary>An IPv4 address as such, also where the connection came over a socket of both kinds.</summary>
    public static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static bool IsKnown(ForwardedHeadersOptions options, IPAddress sender) =>
        IPAddress.IsLoopback(sender) || options.KnownProxies.Contains(sender)
        || options.KnownIPNetworks.Any(network => network.Contains(sender));

    [LoggerMessage(
        LogLevel.Warning,
        "{Header} from {Sender} is not believed. If that is what stands in front of the portal, name its network in Proxies:KnownNetworks: "
        + "without it addresses are those of http, and nobody can sign in. Said once for each address")]
    private static partial void NotBelieved(ILogger logger, string header, IPAddress sender);
}
