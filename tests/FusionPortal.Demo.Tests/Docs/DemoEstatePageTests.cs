using System.Text.RegularExpressions;
using FusionPortal.Conventions.Books;
using FusionPortal.Demo.Identity;
using FusionPortal.Simulator.Estate.Demo;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Docs;

/// <summary>The page says what is planted. WRITE_EXPECTED=1 writes the rows of its two long tables, and the numbers.</summary>
public sealed partial class DemoEstatePageTests
{
    private readonly DemoEstate _estate = DemoEstate.Create();
    private readonly string[] _page;

    public DemoEstatePageTests()
    {
        var path = SourceTree.PathOf("docs", "demo-estate.md");
        if (Environment.GetEnvironmentVariable("WRITE_EXPECTED") == "1")
        {
            File.WriteAllText(path, Written(File.ReadAllText(path)));
            var readme = SourceTree.PathOf("README.md");
            File.WriteAllText(readme, OpenFindings().Replace(File.ReadAllText(readme), $"{Planted} open findings", 1));
        }

        _page = File.ReadAllLines(path);
    }

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
        var planted = NearMisses().Select(row => row.Line).Order(StringComparer.Ordinal);

        Assert.Equal(planted, RowsOf("## Near misses").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_ListsExactlyWhatOnlyAFullScanSees()
    {
        var planted = Listed().Select(row => row.Line).Order(StringComparer.Ordinal);

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

        Assert.Contains($"{Planted} open findings", readme, StringComparison.Ordinal);
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

    [Fact]
    public void Page_TellsThePast() => Assert.Equal(
        PastTold.Rows, Section("## Its past").Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2])));

    private int Planted => _estate.Truth.Count + _estate.ListedTruth.Count + _estate.CreatorTruth.Count;

    private IEnumerable<(string Id, string Line)> NearMisses() =>
        _estate.NearMisses.Select(miss => (miss.ConventionId, $"| `{miss.Subject}` | {miss.ConventionId} | {miss.Why} |"));

    private IEnumerable<(string Id, string Line)> Listed() => _estate.ListedTruth.Concat(_estate.CreatorTruth)
        .Select(truth => (truth.ConventionId, $"| `{truth.Subject}` | {truth.ConventionId} | {truth.Why} |"));

    private string Written(string page)
    {
        var lines = page.Split('\n').ToList();
        WriteViolations(lines);
        WriteRows(lines, "## Near misses", NearMisses());
        WriteRows(lines, "## Seen by a full scan only", Listed());
        lines.RemoveRange(lines.IndexOf("| day | what |") + 2, lines.Count - lines.IndexOf("| day | what |") - 2);
        lines.AddRange([.. PastTold.Rows, ""]);
        var text = InAll().Replace(string.Join('\n', lines), $"{_estate.Truth.Count} in all that", 1);
        return MoreThanTags().Replace(text, $"{_estate.ListedTruth.Count + _estate.CreatorTruth.Count} more, which", 1);
    }

    // A section for each convention, in the order of their ids, with its rows in the order of planting.
    private void WriteViolations(List<string> lines)
    {
        var titles = ConventionBook.Default.Conventions.ToDictionary(convention => convention.Id, convention => convention.Title);
        var first = lines.FindIndex(line => line.StartsWith("### ", StringComparison.Ordinal));
        var end = lines.IndexOf("## Seen by a full scan only");
        lines.RemoveRange(first, end - first);
        lines.InsertRange(first, _estate.Truth.GroupBy(truth => truth.ConventionId).OrderBy(g => g.Key, StringComparer.Ordinal)
            .SelectMany(g => (string[])
            [
                $"### {g.Key} · {titles[g.Key]}", "", "| what | why |", "|---|---|",
                .. g.Select(truth => $"| `{truth.Subject}` | {truth.Why} |"), "",
            ]));
    }

    // Rows stay where they are; a new one follows the last of its convention, or the table's last.
    private static void WriteRows(List<string> lines, string heading, IEnumerable<(string Id, string Line)> rows)
    {
        var planted = rows.ToList();
        var from = lines.IndexOf(heading);
        int End() => lines.FindIndex(from, line => line.StartsWith("| `", StringComparison.Ordinal)) is var first
            ? first + lines.Skip(first).TakeWhile(line => line.StartsWith("| `", StringComparison.Ordinal)).Count() : first;
        for (var i = End() - 1; lines[i].StartsWith("| `", StringComparison.Ordinal); i--)
            if (planted.TrueForAll(row => row.Line != lines[i])) lines.RemoveAt(i);
        foreach (var (id, line) in planted)
        {
            if (lines.IndexOf(line, from) is var known && known >= 0 && known < End()) continue;
            var last = lines.FindLastIndex(End() - 1, End() - from, other => other.Contains($"` | {id} | ", StringComparison.Ordinal));
            lines.Insert(last < 0 ? End() : last + 1, line);
        }
    }

    [GeneratedRegex("(?<=\n)[0-9]+ more, which")]
    private static partial Regex MoreThanTags();

    [GeneratedRegex("(?<=\n)[0-9]+ in all that")]
    private static partial Regex InAll();

    [GeneratedRegex("[0-9]+ open findings")]
    private static partial Regex OpenFindings();

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
