using FusionPortal.Core;
using FusionPortal.Core.Search;
using FusionPortal.TestKit;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Search;
using Xunit;

namespace FusionPortal.Web.Tests.Layout;

/// <summary>What the palette knows without asking: pages, acts, glyphs, what was typed.</summary>
public sealed class PaletteTests
{
    [Fact]
    public void EveryKind_HasItsGlyph() =>
        Assert.Empty(
            typeof(SearchSource).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(SearchSource)))
                .Select(t => KindOf(t)).Except(PaletteIcons.ByKind.Keys));

    [Fact]
    public void EveryPageOnePlaceIsFor_IsOffered() =>
        Assert.Empty(
            PortalPages.All.Where(p => !p.IsPublic && !p.Route.Contains('{') && p.Navigation is null && p.Offered is null)
                .Select(p => $"{p.Route} says neither [Navigation] nor [Offered]"));

    [Theory]
    [InlineData(Role.Installer, true, false)]
    [InlineData(Role.Lead, true, true)]
    [InlineData(Role.Auditor, false, true)]
    [InlineData(Role.Administrator, true, true)]
    public void Pages_AreThoseOneMayOpen(Role role, bool works, bool oversees)
    {
        var actor = TestActors.Of(role);

        Assert.Equal(works, PalettePages.Acts("new client", actor).Any(i => i.Href == "/clients/new"));
        Assert.Equal(oversees, PalettePages.Pages("audit", actor).Any(i => i.Href == "/audit"));
        Assert.Contains(PalettePages.Pages("FIND", actor), i => i.Href == "/findings");
        Assert.Empty(PalettePages.Pages("nothing of the kind", actor));
    }

    [Theory]
    [InlineData("fusion-rms-kiteqa", "kite", "fusion-rms-|[kite]|qa")]
    [InlineData("Kité Cycles", "KITE cyc", "[Kité]| |[Cyc]|les")]
    [InlineData("Kite\u0301 Cycles", "kite", "[Kite\u0301]| Cycles")]
    [InlineData("100 % of it", "%", "100 |[%]| of it")]
    [InlineData("nothing", "kite", "nothing")]
    [InlineData("", "kite", "")]
    [InlineData("aaa", "aa a", "[aaa]")]
    public void WhatWasTyped_IsMarked(string line, string typed, string expected) =>
        Assert.Equal(
            expected,
            string.Join('|', PaletteText.Split(line, typed.Split(' ')).Select(part => part.IsTyped ? $"[{part.Text}]" : part.Text)));

    private static string KindOf(Type source) =>
        ((SearchSource)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(source)).Kind;
}
