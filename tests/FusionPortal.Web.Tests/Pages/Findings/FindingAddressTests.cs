using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Findings;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Findings;

public sealed class FindingAddressTests
{
    private static FindingAddress Parse(string query) => FindingAddress.Parse(new Uri("http://portal.test/findings" + query));

    [Fact]
    public void Address_WithoutQuery_IsAllOpenOnTheFirstPage()
    {
        var address = Parse("");

        Assert.Equal(new FindingFilter(), address.Filter);
        Assert.Equal(FindingSort.Severity, address.Sort);
        Assert.Null(address.NotUnderstood);
        Assert.Equal("/findings", address.Href());
    }

    [Fact]
    public void Address_WrittenAndReadAgain_IsTheSame()
    {
        var asOf = new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero).AddMicroseconds(123456);
        var filter = new FindingFilter(
            ["441002721185", "441002721186"], [EnvironmentKind.QA, EnvironmentKind.Demonstration], "kiteqa", ["ENV-01"],
                [Severity.Critical, Severity.High],
            [FindingStatus.Open, FindingStatus.Reopened], true, "s3-bucket", "a & b = 50 % + ü", asOf);

        var again = Parse(new FindingAddress(filter, FindingSort.Newest).Href()["/findings".Length..] + "&cursor=c%2Fu%2Br%3D&page=3");

        Assert.Equivalent(filter, again.Filter, strict: true);
        Assert.Equal((FindingSort.Newest, "c/u+r=", 3), (again.Sort, again.Cursor, again.Page));
        Assert.Null(again.NotUnderstood);
    }

    [Fact]
    public void EmptyOrganization_SelectsFindingsOfNone_AndSurvivesTheAddress()
    {
        Assert.Equal("", Parse("?organization=").Filter.OrgId);
        Assert.Equal("/findings?organization=", new FindingAddress(new FindingFilter(OrgId: "")).Href());
    }

    [Theory]
    [InlineData("?severity=urgent", "severity=urgent")]
    [InlineData("?severity=4", "severity=4")]
    [InlineData("?mixUps=perhaps", "mixUps=perhaps")]
    [InlineData("?asOf=yesterday", "asOf=yesterday")]
    [InlineData("?owner=ana", "owner=ana")]
    public void UnknownKeyOrValue_FiltersNothing_AndIsNamed(string query, string named)
    {
        var address = Parse(query);

        Assert.Equal(new FindingFilter(), address.Filter);
        Assert.Equal([named], address.NotUnderstood);
    }

    [Fact]
    public void Severity_IgnoresCase_AndKeepsWhatIsKnownOfAMixedList() =>
        Assert.Equal(
            [Severity.Critical, Severity.Low], Parse("?severity=CRITICAL&severity=nonsense&severity=low&severity=Low").Filter.Severities);

    [Fact]
    public void AnotherFilterOrSort_StartsAtTheFirstPageAgain()
    {
        var third = Parse("?text=rms&cursor=abc&page=3");

        Assert.Equal("/findings?severity=high", third.With(new FindingFilter(Severities: [Severity.High])).Href());
        Assert.Equal("/findings?text=rms&sort=newest", third.SortedBy(FindingSort.Newest).Href());
    }

    [Fact]
    public void NextPage_PinsTheMomentOfThisOne()
    {
        var asOf = new DateTimeOffset(2026, 11, 23, 9, 41, 0, TimeSpan.FromHours(1));

        Assert.Equal("/findings?text=rms&asOf=2026-11-23T08%3A41%3A00Z&cursor=abc&page=2", Parse("?text=rms").Next("abc", asOf).Href());
    }

    [Fact]
    public void FilterHref_ForAnExport_LeavesOrderAndPlaceOut() =>
        Assert.Equal(
            "/api/v1/reports/findings.csv?text=rms", Parse("?text=rms&sort=oldest&cursor=abc&page=2")
            .FilterHref("/api/v1/reports/findings.csv"));
}
