using Bunit;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Findings;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Tests.Kit;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Findings;

public sealed class FindingsMarkupTests : PortalContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static FindingsView View(string query, params IReadOnlyList<FindingRow> rows) => new(
        FindingAddress.Parse(new Uri("http://portal.test/findings" + query)), new FindingPage(rows, null, Now),
            new FindingCounts(rows.Count, 0, 504, 3, 6),
        new Dictionary<string, string>(), new Dictionary<string, string> { ["ENV-01"] = "Environment fits account" }, null,
            EverScanned: true);

    [Fact]
    public void NamesFromAws_AreInert_AndTheRowLinksToItsFinding()
    {
        var row = FindingRows.Row(20931) with { Name = "<img src=x onerror=alert(1)>\u202Eqa", Actual = "<script>" };

        var table = Render<FindingsTable>(p => p.Add(t => t.View, View("", row)));

        Assert.Empty(table.FindAll("img, script"));
        Assert.Contains("[U+202E]", table.Find("td.column-resource").TextContent, StringComparison.Ordinal);
        Assert.Equal("/findings/F-20931", table.Find("td.column-finding a").GetAttribute("href"));
        Assert.Equal("Environment fits account", table.Find("td.column-finding a").TextContent);
    }

    [Fact]
    public void FindingThatCouldNotBeLookedAt_IsHatched_NotOpen()
    {
        var table = Render<FindingsTable>(p => p.Add(t => t.View, View("", FindingRows.Row(1) with { NotEvaluatedSince = Now })));

        Assert.StartsWith("Not seen", table.Find("td.column-state .status.unknown.box").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_SaysItsVerdict_ApartFromTheConvention()
    {
        var row = FindingRows.Row(1) with { MixUp = true, Environment = null, Verdict = null };
        var table = Render<FindingsTable>(p => p.Add(t => t.View, View("", row)));

        Assert.EndsWith(" undecided", table.Find("td.column-finding").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void SortedColumn_SaysSo()
    {
        var table = Render<FindingsTable>(p => p.Add(t => t.View, View("?sort=resource", FindingRows.Row(1))));

        var sorted = Assert.Single(table.FindAll("th a"), a => a.TextContent.Contains("sorted", StringComparison.Ordinal));
        Assert.Equal("Resource, sorted ascending", sorted.TextContent.Trim());
    }

    [Fact]
    public void SearchBox_TypedInWhileAnotherFilterLoads_KeepsWhatWasTyped()
    {
        var filters = Render<FindingsFilters>(p => p.Add(f => f.View, View("?text=a")));
        filters.Find("input[type=search]").Input("harborbooks");

        filters.Render(p => p.Add(f => f.View, View("?text=a&mixUps=true")));
        Assert.Equal("harborbooks", filters.Find("input[type=search]").GetAttribute("value"));

        filters.Render(p => p.Add(f => f.View, View("?text=b")));
        Assert.Equal("b", filters.Find("input[type=search]").GetAttribute("value"));
    }

    [Fact]
    public void NothingLeftByFilters_IsNotGoodNews()
    {
        var shown = Render<NoFindings>(p => p.Add(n => n.View, View("?severity=critical&text=nothing")));

        Assert.Contains("Nothing matches these 2 filters", shown.Markup, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll(".text-pass"));
    }

    [Fact]
    public void NothingOpen_IsGoodNews_OnlyAfterAScan()
    {
        Assert.NotEmpty(Render<NoFindings>(p => p.Add(n => n.View, View(""))).FindAll(".text-pass"));
        Assert.Empty(Render<NoFindings>(p => p.Add(n => n.View, View("") with { EverScanned = false })).FindAll(".text-pass"));
    }

    [Fact]
    public void SecretInATag_IsNotInTheMarkup()
    {
        var table =
            Render<TagTable>(
            p => p.Add(t => t.Tags, [new TagRow("password", null, "a password"), new TagRow("Owner", "<b>ana</b>", null)]));

        Assert.Contains("Hidden, looks like a password", table.Markup, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;ana&lt;/b&gt;", table.Markup, StringComparison.Ordinal);
    }
}
