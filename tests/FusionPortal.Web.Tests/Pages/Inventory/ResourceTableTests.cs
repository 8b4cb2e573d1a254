using System.Text.Json;
using Bunit;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Inventory;
using FusionPortal.Web.Components.Pages.Inventory;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Tests.Kit;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Inventory;

public sealed class ResourceTableTests : PortalContext
{
    private const string Arn = "arn:aws:s3:::fusion-rms-acme";

    [Fact]
    public void Row_LinksToItsPage_AndItsClient_AndHidesSecrets()
    {
        var shown = Show(
            Row(
                new("acme", "Acme Stores", AttributionSource.Name, ResourceVerdict.Violation, 2, 1),
                """{"password":"Hunter2isNotEnough!x9"}"""));

        Assert.Equal($"/inventory/{ResourceKey.Of(Arn)}", shown.Find("td.column-name a").GetAttribute("href"));
        Assert.Equal("/clients/acme", shown.Find("td.column-client a").GetAttribute("href"));
        Assert.Equal("2 violations", shown.Find("td.column-verdict .status.fail").TextContent);
        Assert.Contains("hidden, looks like", shown.Find("td.column-tags").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Hunter2", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNobodyCouldJudge_IsHatched_NeverGreen()
    {
        var shown = Show(Row(new(null, null, AttributionSource.Nothing, ResourceVerdict.NotEvaluated, 0, 3), null));

        Assert.Equal("3 not evaluated", shown.Find("td.column-verdict .status.unknown.box").TextContent);
        Assert.Equal("Not told", shown.Find("td.column-tags .status.unknown.box").TextContent);
        Assert.Empty(shown.FindAll(".status.pass"));
        Assert.Equal("No client", shown.Find("td.column-client").TextContent.Trim());
    }

    [Fact]
    public void Head_SortsThroughTheAddress_AndBack()
    {
        var view = View("?tag=OrgId%3Dacme&sort=name", []);

        Assert.Equal("/inventory?tag=OrgId%3Dacme", view.SortHref(ResourceSort.Name));
        Assert.Equal("/inventory?tag=OrgId%3Dacme&sort=kind", view.SortHref(ResourceSort.Kind));
        Assert.Equal([("OrgId=acme", "/inventory?sort=name")], view.Tags);
    }

    private IRenderedComponent<ResourceTable> Show(ResourceRow row) => Render<ResourceTable>(p => p.Add(t => t.View, View("", [row])));

    private static InventoryView View(string query, IReadOnlyList<ResourceRow> rows)
    {
        var address = new ListAddress<ResourceFilter>(InventoryView.Path, ResourceKeys.All, ResourceKeys.All.None)
            .Read(new Uri("http://portal.test/inventory" + query), InventoryView.SortKey);
        var sort = address.Others is [var (_, word), ..] && ResourceKeys.TryReadSort(word, out var known) ? known : ResourceSort.Place;
        return new(address, sort, new ResourcePage(rows, null), rows.Count, new Dictionary<string, string>(), []);
    }

    private static ResourceRow Row(ResourceJudgement judged, string? tags) => new(
        Arn, "s3-bucket", "fusion-rms-acme", "111111111111", "", tags is null ? null : JsonDocument.Parse(tags).RootElement, null,
        DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow)
    {
        Judged = judged,
    };
}
