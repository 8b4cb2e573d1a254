using System.Text.RegularExpressions;
using Bunit;
using FusionPortal.Core;
using FusionPortal.Web.Components.Shared;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

public sealed class StateTests : BunitContext
{
    [Fact]
    public void Failed_WithReference_OffersRetryAndCopy()
    {
        var retried = 0;
        var state = Render<FailedState>(p => p.Add(s => s.Title, "The findings did not load").Add(s => s.Reference, "7c1f0942")
            .AddChildContent("Nothing was changed.").Add(s => s.OnRetry, () => retried++));

        Assert.Equal("alert", state.Find(".state-frame").GetAttribute("role"));
        Assert.Equal("7c1f0942", state.Find("[data-copy]").GetAttribute("data-copy"));
        state.Find("button.mud-button-outlined").Click();
        Assert.Equal(1, retried);
    }

    [Fact]
    public void Failed_WithoutRetry_HasNoButtonThatDoesNothing() =>
        Assert.Empty(Render<FailedState>(p => p.Add(s => s.Title, "The findings did not load")).FindAll("button"));

    [Fact]
    public void Denied_Page_NamesWhatItNeedsAndWhatOneHas()
    {
        var state = Render<DeniedState>(p => p.Add(s => s.Title, "You cannot open People").Add(s => s.Heading, "h1")
            .Add(s => s.Roles, new HashSet<Role> { Role.Installer }).Add(s => s.Needs, [Role.Lead, Role.Administrator]));

        Assert.Equal("You cannot open People", state.Find("h1").TextContent);
        Assert.Contains(
            "It needs Lead or Administrator; you are signed in as Installer.", Regex.Replace(state.Find("p").TextContent, @"\s+", " "),
                StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_BecauseOfFilters_DoesNotLookLikeGoodNews()
    {
        Assert.NotEmpty(Render<EmptyState>(p => p.Add(s => s.Kind, EmptyKind.Good).Add(s => s.Title, "No mix-ups")).FindAll(".text-pass"));
        Assert.Empty(
            Render<EmptyState>(p => p.Add(s => s.Kind, EmptyKind.Filtered).Add(s => s.Title, "Nothing matches")).FindAll(".text-pass"));
        Assert.Empty(
            Render<EmptyState>(p => p.Add(s => s.Kind, EmptyKind.NothingYet).Add(s => s.Title, "No runs yet")).FindAll(".text-pass"));
    }

    [Fact]
    public void FieldError_WithoutMessage_IsAnEmptyLiveRegion()
    {
        var error = Render<FieldError>(p => p.Add(e => e.Id, "org-error"));
        Assert.Empty(error.Find("#org-error[role=alert]").TextContent);

        error.Render(p => p.Add(e => e.Message, "Only letters and digits"));
        Assert.Equal("Only letters and digits", error.Find("#org-error").TextContent);
    }

    [Fact]
    public void Tabs_CurrentOne_IsSaidByAriaCurrentAlone()
    {
        var tabs = Render<TabLinks>(p => p.Add(t => t.Label, "Saved views").Add(t => t.Items,
            [new TabLink("?view=all", "All open", true, 504), new TabLink("?view=mix-ups", "Mix-ups", false)]));

        Assert.Equal("All open504", tabs.Find("a[aria-current=page]").TextContent);
        Assert.Equal("?view=mix-ups", tabs.Find("a:not([aria-current])").GetAttribute("href"));
    }
}
