using System.Net.Http.Headers;
using FusionPortal.Demo.Identity;

namespace FusionPortal.Demo.Seeding;

/// <summary>Presses "Scan now" as a script does, so that the first page has something to show.</summary>
internal static class FirstScan
{
    public static async Task StartAsync(Uri portal, DemoIdentityProvider provider, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = portal };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await provider.GetTokenAsync("demo-administrator", cancellationToken));
        using var response = await http.PostAsync("/api/v1/scans", content: null, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new DemoException(
                $"The portal did not start the first scan ({(int)response.StatusCode}): "
                    + $"{await response.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
