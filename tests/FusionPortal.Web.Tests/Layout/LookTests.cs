using System.Reflection;
using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using MudBlazor;
using MudBlazor.Utilities;
using Xunit;

namespace FusionPortal.Web.Tests.Layout;

public sealed class LookTests
{
    private static readonly (string Token, Func<Palette, MudColor> Color)[] Pairs =
    [
        ("accent", p => p.Primary), ("pass", p => p.Success), ("fail", p => p.Error), ("warn", p => p.Warning), ("hold", p => p.Tertiary),
        ("accent", p => p.Info), ("text-2", p => p.Secondary), ("text", p => p.Dark), ("text", p => p.TextPrimary),
            ("text-2", p => p.TextSecondary),
        ("text-3", p => p.TextDisabled), ("surface", p => p.Background), ("inset", p => p.BackgroundGray), ("surface", p => p.Surface),
        ("canvas", p => p.DrawerBackground), ("surface", p => p.AppbarBackground), ("line", p => p.LinesDefault),
            ("line", p => p.TableLines),
        ("line-control", p => p.LinesInputs), ("hover", p => p.TableHover), ("pressed", p => p.Skeleton),
    ];

    [Fact]
    public void MudTheme_OfBothThemes_HasTheValuesOfTheTokens()
    {
        var css = File.ReadAllText(Path.Combine(SourceTree.Root, "wwwroot", "css", "tokens.css"));
        var dark = css.IndexOf(":root[data-theme=\"dark\"]", StringComparison.Ordinal);
        AssertSame(css[..dark], PortalTheme.Theme.PaletteLight);
        AssertSame(css[dark..], PortalTheme.Theme.PaletteDark);

        static void AssertSame(string tokens, Palette palette)
        {
            foreach (var (token, color) in Pairs)
                Assert.Equal((token, Token(tokens, token)), (token, color(palette).ToString(MudColorOutputFormats.Hex).ToUpperInvariant()));
        }
    }

    /// <summary>The journeys ask the dark theme for its contrast only, which is enough as long as this holds.</summary>
    [Fact]
    public void Themes_DifferInColoursOnly()
    {
        var folders =
            new[] { Path.Combine(SourceTree.Root, "wwwroot"), Path.Combine(SourceTree.Root, "src", "FusionPortal.Web", "Components") };
        var choosing = folders.SelectMany(f => Directory.GetFiles(f, "*.css", SearchOption.AllDirectories))
            // The build makes it of the others.
            .Where(f => Path.GetFileName(f) != "styles.css")
            .Where(f => Regex.IsMatch(Uncommented(f), @"\[data-theme|prefers-color-scheme")).Select(Path.GetFileName);
        Assert.Equal(["tokens.css"], choosing);

        var css = Uncommented(Path.Combine(SourceTree.Root, "wwwroot", "css", "tokens.css"));
        var dark = Assert.Single(Regex.Matches(css, @"[^}]*\[data-theme[^{]*\{([^}]*)\}")).Groups[1].Value;
        var set = dark.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.True(set.Length > 40, $"only {set.Length} declarations found");
        Assert.All(
            set,
            line => Assert.Matches(@"^(color-scheme:dark|--[a-z0-9-]+:(#|rgba\(|linear-gradient\(|0 0 0 )(?s:.*))$", line));

        static string Uncommented(string file) => Regex.Replace(File.ReadAllText(file), @"/\*.*?\*/", "", RegexOptions.Singleline);
    }

    [Fact]
    public void Icons_EveryName_IsDrawnOnce()
    {
        var names = typeof(PortalIcons).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral)
            .Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(names.Order(StringComparer.Ordinal), DrawnIcons.All.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/runs", "/runs", true)]
    [InlineData("/runs", "/runs/0199", true)]
    [InlineData("/runs", "/runs-archive", false)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/runs", false)]
    public void Page_OnAPath_IsCurrentOnItselfAndBelow(string route, string path, bool expected) =>
        Assert.Equal(expected, PortalPages.All.Single(p => p.Route == route).IsCurrent(path));

    [Fact]
    public void Navigation_HasEachPlaceOnce_AndOnlyIconsThereAre()
    {
        var entries = PortalPages.InNavigation.Select(p => p.Navigation!).ToArray();

        Assert.NotEmpty(entries);
        Assert.Equal(entries.Select(e => e.Place).Distinct(), entries.Select(e => e.Place));
        Assert.All(entries, e => Assert.Contains(e.Icon, DrawnIcons.All));
        Assert.DoesNotContain(PortalPages.InNavigation, p => p.IsPublic || p.Route.Contains('{', StringComparison.Ordinal));
    }

    private static string Token(string css, string name) =>
        Regex.Match(css, $@"--{Regex.Escape(name)}:\s*(#[0-9A-Fa-f]{{6}})").Groups[1].Value.ToUpperInvariant();
}
