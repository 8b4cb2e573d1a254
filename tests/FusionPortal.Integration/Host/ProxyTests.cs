using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using FusionPortal.Integration.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;
using Xunit;

namespace FusionPortal.Integration.Host;

/// <summary>Whose forwarded headers are believed, and what is said of those that are not.</summary>
public sealed class ProxyTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("2001:db8::7", false)]
    public async Task Proxy_IsBelievedByItsNetwork_AndElseNamedOnce(string proxy, bool believed)
    {
        var lines = new ConcurrentQueue<LogEvent>();
        await portal.StartAsync(
            services => services.AddSingleton<IStartupFilter>(new ComingFrom(IPAddress.Parse(proxy)))
                .AddSingleton<ILogEventSink>(new Kept(lines)),
            ("Proxies:KnownNetworks:0", "10.1.0.0/16"));
        using var http = portal.Anonymous();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "portal.example.com");

        using var first = await http.GetAsync("/authentication/login", Token);
        using var second = await http.GetAsync("/authentication/login", Token);

        var returnsTo = Uri.EscapeDataString("https://portal.example.com/signin-oidc");
        Assert.Equal(believed, first.Headers.Location!.Query.Contains(returnsTo, StringComparison.Ordinal));
        var said = lines.Select(l => l.RenderMessage(CultureInfo.InvariantCulture).Replace("\"", "", StringComparison.Ordinal))
            .Count(l => l.Contains($" from {proxy} is not believed", StringComparison.Ordinal)
                && l.Contains("Proxies:KnownNetworks", StringComparison.Ordinal));
        Assert.Equal(believed ? 0 : 1, said);
        var clients = lines.Where(l => l.Properties.ContainsKey("ClientAddress")).Select(l => l.Properties["ClientAddress"].ToString());
        Assert.Equal([$"\"{(believed ? "192.0.2.7" : proxy)}\""], clients.Distinct());
    }

    private sealed class Kept(ConcurrentQueue<LogEvent> lines) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => lines.Enqueue(logEvent);
    }

    private sealed class ComingFrom(IPAddress proxy) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Connection.RemoteIpAddress = proxy;
                return rest(context);
            });
            next(app);
        };
    }
}
