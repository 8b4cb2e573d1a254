using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>docs/commands.md: the commands there are, the packages they install and the lines they print.</summary>
public sealed partial class CommandsDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "commands.md"));

    [Fact]
    public void Table_HasEveryCommand() => Assert.Equal(
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "eng"), "*.sh").Select(f => $"eng/{Path.GetFileName(f)}")
            .Order(StringComparer.Ordinal),
        Row().Matches(Page).Select(m => m.Groups[1].Value).Where(n => n.StartsWith("eng/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Packages_AreThoseThatSetupInstalls() => Assert.Equal(
        Missing().Matches(Script("setup")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal),
        Row().Matches(Page).Select(m => m.Groups[1].Value).Where(n => !n.Contains('/')).Order(StringComparer.Ordinal));

    [Fact]
    public void Lines_AreThoseThatTheScriptsPrint()
    {
        var lines = Said().Matches(Page).Select(m => (Script: m.Groups[1].Value, Line: m.Groups[2].Value)).ToList();

        Assert.True(lines.Count >= 6);
        Assert.All(
            lines, l =>
            Assert.Contains(
            $"say \"{l.Line}\"", Known(Script(l.Script)), StringComparison.Ordinal));
        // And none that it prints before the demo is up is left out.
        Assert.Equal(
            Say().Matches(Script("demo")).Select(m => m.Groups[1].Value), lines.Where(l => l.Script == "demo").Select(l => l.Line));
        // Of setup, where lines stand in functions, in the order of a machine without PostgreSQL and lists of packages.
        Assert.Equal(
            SayAnywhere().Matches(Known(Script("setup"))).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal),
            lines.Where(l => l.Script == "setup").Select(l => l.Line).Order(StringComparer.Ordinal));
        var order = lines.Where(l => l.Script == "setup").Select(l => l.Line.Split(' ')[0]);
        Assert.Equal(["installing", "writing", "fetching", "done"], order);
    }

    [Fact]
    public void Programs_ThatAreNotInstalled_AreNamed() => Assert.Contains(
        Needed().Match(Script("pictures")).Groups[1].Value, Named().Matches(Page).Select(m => m.Groups[1].Value));

    [Fact]
    public void Steps_OfTheTests_AreNamed() => Assert.All(
        Step().Matches(Script("test")).Select(m => m.Groups[1].Value), step =>
            Assert.Contains($"`== {step}`", Page, StringComparison.Ordinal));

    private static string Known(string script) => script.Replace("$package", "postgresql", StringComparison.Ordinal)
        .Replace("$config", "/etc/postgresql-common/createcluster.conf", StringComparison.Ordinal);

    private static string Script(string name) => File.ReadAllText(Path.Combine(SourceTree.Root, "eng", name + ".sh"));

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"missing\+=\(([\w-]+)\)")]
    private static partial Regex Missing();

    [GeneratedRegex(@"^(demo|setup): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Said();

    [GeneratedRegex("^say \"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Say();

    [GeneratedRegex("\\bsay \"([^\"]+)\"")]
    private static partial Regex SayAnywhere();

    [GeneratedRegex(@"^command -v (\w+) >/dev/null \|\|", RegexOptions.Multiline)]
    private static partial Regex Needed();

    [GeneratedRegex(@"Nor is Node \(`(\w+)`\)")]
    private static partial Regex Named();

    [GeneratedRegex("^step \"(\\w+)\"", RegexOptions.Multiline)]
    private static partial Regex Step();
}
