using Bunit;
using FusionPortal.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Findings;

public sealed class CreatorSentenceTests : BunitContext
{
    private static readonly ResourceCreator Ana = new(
        CreatorKnowledge.Known, "<b>ana</b>", "arn:aws:iam::111122223333:user/ana", false, "CreateBucket",
            new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    public CreatorSentenceTests() => Services.AddSingleton(TimeProvider.System);

    [Fact]
    public void KnownMaker_IsShownWithPrincipalAndEvent_InertAndNotHatched()
    {
        var shown = Show(Ana);

        Assert.Equal("<b>ana</b>", shown.Find("b").TextContent);
        Assert.Equal(
            ["arn:aws:iam::111122223333:user/ana", "CreateBucket, 20 Nov 2026"], shown.FindAll(".creator").Select(m => m.TextContent));
        Assert.Empty(shown.FindAll(".status"));
    }

    [Fact]
    public void RootUser_IsFlagged() =>
        Assert.Equal("Root user", Show(Ana with { Name = "root", IsRoot = true }).Find(".status.warn").TextContent);

    [Theory]
    [InlineData(CreatorKnowledge.Forgotten, true, "Not known", "CloudTrail keeps 90 days")]
    [InlineData(CreatorKnowledge.NotAsked, true, "Not looked up", "asked of CloudTrail after a scan, the gravest findings first")]
    [InlineData(CreatorKnowledge.NotAsked, false, "Not looked up", "CloudTrail is asked for open findings only")]
    public void UnknownMaker_IsHatched_AndSaysWhy(CreatorKnowledge knowledge, bool isOpen, string mark, string why)
    {
        var shown = Render<CreatorSentence>(p => p.Add(m => m.By, new ResourceCreator(knowledge)).Add(m => m.IsOpen, isOpen));

        Assert.Equal((mark, why), (shown.Find(".status.unknown.box").TextContent, shown.Find(".creator").TextContent));
    }

    private IRenderedComponent<CreatorSentence> Show(ResourceCreator by) =>
        Render<CreatorSentence>(p => p.Add(m => m.By, by).Add(m => m.IsOpen, true));
}
