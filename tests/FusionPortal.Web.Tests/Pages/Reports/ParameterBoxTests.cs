using Bunit;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Reports;
using FusionPortal.Web.Tests.Kit;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Reports;

/// <summary>A box of the report's form says all it is asked, since the certificate speaks of all of it.</summary>
public sealed class ParameterBoxTests : PortalContext
{
    private IReadOnlyList<string>? _told;

    [Fact]
    public async Task SeveralAccounts_AreEachShown_AndTakenOutOneByOne()
    {
        var box = Box("account", "111122223333", "444455556666");

        Assert.Equal(["111122223333", "444455556666"], box.FindAll(".mud-chip-content").Select(c => c.TextContent.Trim()));
        await box.FindComponents<MudChip<string>>()[0].InvokeAsync(
            () => box.FindComponents<MudChip<string>>()[0].Instance.OnClose.InvokeAsync());
        Assert.Equal(["444455556666"], _told);
    }

    [Fact]
    public void ThoseThatHaveNone_AreNotShownAsAll() =>
        Assert.Equal("none known", Box("organization", "").Find("#r-organization").GetAttribute("value"));

    [Fact]
    public async Task WhatADraftKept_IsChosenAgain()
    {
        var box = Box("organization");

        await box.Find("#r-organization-kept").ChangeAsync(new ChangeEventArgs { Value = """["kiteqa"]""" });

        Assert.Equal(["kiteqa"], _told);
    }

    [Fact]
    public void Words_AreTicks_ThatADraftKnowsByName()
    {
        var box = Box("severity", "high");

        Assert.Equal(["r-severity-high"], box.FindAll("input[type=checkbox]").Where(i => i.HasAttribute("checked"))
            .Select(i => i.GetAttribute("data-draft-name")));
    }

    private IRenderedComponent<ParameterBox> Box(string key, params string[] values) => Render<ParameterBox>(p => p
        .Add(b => b.Key, FindingKeys.All.All.Single(k => k.Name == key)).Add(b => b.Values, values)
        .Add(b => b.Choices, new ParameterChoices(null!, null!, null!, null!))
        .Add(b => b.ValuesChanged, told => _told = told));
}
