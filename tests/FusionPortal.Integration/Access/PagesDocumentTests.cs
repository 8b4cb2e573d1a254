using FusionPortal.TestKit.Running;
using FusionPortal.Web.Components.Layout;
using Xunit;

namespace FusionPortal.Integration.Access;

/// <summary>
/// docs/pages.md is what the pages say of themselves. With <c>WRITE_EXPECTED=1</c> in the environment it is written anew instead.
/// </summary>
public sealed class PagesDocumentTests
{
    private static string Document { get; } = Path.Combine(SourceTree.Root, "docs", "pages.md");

    [Fact]
    public void Document_SaysWhatThePagesSay()
    {
        var text = string.Join('\n', Lines()) + "\n";
        if (Environment.GetEnvironmentVariable("WRITE_EXPECTED") == "1") File.WriteAllText(Document, text);

        Assert.Equal(text, File.ReadAllText(Document));
    }

    // Opened to everybody by one attribute, so that one is said a second time here.
    [Fact]
    public void PagesWithoutSigningIn_AreTheseAlone() =>
        Assert.Equal(
            ["/access-denied", "/error", "/not-found", "/recover", "/sign-in", "/signed-out"],
            PortalPages.All.Where(p => p.IsPublic).Select(p => p.Route));

    [Fact]
    public void PagesOfOverseersAndWorkers_AreTheseAlone() =>
        Assert.Equal(
            [
                "/accounts overseers", "/audit overseers", "/clients/new workers", "/clients/seen-in-aws overseers", "/people overseers",
                "/runs/new workers", "/shared-resources/new workers",
            ],
            PortalPages.All.Select(p => (p.Route, Who: Word(p))).Where(p => p.Who is not ("all" or "anyone"))
                .Select(p => $"{p.Route} {p.Who}"));

    private static IEnumerable<string> Lines()
    {
        yield return "# The portal's pages";
        yield return "";
        yield return "Written by a test from the pages' own attributes. *workers* are Installer, Lead and Administrator; *overseers* Lead, "
            + "Auditor and Administrator. What one may do on a page can be less: the page says so.";
        yield return "";
        yield return "| address | who | what for |";
        yield return "|---|---|---|";
        foreach (var page in PortalPages.All) yield return $"| `{page.Route}` | {Word(page)} | {page.Purpose} |";
    }

    private static string Word(PortalPage page) => AccessTable.Rows.Single(r => r.IsPage && r.Route == page.Route).Allowed switch
    {
        Who.Anyone => "anyone",
        Who.Everyone => "all",
        Who.Installer | Who.Lead | Who.Administrator => "workers",
        Who.Lead | Who.Auditor | Who.Administrator => "overseers",
        var who => who.ToString(),
    };
}
