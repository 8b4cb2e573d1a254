using FusionPortal.Conventions.Books;
using FusionPortal.Simulator.Estate.Demo;
using Xunit;

namespace FusionPortal.Demo.Tests.Docs;

public sealed class DemoEstatePageTests
{
    private readonly string[] _page = File.ReadAllLines(RepositoryRoot.PathOf("docs", "demo-estate.md"));
    private readonly DemoEstate _estate = DemoEstate.Create();

    [Fact]
    public void Page_ListsExactlyThePlantedViolations()
    {
        var planted = _estate.Truth.Select(truth => $"{truth.ConventionId} | `{truth.Subject}` | {truth.Why}").Order(StringComparer.Ordinal);

        Assert.Equal(planted, Violations().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_ListsExactlyTheNearMisses()
    {
        var planted = _estate.NearMisses.Select(miss => $"| `{miss.Subject}` | {miss.ConventionId} | {miss.Why} |").Order(StringComparer.Ordinal);

        Assert.Equal(planted, RowsAfter("## Near misses").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_GivesEveryConventionItsTitle()
    {
        var titles = ConventionBook.Default.Conventions.ToDictionary(convention => convention.Id, convention => convention.Title);

        Assert.All(_page.Where(line => line.StartsWith("### ", StringComparison.Ordinal)), line =>
        {
            var (id, title) = (line[4..].Split(" · ")[0], line[4..].Split(" · ")[1]);
            Assert.Equal(titles[id], title);
        });
    }

    private IEnumerable<string> Violations()
    {
        var convention = "";
        foreach (var line in _page.TakeWhile(line => line != "## Near misses").SkipWhile(line => line != "## Violations"))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal)) convention = line[4..].Split(' ')[0];
            else if (line.StartsWith("| `", StringComparison.Ordinal)) yield return $"{convention} {line[..^2]}";
        }
    }

    private IEnumerable<string> RowsAfter(string heading) =>
        _page.SkipWhile(line => line != heading).Where(line => line.StartsWith("| `", StringComparison.Ordinal));
}
