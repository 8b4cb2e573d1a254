using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Host;

/// <summary>What a page brings along comes compressed, and once: its address changes with what it says, so a browser keeps it.</summary>
public sealed class AssetTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryFileOfAPage_IsCompressedAndKeptForGood()
    {
        // As outside Development, where files are asked for anew each time so that an edit shows.
        await using var other = await OtherPortal.StartAsync(portal, ("EnableStaticAssetsDevelopmentCaching", "true"));
        using var browser = new SignedInBrowser(other.Address);
        var files = Named(await browser.Http.GetStringAsync("/sign-in", Token)).ToHashSet(StringComparer.Ordinal);
        await browser.SignInAsync("ana.ruiz", Token);
        files.UnionWith(Named(await browser.Http.GetStringAsync("/clients", Token)));

        Assert.Contains(files, f => f.StartsWith("_content/MudBlazor/", StringComparison.Ordinal));
        Assert.Contains(files, f => f.StartsWith("_framework/blazor.web.", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith(".woff2", StringComparison.Ordinal));
        Assert.Contains(files, f => f.StartsWith("js/run.", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = other.Address };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        foreach (var file in files) Assert.Equal("kept for good, compressed", $"{await KindAsync(http, file)}");
    }

    [Fact]
    public async Task Document_IsCompressed_AndWhatTheApiAnswersIsNot()
    {
        using var browser = await portal.SignInAsync("ana.ruiz", Token);
        browser.Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        using var page = await browser.Http.GetAsync("/clients", Token);
        using var answer = await browser.Http.GetAsync("/api/v1/organizations", Token);

        Assert.Equal("br", Assert.Single(page.Content.Headers.ContentEncoding));
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    private static async Task<string> KindAsync(HttpClient http, string file)
    {
        using var answer = await http.GetAsync(new Uri(file, UriKind.Relative), Token);
        if (answer.StatusCode != HttpStatusCode.OK) return $"{file}: {answer.StatusCode}";
        // A font is compressed in itself.
        var compressed = file.EndsWith(".woff2", StringComparison.Ordinal) || answer.Content.Headers.ContentEncoding.Count == 1;
        var kept = answer.Headers.CacheControl?.ToString().Contains("immutable", StringComparison.Ordinal) == true;
        return kept && compressed ? "kept for good, compressed"
            : $"{file}: {answer.Headers.CacheControl}, encoded as {string.Join(',', answer.Content.Headers.ContentEncoding)}";
    }

    /// <summary>Scripts, style sheets, fonts, the icon, and the modules that the import map names.</summary>
    private static IEnumerable<string> Named(string html)
    {
        var map = Regex.Match(html, """<script type="importmap"[^>]*>(.*?)</script>""", RegexOptions.Singleline).Groups[1].Value;
        var tags = Regex.Matches(html, """<(?:script|link)[^>]* (?:src|href)="([^"]+)""");
        var fonts = Regex.Matches(html, """url\("([^"]+)"\)""");
        return JsonDocument.Parse(map).RootElement.GetProperty("imports").EnumerateObject().Select(m => m.Value.GetString()!)
            .Concat(tags.Concat(fonts).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)))
            .Select(f => f.StartsWith("./", StringComparison.Ordinal) ? f[2..] : f);
    }
}
