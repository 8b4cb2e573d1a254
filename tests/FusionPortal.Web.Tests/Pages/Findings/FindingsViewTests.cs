using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Findings;
using FusionPortal.Web.Components.Shared;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Findings;

public sealed class FindingsViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static FindingsView View(string query, int rows = 2, string? next = null, long matching = 2) => new(
        FindingAddress.Parse(new Uri("http://portal.test/findings" + query)),
        new FindingPage([.. Enumerable.Range(1, rows).Select(n => FindingRows.Row(n))], next, Now),
            new FindingCounts(matching, 0, 504, 3, 6),
        new Dictionary<string, string> { ["441002721185"] = "POS Production" },
            new Dictionary<string, string> { ["ENV-01"] = "Environment fits account" },
        PreviousScan: null, EverScanned: true);

    [Fact]
    public void Views_OneIsCurrent_WhateverOrderAndPage()
    {
        var views = View("?mixUps=true&sort=newest&page=2&cursor=x").Views;

        Assert.Equal("Mix-ups", Assert.Single(views, v => v.IsCurrent).Title);
        Assert.Equal([504L, 3, null, 6, null], views.Select(v => v.Count));
    }

    [Fact]
    public void Title_OfAFilterThatIsNoSavedView_IsFiltered() => Assert.Equal("Filtered", View("?text=kite").Title);

    [Fact]
    public void Chips_NameWhatPeopleKnow_AndEachRemovesItselfAlone()
    {
        var chips = View("?account=441002721185&account=999999999999&severity=high&severity=critical&organization=&kind=s3-bucket").Chips;

        Assert.Equal(
            [("Account", "POS Production, 999999999999"), ("Client", "none known"), ("Severity", "High, Critical"), ("Kind", "S3 bucket")],
            chips.Select(c => (c.Label, c.Value)));
        Assert.Equal(
            "/findings?account=441002721185&account=999999999999&organization=&kind=s3-bucket",
            chips.Single(c => c.Label == "Severity").RemoveHref);
    }

    [Theory]
    [InlineData("", 2, 2, "Rows 1 to 2 of 2")]
    [InlineData("?page=3&cursor=x", 50, 1504, "Rows 101 to 150 of 1,504")]
    [InlineData("?text=nothing", 0, 0, "No rows")]
    public void Range_SaysWhichRowsTheseAre(string query, int rows, long matching, string expected) =>
        Assert.Equal(expected, View(query, rows, matching: matching).Range);

    [Fact]
    public void LastPage_HasNoNext_AndTheFirstPageNoWayBack()
    {
        Assert.Null(View("").NextHref);
        Assert.Null(View("").FirstHref);
        Assert.Equal("/findings?text=a", View("?text=a&cursor=x&page=2").FirstHref);
        Assert.NotNull(View("", next: "y").NextHref);
    }

    [Fact]
    public void State_OfAFindingWhoseTargetFailed_IsNotSeen_NotOpen()
    {
        var row = FindingRows.Row(1) with { NotEvaluatedSince = Now.AddDays(-3) };

        Assert.Equal(new StateMark(StatusKind.Unknown, "Not seen, 3 d"), FindingLabels.State(row, Now));
    }

    [Fact]
    public void State_IsNew_OnlyWhenFirstSeenAfterThePreviousScan()
    {
        var row = FindingRows.Row(1) with { FirstSeenAt = Now.AddMinutes(-20) };

        Assert.Equal("New", FindingLabels.State(row, Now, Now.AddHours(-1)).Text);
        Assert.Equal("Open", FindingLabels.State(row, Now, Now.AddMinutes(-10)).Text);
        Assert.Equal("Open", FindingLabels.State(row, Now, previousScan: null).Text);
        Assert.Equal("Acknowledged", FindingLabels.State(row with { Status = FindingStatus.Acknowledged }, Now, Now.AddHours(-1)).Text);
    }

    [Fact]
    public void Client_IsNamedEvenWhereNobodyRecordedIt()
    {
        Assert.Equal("Kite Cycles QA", FindingLabels.Client(FindingRows.Row(1)));
        Assert.Equal("Unknown, bkry2", FindingLabels.Client(FindingRows.Row(1) with { OrgId = "bkry2", OrgTitle = null }));
        Assert.Equal("No client", FindingLabels.Client(FindingRows.Row(1) with { OrgId = null, OrgTitle = null }));
    }
}

internal static class FindingRows
{
    public static FindingRow Row(long number) => new(
        Guid.CreateVersion7(), number, "ENV-01", "In the wrong account", Severity.Critical, FindingStatus.Open, MixUp: true, "s3-bucket",
            "fusion-rms-kiteqa",
        "arn:aws:s3:::fusion-rms-kiteqa", "441002721185", "POS Production", "us-east-1", "kiteqa", "Kite Cycles QA", EnvironmentKind.QA,
            "POS QA", "POS Production",
        new DateTimeOffset(2026, 11, 18, 14, 5, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 9, 36, 0, TimeSpan.Zero), null, null);
}
