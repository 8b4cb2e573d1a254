using System.Net;
using FusionPortal.Browser.Kit;
using FusionPortal.Demo;
using Xunit;

namespace FusionPortal.Browser.Journeys;

/// <summary>An administrator opens a page of another port of the same host: browsers send the portal's cookies from there as
/// well.</summary>
public sealed class OtherAddressJourney(DemoPortal portal)
{
    private const string Open =
        """
        address => new Promise(resolve => {
            const socket = new WebSocket(address.replace('http', 'ws') + '/_blazor');
            socket.onopen = () => resolve('open');
            socket.onerror = () => resolve('refused');
        })
        """;

    private static readonly byte[] Elsewhere = "<!DOCTYPE html><title>Elsewhere</title><h1>Elsewhere</h1>"u8.ToArray();

    [Fact]
    public async Task Page_OfAnotherPort_OpensNoConnectionToThePortal()
    {
        await using var tom = await portal.VisitAsync("Tom Becker");
        var address = portal.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal("open", await tom.Page.EvaluateAsync<string>(Open, address));

        var port = Ports.Free();
        using var elsewhere = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
        elsewhere.Start();
        var serving = ServeAsync(elsewhere);
        await tom.Page.GotoAsync($"http://127.0.0.1:{port}/");

        Assert.Equal("refused", await tom.Page.EvaluateAsync<string>(Open, address));
        elsewhere.Stop();
        await serving;
    }

    private static async Task ServeAsync(HttpListener listener)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.ContentType = "text/html";
                context.Response.Close(Elsewhere, willBlock: false);
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // The test has seen enough.
        }
    }
}
