using System.Text.Json;
using System.Text.Json.Nodes;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Rules;
using Xunit;

namespace FusionPortal.Conventions.Tests.Rules;

/// <summary>
/// AWS and its stand-ins leave facts out, send null, another type, or more than anybody expects. No rule falls over one, and none takes
/// what it could not read for right.
/// </summary>
public sealed class OddFactTests
{
    private static readonly string Huge = new('x', 200_000);

    private static readonly (string What, Func<JsonNode?> Make)[] Odd =
    [
        ("null", () => null), ("a number", () => 7), ("a huge number", () => JsonNode.Parse("1e400")),
        ("a negative number", () => -1), ("no text", () => ""), ("a blank", () => " "), ("a huge text", () => Huge),
        ("true", () => true), ("no list", () => new JsonArray()), ("a list of nothing", () => new JsonArray(null, null)),
        ("a list of lists", () => new JsonArray(new JsonArray(), new JsonObject())), ("an object", () => new JsonObject { ["a"] = 1 }),
        ("a list of odd objects", () => new JsonArray(new JsonObject { ["protocol"] = 7, ["source"] = new JsonArray() })),
        ("a text of another script", () => "\u202e\u0430\u0000"),
    ];

    [Fact]
    public void EveryFact_MayBeAnything_AndNoRuleFallsOver() => Assert.All(RuleKinds.All, rule =>
    {
        var book = ConventionBook.Load(ExampleBook.Yaml(rule));
        foreach (var example in (RuleExample[])[rule.Passes, rule.Breaks])
            foreach (var (changed, what) in Changed(example))
            {
                var verdicts = EvaluationPlan.Compile(book, example.Records, ScanReach.Everything).Evaluate(changed);
                Assert.All(
                    verdicts.Violations, v => Assert.True(v.Title.Length is > 0 and < 2_000, $"{rule.Word}, {what}: {v.Title.Length}"));
                Assert.All(verdicts.NotEvaluated, v => Assert.True(v.Reason.Length > 0 && v.Answer.Length > 0, $"{rule.Word}, {what}"));
            }
    });

    /// <summary>What is set up rightly by a fact is not known to be without it.</summary>
    [Fact]
    public void RuleByFacts_WithoutAnyFact_PassesNothing() => Assert.All(
        RuleKinds.All.Where(r => r.Category == RuleCategory.Configuration && r.Passes.Resources.Any(o => o.Facts is not null)), rule =>
    {
        var unread = rule.Passes.Resources.Select(o => o with { Facts = null });

        var verdicts = EvaluationPlan.Compile(ConventionBook.Load(ExampleBook.Yaml(rule)), rule.Passes.Records, ScanReach.Everything)
            .Evaluate(unread);

        Assert.Empty(verdicts.Passes.Select(p => $"{rule.Word} {p.Subject}"));
        Assert.Empty(verdicts.Violations.Select(v => $"{rule.Word} {v.Title}"));
        Assert.NotEmpty(verdicts.NotEvaluated);
    });

    private static IEnumerable<(Observation[] Estate, string What)> Changed(RuleExample example)
    {
        for (var i = 0; i < example.Resources.Count; i++)
        {
            if (example.Resources[i].Facts is not { ValueKind: JsonValueKind.Object } facts) continue;
            foreach (var other in (string[])["null", "7", "[]", "\"x\""])
                yield return (With(example, i, JsonNode.Parse(other)), $"facts are {other}");
            foreach (var name in facts.EnumerateObject().Select(m => m.Name))
            {
                var without = JsonNode.Parse(facts.GetRawText())!.AsObject();
                without.Remove(name);
                yield return (With(example, i, without), $"{name} is absent");
                foreach (var (what, make) in Odd)
                {
                    var odd = JsonNode.Parse(facts.GetRawText())!.AsObject();
                    odd[name] = make();
                    yield return (With(example, i, odd), $"{name} is {what}");
                }
            }
        }
    }

    private static Observation[] With(RuleExample example, int at, JsonNode? facts) =>
    [
        .. example.Resources.Select((o, i) => i != at ? o : o with { Facts = JsonSerializer.SerializeToElement(facts) }),
    ];
}
