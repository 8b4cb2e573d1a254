using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Access;

/// <summary>docs/pages.md lists the pages there are and who may open them, as the table of access does.</summary>
public sealed class PagesDocumentTests
{
    [Fact]
    public void Document_ListsEveryPage_WithWhoMayOpenIt()
    {
        var listed = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "pages.md"))
            .Where(l => l.StartsWith("| `/", StringComparison.Ordinal)).Select(l => l.Split('|', 5))
                .Select(c => $"{c[1].Trim(' ', '`')} {c[2].Trim()}").ToList();

        var pages = AccessTable.Rows.Where(r => r is { Method: "GET", IsPage: true }).Select(r => $"{r.Route} {Word(r.Allowed)}").ToList();
        Assert.NotEmpty(pages);
        Assert.Equal(pages.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string Word(Who who) => who switch
    {
        Who.Anyone => "anyone",
        Who.Everyone => "all",
        Who.Installer | Who.Lead | Who.Administrator => "workers",
        Who.Lead | Who.Auditor | Who.Administrator => "overseers",
        _ => who.ToString(),
    };
}
