using FusionPortal.Core.Inventory;
using FusionPortal.Web.Components.Pages.Inventory;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Inventory;

public sealed class InventoryAddressTests
{
    [Fact]
    public void Address_WrittenAndReadAgain_IsTheSame()
    {
        var address = new InventoryAddress(
            new ResourceFilter(
                "441002721185", "us-east-1", "s3-bucket", "a&b=c", new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero)), "c/u+r=",
                2);

        Assert.Equal(address, InventoryAddress.Parse(new Uri("http://portal.test" + address.Href())));
    }

    [Fact]
    public void AnotherFilter_StartsAtTheFirstPage() =>
        Assert.Equal(
            "/inventory?kind=vpc", new InventoryAddress(new ResourceFilter(Text: "x"), "c", 3).With(new ResourceFilter(Kind: "vpc"))
            .Href());
}
