using Bunit;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using FusionPortal.Core;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FusionPortal.Web.Tests.Layout;

public sealed class PageFailedTests : BunitContext
{
    public PageFailedTests() => Services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));

    [Fact]
    public void AddressThatIsRefused_SaysWhy()
    {
        var refused =
            new RefusedException(
            RefusalKind.Invalid, "as-of-in-future", "The portal does not know the future. Choose a moment that has passed.", "asOf");

        var page = Render<PageFailed>(p => p.Add(f => f.Exception, refused));

        Assert.Contains("The portal does not know the future.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void MomentNobodyKept_SaysWhichCanBeAskedAndLeadsThere()
    {
        var from = new DateTimeOffset(2026, 10, 1, 8, 30, 0, TimeSpan.Zero).AddTicks(1230);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/compliance?account=111111111111&asOf=2020-01-01&cursor=abc");

        var page = Render<PageFailed>(p => p.Add(f => f.Exception, HistoryKeptRefusal(new MomentNotKept(from))));

        Assert.Contains("from 1 Oct 2026", page.Find(".why").TextContent, StringComparison.Ordinal);
        var links = page.FindAll("a").Select(a => a.GetAttribute("href"));
        Assert.Equal(["/compliance?account=111111111111&asOf=2026-10-01T08%3A30%3A00.000123Z"], links);
        // A button and no link: links keep the moment.
        page.Find("button").Click();
        Assert.Equal("/compliance?account=111111111111", new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery);
    }

    [Fact]
    public void MomentStillBeingWritten_LeadsToTheLastThatIs()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/findings?asOf=2026-10-01T08:30:00Z");

        var page =
            Render<PageFailed>(
            p => p.Add(
            f => f.Exception, HistoryKeptRefusal(new MomentNotSettled(new DateTimeOffset(2026, 10, 1, 8, 29, 0, TimeSpan.Zero)))));

        Assert.Equal(["/findings?asOf=2026-10-01T08%3A29%3A00Z"], page.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    [Theory]
    [InlineData("/coverage", null)]
    [InlineData("/coverage?asOf=", null)]
    [InlineData("/coverage?asOf=2026-10-01", "2026-10-01T00:00:00Z")]
    public void Moment_OfAnAddress(string address, string? moment) =>
        Assert.Equal(moment, Moments.Of(new Uri("http://portal" + address)) is { } at ? MomentText.Of(at) : null);

    [Fact]
    public void WhatIsNoMoment_IsRefusedAndNotTakenForNow()
    {
        var refused = Assert.Throws<RefusedException>(() => Moments.Of(new Uri("http://portal/coverage?asOf=yesterday")));

        Assert.Equal("That is no moment", Moments.Refusal(refused)?.Title);
        Assert.Null(Moments.Refusal(new RefusedException(RefusalKind.Invalid, "cursor", "Not of this list.", "cursor")));
    }

    private static RefusedException HistoryKeptRefusal(object details) =>
        new(RefusalKind.Invalid, "as-of-not-kept", "It is kept since then.", "asOf", details);

    [Fact]
    public void AnyOtherFailure_IsNotToldInItsOwnWords()
    {
        var page = Render<PageFailed>(p => p.Add(f => f.Exception, new InvalidOperationException("Host=db;Password=x")));

        Assert.DoesNotContain("Password", page.Markup, StringComparison.Ordinal);
    }
}
