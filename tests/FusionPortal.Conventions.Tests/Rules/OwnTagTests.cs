using System.Runtime.CompilerServices;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

/// <summary>A company's own tags, by the lines that the page shows as an example: <c>docs/company-tags.md</c>.</summary>
public sealed class OwnTagTests
{
    private static readonly ConventionBook Book = ConventionBook.Load(ConventionBook.Default.Yaml + "\n" + Example());

    /// <summary>Kind, account (p, n or undeclared) and tags as "key=value;key=value", and what is told.</summary>
    [Theory]
    // Required, by kind and account.
    [InlineData("bucket p", "", "OWN-01 violation")]
    [InlineData("bucket p", "Team=install", "OWN-01 violation;OWN-04 pass")]
    [InlineData("bucket p", "CostCenter=CC-4711", "OWN-01 pass;OWN-02 pass;OWN-03 pass")]
    [InlineData("bucket n", "", "")]
    [InlineData("bucket u", "", "OWN-01 not evaluated")]
    [InlineData("bucket u", "CostCenter=CC-4711", "OWN-01 pass;OWN-02 pass;OWN-03 pass")]
    [InlineData("queue p", "", "")]
    // Empty and misspelled: told once, by the convention it is a matter of.
    [InlineData("bucket p", "CostCenter=", "OWN-02 violation;OWN-03 pass")]
    [InlineData("bucket p", "cost-center=CC-4711", "OWN-03 violation")]
    [InlineData("bucket p", "C\u043estCenter=CC-4711", "OWN-03 violation")]
    [InlineData("bucket p", "COSTCENTRE=CC-4711", "OWN-03 violation")]
    [InlineData("queue n", "CostCenter=CC-4711;costcenter=CC-4711", "OWN-02 pass;OWN-03 violation")]
    // Near misses are other tags.
    [InlineData("queue n", "CostCenters=many", "")]
    [InlineData("queue n", "TotalCostCenter=many", "")]
    // Patterns.
    [InlineData("queue n", "CostCenter=4711", "OWN-02 violation;OWN-03 pass")]
    [InlineData("queue n", "CostCenter=cc-4711", "OWN-02 violation;OWN-03 pass")]
    [InlineData("queue n", "CostCenter=CC-471", "OWN-02 violation;OWN-03 pass")]
    [InlineData("queue n", "CostCenter=CC-4711 ", "OWN-02 violation;OWN-03 pass")]
    // Values.
    [InlineData("queue p", "Team=hosting", "OWN-04 pass")]
    [InlineData("queue p", "Team=Hosting", "OWN-04 violation")]
    [InlineData("queue p", "Team=", "OWN-04 violation")]
    [InlineData("queue p", "team=anything", "")]
    // Forbidden, letter for letter.
    [InlineData("queue p", "Owner=Ana", "OWN-05 violation")]
    [InlineData("queue p", "owner=Ana", "OWN-05 pass")]
    public void Tags_AreJudgedByTheExampleOfThePage(string what, string tags, string expected)
    {
        var list = Judge(Resource(what, tags));

        // Without the forbidden tag everything passes that one; it is said where it is the point.
        Assert.Equal(
            expected.Length == 0 ? [] : expected.Split(';'), Told(list).Where(t => t is not "OWN-05 pass" || expected.Contains(t)));
    }

    [Fact]
    public void Tags_ThatNobodyRead_AreNotEvaluated_WhereTheConventionIsFor()
    {
        var list = Judge(Resource("bucket p", "") with { TagsKnown = false });
        Assert.Equal(
            ["OWN-01", "OWN-02", "OWN-03", "OWN-04", "OWN-05"],
            list.NotEvaluated.Select(n => n.ConventionId).Where(IsOwn).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            Judge(Resource("bucket n", "") with { TagsKnown = false }).NotEvaluated, n => n.ConventionId == "OWN-01");
    }

    [Fact]
    public void Violation_SaysTheNearestThatIsRight()
    {
        Assert.Equal("hosting", Of("OWN-04", "queue p", "Team=Hosting").Suggestion);
        Assert.Equal("support", Of("OWN-04", "queue p", "Team=suport").Suggestion);
        Assert.Null(Of("OWN-04", "queue p", "Team=ops").Suggestion);
        Assert.Equal("one of install, support, hosting", Of("OWN-04", "queue p", "Team=ops").Expected);
        Assert.Equal("CC-4711", Of("OWN-02", "queue p", "CostCenter=cc-4711").Suggestion);
        Assert.Equal("SQS queue orders has the tag cost-center, not CostCenter", Of("OWN-03", "queue p", "cost-center=CC-4711").Title);
    }

    [Theory]
    [InlineData("OWN-02", "CostCenter")]
    [InlineData("OWN-04", "Team")]
    [InlineData("OWN-05", "Owner")]
    public void Violation_NeverShowsASecret(string convention, string key)
    {
        const string Secret = "Password=Hunter2!Hunter2";
        // As AWS answers it, and as one would stand that nobody withheld on its way.
        var raw = Resource("queue p", "") with { Tags = Tags((key, Secret)) };

        var violation = Judge(raw).Violations.Single(v => v.ConventionId == convention);

        Assert.DoesNotContain("Hunter2", System.Text.Json.JsonSerializer.Serialize(violation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tag-allowed-values", "{key: Team}", "\"values\" is missing")]
    [InlineData("tag-value-pattern", "{key: Team, pattern: \"{siteid}{orgid}\"}", "ambiguous")]
    [InlineData("tag-key-spelling", "{key: Team, instead-of: [te-am]}", "the key itself")]
    [InlineData("tag-required", "{accounts: production}", "\"key\" is missing")]
    [InlineData("tag-required", "{key: Team, value: blue}", "\"value\" is not known")]
    public void Book_WithAFaultyConvention_IsRefused(string check, string with, string says)
    {
        var line = $"  - {{id: OWN-09, title: T, check: {check}, kinds: [\"*\"], severity: low, source: portal-default, rationale: R, "
            + $"fix: F, with: {with}}}\n";

        Assert.False(ConventionBook.TryLoad(ConventionBook.Default.Yaml + "\n" + line, out _, out var problems));
        Assert.Contains(says, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    private static Violation Of(string convention, string what, string tags) =>
        Judge(Resource(what, tags)).Violations.Single(v => v.ConventionId == convention);

    private static VerdictList Judge(Observation resource) =>
        EvaluationPlan.Compile(Book, Records, ScanReach.Everything).Evaluate([resource]);

    private static IEnumerable<string> Told(VerdictList list) => list.Passes.Select(p => $"{p.Convention.Id} pass")
        .Concat(list.Violations.Select(v => $"{v.ConventionId} violation"))
        .Concat(list.NotEvaluated.Select(n => $"{n.ConventionId} not evaluated")).Where(IsOwn).Order(StringComparer.Ordinal);

    private static bool IsOwn(string id) => id.StartsWith("OWN-", StringComparison.Ordinal);

    private static Observation Resource(string what, string tags)
    {
        var account = what.Split(' ')[1] switch { "p" => Production, "n" => NonProduction, _ => Undeclared };
        (string, string)[] pairs =
            [.. tags.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(t => (t.Split('=')[0], t.Split('=')[1]))];
        return what.StartsWith("bucket", StringComparison.Ordinal) ? Bucket("logs", account, pairs)
            : Observations.From($"arn:aws:sqs:us-east-1:{account}:orders", account, "us-east-1", Tags(pairs));
    }

    private static string Example([CallerFilePath] string file = "")
    {
        var page = File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/company-tags.md")));
        return page.Split("```yaml\n")[1].Split("```")[0];
    }
}
