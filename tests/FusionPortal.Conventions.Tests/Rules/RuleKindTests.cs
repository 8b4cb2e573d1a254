using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;
using FusionPortal.Conventions.Yaml;
using Xunit;

namespace FusionPortal.Conventions.Tests.Rules;

/// <summary>What every kind of rule has to say of itself, and that it judges as it says.</summary>
public sealed partial class RuleKindTests
{
    private static string Source { get; } = Path.GetFullPath(Path.Combine(Folder(), "../../../src"));

    [Fact]
    public void EveryRule_HasItsWordAndALabel_InItsOwnFile()
    {
        Assert.All(RuleKinds.All, rule =>
        {
            var type = rule.GetType();
            Assert.True(type.IsSealed && type.IsPublic);
            Assert.Matches("^[a-z]+(-[a-z][a-z0-9]*)*$", rule.Word);
            // The file is found from the word that stands in the book.
            Assert.Equal(rule.Word.Replace("-", "", StringComparison.Ordinal), type.Name, ignoreCase: true);
            Assert.True(File.Exists(Path.Combine(Source, "FusionPortal.Conventions", "Rules", type.Name + ".cs")), type.Name);
            Assert.Same(rule, RuleKinds.ByWord[rule.Word]);
            Assert.InRange(rule.Label.Length, 10, 60);
            Assert.True(char.IsAsciiLetterUpper(rule.Label[0]) && !rule.Label.EndsWith('.'), rule.Label);
            Assert.NotEmpty(RuleKinds.Title(rule.Category));
            Assert.InRange(rule.FirstFormat, 1, ConventionBook.NewestFormat);
            Assert.True(rule.ExampleKind == Convention.AnyKind || ResourceKinds.IsKnown(rule.ExampleKind), rule.ExampleKind);
        });
        Assert.Equal(RuleKinds.All.Count, RuleKinds.All.Select(r => r.Label).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(RuleKinds.All.Count, RuleKinds.ByWord.Count);
    }

    [Fact]
    public void EveryRule_JudgesItsExamplesAsItSays() => Assert.All(RuleKinds.All, rule =>
    {
        var kept = ExampleBook.Judge(rule, rule.Passes);
        Assert.Empty(kept.Violations.Select(v => v.Title));
        Assert.Empty(kept.NotEvaluated);
        Assert.NotEmpty(kept.Passes);

        var broken = ExampleBook.Judge(rule, rule.Breaks);
        // Once; where two resources are wrong by each other, each of them is told.
        Assert.InRange(broken.Violations.Count, 1, rule is EstateRule ? 2 : 1);
        var violation = broken.Violations[0];
        Assert.Empty(broken.NotEvaluated);
        Assert.All(
            (string[])[violation.Title, violation.Expected, violation.Actual], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        if (rule.Place is { } place) Assert.Equal(place, violation.Evidence.Verdict);
        Assert.All((RuleExample[])[rule.Passes, rule.Breaks], example =>
        {
            Assert.EndsWith(".", example.Why, StringComparison.Ordinal);
            Assert.InRange(example.Why.Length, 15, 120);
        });
    });

    [Fact]
    public void EveryParameter_ThatIsWrong_IsToldAtItsLineAndColumn() =>
        Assert.All(RuleKinds.All.SelectMany(r => r.Takes, (r, p) => (r, p)), taken =>
    {
        var (rule, parameter) = taken;
        var rest = ExampleBook.Example(rule).Where(p => p.Key != parameter.Key).ToList();

        var (yaml, problems) = ExampleBook.Refused(rule, rest.Append((parameter.Key, parameter.Wrong)));

        var text = $"      {parameter.Key}: {parameter.Wrong}";
        var place = new YamlPlace(LineOf(yaml, text), text.IndexOf(": ", StringComparison.Ordinal) + 3);
        var problem = Assert.Single(problems, p => p.Place == place);
        Assert.True(
            problem.Message.Contains($"\"{parameter.Wrong}\"", StringComparison.Ordinal)
            || problem.Message.Contains($"\"{parameter.Key}\"", StringComparison.Ordinal), problem.Message);
        // Left out, it is missed or has a value of its own.
        var read = ConventionBook.TryLoad(ExampleBook.Yaml(rule, rest), out _, out var missed);
        Assert.True(read || missed.All(p => p.Message.Contains($"\"{parameter.Key}\" is missing", StringComparison.Ordinal)), rule.Word);
    });

    [Fact]
    public void EveryRule_RefusesWhatItDoesNotTake_WithWhatItDoes() => Assert.All(RuleKinds.All, rule =>
    {
        var (yaml, problems) = ExampleBook.Refused(rule, ExampleBook.Example(rule).Append(("colour", "blue")));

        var problem = Assert.Single(problems);
        Assert.Equal(new(LineOf(yaml, "      colour: blue"), 7), problem.Place);
        Assert.StartsWith("\"colour\" is not known in the parameters of EXAMPLE-01.", problem.Message, StringComparison.Ordinal);
        Assert.All(rule.Takes, p => Assert.Contains(p.Key, problem.Message, StringComparison.Ordinal));
    });

    [Fact]
    public void EveryRule_IsRefusedInABookOfAFormatThatDoesNotKnowIt() => Assert.All(RuleKinds.All, rule =>
    {
        var yaml = ExampleBook.Yaml(rule);
        foreach (var format in Enumerable.Range(2, ConventionBook.NewestFormat - 1))
        {
            var text = Format().Replace(yaml, $"format: {format}", 1);
            var known = format >= rule.FirstFormat && !(format >= rule.SupersededSince?.Format);

            Assert.Equal(known, ConventionBook.TryLoad(text, out _, out var problems));
            if (!known) Assert.Equal(LineOf(text, "    check: " + rule.Word), Assert.Single(problems).Line);
        }
    });

    [Fact]
    public void Code_OutsideARulesFile_NeitherWritesItsWordNorChoosesByRule()
    {
        var words = string.Join('|', RuleKinds.All.Select(r => r.Word));
        var names = string.Join('|', RuleKinds.All.Select(r => r.GetType().Name));
        var said = new Regex($"""["']({words})["']""", RegexOptions.CultureInvariant);
        var chosen = new Regex($@"(\bis|\bcase|\bor)\s+(not\s+)?({names})\b|\b({names})(\s+or\b|\s*=>)", RegexOptions.CultureInvariant);
        var files = Files("FusionPortal.Conventions/Rules/");

        Assert.Matches(said, "        (\"tag-present\", 1),");
        Assert.Matches(chosen, "        c.Rule is TagKnown or TagPresent");
        // "production-account-hosts" is a setting of the book too.
        Assert.Empty(
            from file in files
            let text = File.ReadAllText(file)
            from hit in said.Matches(text).Concat(chosen.Matches(text)).Select(m => m.Value)
            where hit.Trim('"') != RuleKinds.Of<ProductionAccountHosts>().Word || !file.EndsWith("BookLoader.cs", StringComparison.Ordinal)
            select $"{Path.GetRelativePath(Source, file)}: {hit}");
    }

    /// <summary>Ids are a book's: people write books of their own. The demo's estate and its past are planted by those of the shipped
    /// one.</summary>
    [Fact]
    public void Code_NamesNoConventionOfABook()
    {
        var books = ConventionBook.Shipped.Select(s => ConventionBook.Load(s.Text)).Append(ConventionBook.Default);
        var ids = string.Join('|', books.SelectMany(b => b.Conventions).Select(c => c.Id).Distinct());
        var named = new Regex($"\"({ids})\"", RegexOptions.CultureInvariant);

        Assert.Matches(named, "if (finding.ConventionId == \"ENV-01\")");
        Assert.DoesNotContain(
            Files("FusionPortal.Simulator/Estate/Demo/").Where(f => !f.Contains("FusionPortal.Demo/Past/", StringComparison.Ordinal)),
            f => named.IsMatch(File.ReadAllText(f)));
    }

    private static string[] Files(string without)
    {
        var files = Directory.GetFiles(Source, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".js")
            .Where(f => !InOutput().IsMatch(f) && !f.Contains(without, StringComparison.Ordinal)).ToArray();
        Assert.True(files.Length > 500, $"only {files.Length} files found");
        return files;
    }

    private static int LineOf(string yaml, string line) => 1 + Array.IndexOf(yaml.Split('\n'), line);

    [GeneratedRegex("(?<=\n)format: [0-9]+")]
    private static partial Regex Format();

    [GeneratedRegex("[/\\\\](bin|obj)[/\\\\]")]
    private static partial Regex InOutput();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
