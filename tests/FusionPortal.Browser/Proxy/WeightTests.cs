using System.Globalization;
using System.Text.Json;
using FusionPortal.Browser.FirstSteps;
using Microsoft.Playwright;
using Xunit;

namespace FusionPortal.Browser.Proxy;

/// <summary>
/// What a visit costs over the wire: the published build, in Production behind nginx by https, as Chromium counts it. Bytes are the same on
/// every machine, so they are held here; <c>eng/bench.sh weight</c> prints them.
/// </summary>
[Collection(typeof(AsDocumented))]
public sealed class WeightTests(ProxiedPortal portal) : IClassFixture<ProxiedPortal>
{
    private const int Kilobyte = 1000;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Visit_IsLight_AndTheNextOneLighter()
    {
        Assert.SkipWhen(Nginx.Binary is null, "ABSENT: nginx is not installed. apt-get install nginx brings it.");
        await using var browser = await ProxiedBrowser.StartAsync(portal.Nginx);
        var page = browser.Page;
        await using var counted = await Counted.StartAsync(page, portal.Nginx.Address.Authority);

        await browser.SignInAsync("/clients");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Clients" }).WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var cold = counted.Take();

        await page.GotoAsync("/findings");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Findings" }).WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var next = counted.Take();

        Tell("cold visit, without fonts", cold.Bytes, 150);
        Tell("fonts of a Latin-1 page", cold.Fonts, 75);
        Tell("next visit", next.Bytes + next.Fonts, 20);
        Console.WriteLine($"{"socket, uncompressed, both visits",-58} {(cold.Socket + next.Socket) / Kilobyte:#,0} KB");
        foreach (var (address, bytes) in cold.Largest) Console.WriteLine($"  {address,-56} {bytes / (double)Kilobyte,6:0.0} KB");
        Assert.InRange(cold.Bytes, 1, 150 * Kilobyte);
        Assert.InRange(cold.Fonts, 1, 75 * Kilobyte);
        Assert.InRange(next.Bytes + next.Fonts, 1, 20 * Kilobyte);
    }

    private static void Tell(string what, long bytes, int target) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-58} {bytes / (double)Kilobyte:0.0} KB, target {target}"));

    private sealed record Weight(long Bytes, long Fonts, long Socket, IReadOnlyList<(string Address, long Bytes)> Largest);

    /// <summary>Bytes of the portal's own answers as they came over the wire, heads included; the provider's are not counted.</summary>
    private sealed class Counted : IAsyncDisposable
    {
        private readonly Dictionary<string, string> _addresses = [];
        private readonly List<(string Address, long Bytes)> _taken = [];
        private readonly Lock _lock = new();
        private ICDPSession? _session;
        private long _socket;

        public static async Task<Counted> StartAsync(IPage page, string authority)
        {
            var counted = new Counted();
            var session = counted._session = await page.Context.NewCDPSessionAsync(page);
            session.Event("Network.responseReceived").OnEvent += (_, e) =>
            {
                var address = new Uri(e!.Value.GetProperty("response").GetProperty("url").GetString()!);
                if (address.Authority == authority) counted.Keep(Id(e), address.AbsolutePath);
            };
            session.Event("Network.loadingFinished").OnEvent += (_, e) =>
                counted.Finish(Id(e), (long)e!.Value.GetProperty("encodedDataLength").GetDouble());
            session.Event("Network.webSocketFrameReceived").OnEvent += (_, e) => Interlocked.Add(
                ref counted._socket, e!.Value.GetProperty("response").GetProperty("payloadData").GetString()!.Length);
            await session.SendAsync("Network.enable");
            return counted;
        }

        /// <summary>What came since the last time.</summary>
        public Weight Take()
        {
            lock (_lock)
            {
                var fonts = _taken.Where(t => t.Address.EndsWith(".woff2", StringComparison.Ordinal)).Sum(t => t.Bytes);
                var weight = new Weight(
                    _taken.Sum(t => t.Bytes) - fonts, fonts, Interlocked.Exchange(ref _socket, 0),
                    [.. _taken.OrderByDescending(t => t.Bytes).Take(14)]);
                _taken.Clear();
                return weight;
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_session is not null) await _session.DetachAsync();
        }

        private static string Id(JsonElement? e) => e!.Value.GetProperty("requestId").GetString()!;

        private void Keep(string id, string address)
        {
            lock (_lock) _addresses[id] = address;
        }

        private void Finish(string id, long bytes)
        {
            lock (_lock)
            {
                if (_addresses.TryGetValue(id, out var address)) _taken.Add((address, bytes));
            }
        }
    }
}
