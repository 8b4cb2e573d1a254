using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Pages.Runs;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Runs;

/// <summary>Which section and which step the page of a run opens at, and how it calls them.</summary>
public sealed class RunPageViewTests
{
    private static readonly RunDetail Run = new(
        new RunHead(
            Guid.Empty, RunKind.ClientInstall, "Acme", "acme", "Acme", null, null, null, null, "client-install", "Client install", 3,
            "Ana Ruiz", default, null, null, null, null, 1, "Ana Ruiz", default),
        RunProgress.None, "a", false,
        [
            Section("first", null, null, Step("a"), Step("b", StepReadiness.Done), Step("c")),
            Section("register@store1", "store1", "Main Street", Step("till@store1", StepReadiness.Waiting)),
            Section("server@store1", "store1", "Main Street", Step("install@store1", StepReadiness.Waiting)),
            Section("register@store2", "store2", "Main Street", Step("till@store2", StepReadiness.Waiting)),
        ]);

    [Fact]
    public void Groups_OfSites_AreEachSites()
    {
        var groups = new RunPageView(Run, null, null).Groups;

        Assert.Equal(
            [("Sections", null, 1), ("Main Street", "store1", 2), ("Main Street", "store2", 1)],
            groups.Select(g => (g.Title, g.SiteId, g.Sections.Count)));
        Assert.Equal("Register, Main Street store1", RunPageView.NameOf(Run.Sections[1] with { Title = "Register" }));
        Assert.Equal("first", RunPageView.NameOf(Run.Sections[0]));
    }

    [Theory]
    [InlineData(null, "a")]
    [InlineData("c", "c")]
    [InlineData("unknown", "a")]
    public void Step_AskedFor_ElseTheFirstToDo(string? step, string expected) =>
        Assert.Equal(expected, new RunPageView(Run, "first", step).Step?.Key);

    [Fact]
    public void Section_WhereNothingCanBeDone_LeadsToTheOneWhereSomethingCan()
    {
        var view = new RunPageView(Run, "register@store1", null);

        Assert.Null(view.Step);
        Assert.True(view.Waits);
        Assert.Equal("first", view.NextSection?.Key);
        Assert.False(new RunPageView(Run, "first", null).Waits);
    }

    private static SectionDetail Section(string key, string? site, string? title, params StepDetail[] steps) => new(
        key, null, key, SectionMode.ReadDo, site, title, true, false, RunProgress.None, [], steps);

    private static StepDetail Step(string key, StepReadiness readiness = StepReadiness.Ready) => new(
        key, key[..1], key, "Do it.", [], null, StepSource.PortalDefault, null, true,
        readiness == StepReadiness.Done ? StepState.Done : StepState.Open, readiness, readiness == StepReadiness.Ready, 0, null, null, null,
        [], [], []);
}
