using FusionPortal.Conventions.Books;
using FusionPortal.Demo.Identity;
using FusionPortal.Simulator.Estate.Demo;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Docs;

public sealed class DemoEstatePageTests
{
    private readonly string[] _page = File.ReadAllLines(SourceTree.PathOf("docs", "demo-estate.md"));
    private readonly DemoEstate _estate = DemoEstate.Create();

    [Fact]
    public void Page_ListsExactlyThePlantedViolations()
    {
        var planted = _estate.Truth.Select(truth => $"{truth.ConventionId} | `{truth.Subject}` | {truth.Why}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(planted, Violations().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_ListsExactlyTheNearMisses()
    {
        var planted = _estate.NearMisses.Select(miss => $"| `{miss.Subject}` | {miss.ConventionId} | {miss.Why} |")
            .Order(StringComparer.Ordinal);

        Assert.Equal(planted, RowsOf("## Near misses").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_ListsExactlyWhatOnlyAFullScanSees()
    {
        var planted = _estate.ListedTruth.Concat(_estate.CreatorTruth)
            .Select(truth => $"| `{truth.Subject}` | {truth.ConventionId} | {truth.Why} |").Order(StringComparer.Ordinal);

        Assert.Equal(planted, RowsOf("## Seen by a full scan only").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_CountsWhatItLists()
    {
        Assert.Contains(_page, line => line.StartsWith($"{_estate.Truth.Count} in all ", StringComparison.Ordinal));
        Assert.Contains(
            _page, line => line.StartsWith($"{_estate.ListedTruth.Count + _estate.CreatorTruth.Count} more", StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_CountsWhatIsPlanted_AndWhoMaySignIn()
    {
        var readme = SourceTree.Read("README.md");

        Assert.Contains(
            $"{_estate.Truth.Count + _estate.ListedTruth.Count + _estate.CreatorTruth.Count} open findings", readme,
            StringComparison.Ordinal);
        Assert.Equal(5, Persona.People.Count);
        Assert.Contains("five people", readme, StringComparison.Ordinal);
        Assert.Contains(string.Join(", ", Persona.Clients.Select(c => $"`{c.SubjectId}`")), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_CountsAccountsRegionsAndClients()
    {
        var accounts = _estate.Estate.Accounts;

        Assert.Equal((5, 3, 2), (accounts.Count, accounts.Count(a => a.State == "ACTIVE"), _estate.Estate.Regions.Count));
        Assert.Contains(_page, line => line.Contains("five accounts of which three are in use, two regions", StringComparison.Ordinal));
        Assert.Contains(_page, line => line.Contains($" {_estate.Clients.Count} clients", StringComparison.Ordinal));
        Assert.InRange(_estate.Estate.All.Count(), 900, 1_100);
        Assert.All(accounts, a => Assert.Contains(_page, line => line.StartsWith($"| {a.Name} | {a.Id} |", StringComparison.Ordinal)));
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
        foreach (var line in Section("## Violations"))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal)) convention = line[4..].Split(' ')[0];
            else if (line.StartsWith("| `", StringComparison.Ordinal)) yield return $"{convention} {line[..^2]}";
        }
    }

    private IEnumerable<string> RowsOf(string heading) => Section(heading).Where(line => line.StartsWith("| `", StringComparison.Ordinal));

    private IEnumerable<string> Section(string heading) =>
        _page.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
}
