using Microsoft.Playwright;

namespace FusionPortal.Browser.Kit;

/// <summary>The connection of a page's circuit, to be cut and mended. Everything else still reaches the portal.</summary>
public sealed class Line
{
    private IWebSocketRoute? _open;
    private volatile bool _cut;

    private Line()
    {
    }

    /// <summary>Before the page is opened.</summary>
    public static async Task<Line> LayAsync(IPage page)
    {
        var line = new Line();
        await page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            if (line._cut)
            {
                _ = socket.CloseAsync(new() { Code = 1011 });
                return;
            }

            line._open = socket;
            socket.ConnectToServer();
        });
        // A circuit without its socket goes on by long polling: a cut line lets neither through.
        await page.RouteAsync("**/_blazor**", route => line._cut ? route.AbortAsync("connectionrefused") : route.ContinueAsync());
        await page.RouteAsync("**/_blazor/**", route => line._cut ? route.AbortAsync("connectionrefused") : route.ContinueAsync());
        return line;
    }

    public async Task CutAsync()
    {
        _cut = true;
        if (_open is { } open) await open.CloseAsync(new() { Code = 1011 });
    }

    /// <summary>The next attempt of the page succeeds.</summary>
    public void Mend() => _cut = false;
}
