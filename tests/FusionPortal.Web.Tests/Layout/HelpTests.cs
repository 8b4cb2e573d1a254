using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using FusionPortal.Web.Components.Help;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Pages.Runs;
using Xunit;

namespace FusionPortal.Web.Tests.Layout;

public sealed class HelpTests
{
    public static TheoryData<string> Topics => [.. HelpTopic.All.Select(t => t.Key)];

    [Fact]
    public void Topics_AreTheDocumentsOfTheProject_AndWhatInstallersRead() =>
        Assert.Equal(
            [
                "aws-permissions", "aws-resources", "checklist-templates", "company-tags", "first-steps", "monitoring", "operations",
                "pages", "placement-verdicts", "questions", "rules", "security",
            ],
            HelpTopic.All.Select(t => t.Key).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_EveryLinkInIt_LeadsToAPlaceThereIs(string key)
    {
        var text = HelpText.Of(HelpTopic.Find(key)!);
        Assert.NotEmpty(text.Html.Value);
        Assert.DoesNotContain("<script", text.Html.Value, StringComparison.OrdinalIgnoreCase);
        var links = Regex.Matches(text.Html.Value, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value)
            .Where(h => !h.StartsWith("https://", StringComparison.Ordinal)).ToArray();

        Assert.Equal([], links.Where(l => !IsThere(l)));
    }

    [Fact]
    public void Pages_ThatSayWhereOneReadsAboutThem_NameAPlaceThereIs()
    {
        var helps = typeof(PageHelp).Assembly.GetTypes().Where(t => t.IsDefined(typeof(HelpAttribute), false))
            .Select(t => (t.Name, Attribute: (HelpAttribute)t.GetCustomAttributes(typeof(HelpAttribute), false).Single())).ToArray();

        Assert.True(helps.Length > 15, $"only {helps.Length} pages say where one reads about them");
        Assert.Equal([], helps.Where(h => !IsThere(PlaceOf(h.Attribute))).Select(h => h.Name));
        Assert.All(helps, h => Assert.NotEmpty(PageHelp.Of(typeof(PageHelp).Assembly.GetTypes().Single(t => t.Name == h.Name)).Title));
    }

    [Fact]
    public void KeysOfARun_AreThoseItsScriptKnows()
    {
        var script = File.ReadAllText(Path.Combine(SourceTree.Root, "wwwroot", "js", "run.js"));
        var known = Regex.Matches(script, "case \"(.)\":").Select(m => m.Groups[1].Value == " " ? "Space" : m.Groups[1].Value);

        var told = PageHelp.Of(typeof(RunPage)).Keys.SelectMany(k => k.Keys.Split(' ')).Except(["Enter"]);

        Assert.Equal(known.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    private static string PlaceOf(HelpAttribute help) => $"/help/{help.Topic}{(help.Section is { } section ? "#" + section : "")}";

    private static bool IsThere(string href)
    {
        var parts = href.Split('#');
        return parts[0].StartsWith("/help/", StringComparison.Ordinal) && HelpTopic.Find(parts[0]["/help/".Length..]) is { } topic
            && (parts.Length == 1 || HelpText.Of(topic).Sections.Any(s => s.Id == parts[1]));
    }
}
