using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Rules;
using FusionPortal.Conventions.Yaml;
using Xunit;

namespace FusionPortal.Conventions.Tests.Rules;

/// <summary>The shipped book with one convention instead of its own, made from what a rule says of itself.</summary>
internal static class ExampleBook
{
    private const string Id = "EXAMPLE-01";

    /// <summary>As people would write it.</summary>
    /// <param name="with">The parameters, already YAML; null for those of the rule's example.</param>
    public static string Yaml(RuleKind rule, IEnumerable<(string Key, string Value)>? with = null)
    {
        var book = ConventionBook.Default.Yaml;
        var format = rule.SupersededSince is { } superseded ? superseded.Format - 1 : ConventionBook.NewestFormat;
        var head = book[..book.IndexOf("\nconventions:", StringComparison.Ordinal)]
            .Replace($"\nformat: {ConventionBook.Default.Format}\n", $"\nformat: {format}\n", StringComparison.Ordinal);
        return $"{head}\nconventions:\n  - id: {Id}\n    title: An example\n    check: {rule.Word}\n    kinds: [\"{Kind(rule)}\"]\n"
            + "    severity: low\n    source: portal-default\n    rationale: To show it.\n    fix: Nothing to do.\n"
                + With(with ?? Example(rule));
    }

    /// <summary>What comes of an example, and what it says.</summary>
    public static VerdictList Judge(RuleKind rule, RuleExample example) =>
        EvaluationPlan.Compile(ConventionBook.Load(Yaml(rule)), example.Records, ScanReach.Everything)
            .Evaluate(example.Resources);

    /// <summary>What is wrong with the rule's convention when it has these parameters.</summary>
    public static (string Yaml, IReadOnlyList<YamlProblem> Problems) Refused(RuleKind rule, IEnumerable<(string Key, string Value)> with)
    {
        var yaml = Yaml(rule, with);
        Assert.False(ConventionBook.TryLoad(yaml, out _, out var problems), $"{rule.Word} takes {string.Join(", ", with)}");
        return (yaml, problems);
    }

    /// <summary>The parameters of the rule's own example.</summary>
    public static IEnumerable<(string Key, string Value)> Example(RuleKind rule) =>
        rule.Takes.Where(p => p.Example is not null).Select(p => (p.Key, p.Example!));

    private static string Kind(RuleKind rule) => rule.Subject switch
    {
        RuleSubject.Organization => Convention.OrganizationKind,
        RuleSubject.Account => Convention.AccountKind,
        _ => rule.ExampleKind,
    };

    private static string With(IEnumerable<(string Key, string Value)> with) =>
        string.Concat(with.Select(p => $"      {p.Key}: {p.Value}\n")) is { Length: > 0 } lines ? "    with:\n" + lines : "";
}
