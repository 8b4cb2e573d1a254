using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Pages.Runs;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Runs;

/// <summary>The address of the list of runs holds all of its state.</summary>
public sealed class RunsViewTests
{
    [Theory]
    [InlineData("/runs")]
    [InlineData("/runs?show=blocked")]
    [InlineData("/runs?show=all&q=db-POS%2003&sort=leftLongest")]
    [InlineData("/runs?sort=title")]
    public void Address_Read_IsWrittenBackTheSame(string address) => Assert.Equal(address, Read(address).Href());

    [Fact]
    public void Address_WithWordsNobodyKnows_IsThePlainList() =>
        Assert.Equal(new RunsView(null, null, RunSort.LastWorked), Read("/runs?show=nothing&sort=loud&q=%20"));

    [Fact]
    public void Filter_OfAView_CarriesSearchAndOrder()
    {
        var filter = Read("/runs?show=blocked&q=acme&sort=begun").Filter;

        Assert.Equal((true, "acme", RunSort.Begun), (filter.Blocked, filter.Text, filter.Sort));
        Assert.Equal(
            RunsView.Shows.Count, RunsView.Shows.Select(s => new RunsView(s.Key, null, RunSort.LastWorked).Href()).Distinct().Count());
    }

    private static RunsView Read(string address) => RunsView.Read(new Uri("http://portal" + address));
}
