using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Browser.Walk;

/// <summary>
/// Every page of the portal as docs/pages.md lists it, which a test writes from the pages themselves, with an address of each.
/// </summary>
internal static partial class PageList
{
    // Seen by somebody who has not signed in.
    private static readonly string[] Outside = ["/recover", "/sign-in", "/signed-out"];

    /// <summary>Addresses for somebody signed in. A page with a part nobody gives here fails, so that none is left out.</summary>
    public static async Task<IReadOnlyList<string>> AddressesAsync(DemoPortal portal, CancellationToken cancellationToken)
    {
        using var api = await portal.ApiAsync("demo-administrator", cancellationToken);
        var run = await FirstAsync("runs", r => r.GetProperty("head").GetProperty("kind").GetString() == "ClientInstall",
            r => r.GetProperty("head").GetProperty("id").GetString()!);
        var places = new Dictionary<string, string>
        {
            ["/clients/{OrgId}"] = "/clients/peakbikes",
            ["/findings/{Reference}"] = "/findings/F-1",
            ["/help/{Topic}"] = "/help/placement-verdicts",
            ["/inventory/{Key}"] = "/inventory/" + await KeyAsync(),
            ["/reports/{Name}"] = "/reports/findings",
            ["/runs/new"] = "/runs/new?client=brasskettle",
            ["/runs/{Id:guid}"] = $"/runs/{run}",
            ["/runs/{Id:guid}/finished"] = $"/runs/{run}/finished",
            ["/scans/{Id:guid}"] = "/scans/" + await FirstAsync("scans", _ => true, s => s.GetProperty("id").GetString()!),
            ["/shared-resources/{Id:guid}"] =
                "/shared-resources/" + await FirstAsync("shared-resources", _ => true, s => s.GetProperty("id").GetString()!),
        };
        var addresses = Routes().Except(Outside).Select(r => places.GetValueOrDefault(r, r)).ToArray();
        var unknown = addresses.Where(a => a.Contains('{', StringComparison.Ordinal)).ToArray();
        return unknown.Length == 0 ? addresses
            : throw new InvalidOperationException($"No address is given of {string.Join(", ", unknown)}.");

        async Task<string> FirstAsync(string list, Func<JsonElement, bool> which, Func<JsonElement, string> what)
        {
            var answer = JsonDocument.Parse(await api.GetStringAsync($"/api/v1/{list}", cancellationToken)).RootElement;
            var rows = answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("rows");
            return what(rows.EnumerateArray().First(which));
        }

        async Task<string> KeyAsync()
        {
            var found = await api.GetStringAsync("/api/v1/search?q=fusion-rms-kiteqa", cancellationToken);
            return Key().Match(found).Groups[1].Value;
        }
    }

    private static IEnumerable<string> Routes() =>
        Row().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "pages.md"))).Select(m => m.Groups[1].Value);

    [GeneratedRegex("^\\| `([^`]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("/inventory/([0-9a-f]{32})")]
    private static partial Regex Key();
}
