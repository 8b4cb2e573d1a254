using System.Runtime.CompilerServices;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Rules;
using Xunit;

namespace FusionPortal.Conventions.Tests.Rules;

/// <summary>
/// docs/rules.md is what the rules say of themselves. With <c>WRITE_EXPECTED=1</c> in the environment the page is written anew instead.
/// </summary>
public sealed class RulesPageTests
{
    private static string Page { get; } = Path.GetFullPath(Path.Combine(Folder(), "../../../docs/rules.md"));

    [Fact]
    public void Page_SaysWhatTheRulesSay()
    {
        var text = string.Join('\n', Lines()) + "\n";
        if (Environment.GetEnvironmentVariable("WRITE_EXPECTED") == "1") File.WriteAllText(Page, text);

        Assert.Equal(text, File.ReadAllText(Page));
    }

    private static IEnumerable<string> Lines()
    {
        yield return "# The rules a convention book can use";
        yield return "";
        yield return "A convention names one of these words in `check:`, and says in `with:` what the rule takes. Written by a "
            + "test from the rules themselves;";
        yield return "[adding.md](adding.md) tells how to add one.";
        foreach (var category in RuleKinds.All.GroupBy(r => r.Category).OrderBy(g => g.Key))
        {
            yield return "";
            yield return $"## {RuleKinds.Title(category.Key)}";
            foreach (var line in category.SelectMany(Lines)) yield return line;
        }
    }

    private static IEnumerable<string> Lines(RuleKind rule)
    {
        yield return "";
        yield return $"### {rule.Label}";
        yield return $"`check: {rule.Word}` judges {Subject(rule)}{Formats(rule)}.";
        yield return "";
        foreach (var parameter in rule.Takes)
            yield return $"- `{parameter.Key}:` {parameter.Says}.{(parameter.Example is { } value ? $" For example `{value}`." : "")}";
        yield return $"- Kept: {rule.Passes.Why}";
        yield return $"- Broken: {rule.Breaks.Why} The finding says: *{ExampleBook.Judge(rule, rule.Breaks).Violations[0].Title}*.";
    }

    private static string Subject(RuleKind rule) => rule.Subject switch
    {
        RuleSubject.Organization => $"clients (`kinds: [{Convention.OrganizationKind}]`)",
        RuleSubject.Account => $"accounts (`kinds: [{Convention.AccountKind}]`)",
        _ => rule is not EstateRule estate ? "resources" : estate.CountsResources ? "clients by their resources" : "resources by others",
    };

    private static string Formats(RuleKind rule) => rule switch
    {
        { SupersededSince: { } superseded } => $", in books before format {superseded.Format}",
        { FirstFormat: > 1 } => $", in books from format {rule.FirstFormat} on",
        _ => "",
    };

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
