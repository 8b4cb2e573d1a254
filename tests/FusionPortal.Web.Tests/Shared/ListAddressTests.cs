using FusionPortal.Core.Inventory;
using FusionPortal.Web.Components.Shared;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

public sealed class ListAddressTests
{
    private static readonly ListAddress<ResourceFilter> All = new("/inventory", ResourceKeys.All, ResourceKeys.All.None);

    private static ListAddress<ResourceFilter> Read(string href, params string[] others) =>
        All.Read(new Uri("http://portal.test" + href), others);

    [Fact]
    public void Address_WrittenAndReadAgain_IsTheSame()
    {
        var asked = new ResourceFilter(
            "441002721185", "us-east-1", "s3-bucket", "a&b=c", new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero));

        var again = Read((All.With(asked) with { Cursor = "c/u+r=", Page = 2 }).Href());

        Assert.Equal((asked, "c/u+r=", 2), (again.Filter, again.Cursor, again.Page));
        Assert.Null(again.NotUnderstood);
        Assert.Equal(4, again.Filters);
    }

    [Fact]
    public void AnotherFilter_StartsAtTheFirstPage_AndKeepsTheOrder() =>
        Assert.Equal(
            "/inventory?kind=vpc&sort=name",
            Read("/inventory?text=x&sort=name&cursor=c&page=3", "sort").With(new ResourceFilter(Kind: "vpc")).Href());

    [Theory]
    [InlineData("?owner=ana", "owner=ana")]
    [InlineData("?sort=name", "sort=name")]
    [InlineData("?asOf=yesterday", "asOf=yesterday")]
    public void KeyOrValueNobodyKnows_FiltersNothing_AndIsNamed(string query, string named)
    {
        var address = Read("/inventory" + query);

        Assert.Equal(new ResourceFilter(), address.Filter);
        Assert.Equal([named], address.NotUnderstood);
    }

    [Fact]
    public void Chips_AreInTheOrderOfTheKeys_AndEachRemovesItselfAlone() =>
        Assert.Equal(
            [("Region", "us-east-1", "/inventory?kind=vpc"), ("Kind", "VPC", "/inventory?region=us-east-1")],
            Read("/inventory?kind=vpc&region=us-east-1").Chips((_, text) => text == "vpc" ? "VPC" : null)
                .Select(chip => (chip.Label, chip.Value, chip.RemoveHref)));
}
