using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using Xunit;
using static FusionPortal.Conventions.Tests.Environments.EnvironmentWordTable;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Environments;

/// <summary>The whole table in both directions, through the verdicts of the shipped book; prints recall and false alarms.</summary>
public sealed class EnvironmentWordTests(ITestOutputHelper output)
{
    private static readonly EvaluationPlan Plan = EvaluationPlan.Compile(
        ConventionBook.Default,
        new PortalRecords(
            [.. Records.Organizations, new("xmsqa1", "XMS QA 1", EnvironmentKind.Production)], Records.Accounts),
        ScanReach.Everything);

    [Fact]
    public void EveryWord_InEveryKeyAndSpelling_IsAWitnessWorthAFinding()
    {
        var cases = (from key in Keys from word in Elsewhere from write in Values select (Key: key, Value: write(word.Word), word.Means))
            .ToList();
        var missed = cases.Where(c => Found(c.Key, c.Value) != c.Means).Select(c => $"{c.Key}={c.Value} is not {c.Means}").ToList();
        Report("words in tags", cases.Count, missed);
    }

    [Fact]
    public void EveryWordOfProductionAndStaging_InEveryKeyAndSpelling_MayLiveThere()
    {
        var cases = (from key in Keys from word in InProduction from write in Values select (Key: key, Value: write(word.Word))).ToList();
        var missed = cases.Where(c => Judge(Tagged(c.Key, c.Value)) is not "pass").Select(c => $"{c.Key}={c.Value}").ToList();
        Report("words of production and staging", cases.Count, missed);
    }

    [Fact]
    public void EveryWord_InEveryJoining_IsAHintInAName()
    {
        var cases = (from word in Elsewhere from put in Joinings select (Name: put(word.Word), word.Means)).ToList();
        var missed = cases.Where(c => Hinted(c.Name) != c.Means).Select(c => $"{c.Name} does not hint at {c.Means}").ToList();
        Report("words in names", cases.Count, missed);
    }

    [Fact]
    public void NearMissesInNames_AreClean() =>
        Report("near misses in names", NearMisses.Length, [.. NearMisses.Where(n => Hinted(n) is not null)]);

    [Fact]
    public void NearMissesInValuesAndKeys_AreClean()
    {
        var values = (from key in Keys from value in QuietValues select $"{key}={value}").ToList();
        var keys = (from key in OtherKeys from word in Elsewhere select $"{key}={word.Word}").ToList();
        var alarms = values.Concat(keys).Where(t => Found(t[..t.IndexOf('=')], t[(t.IndexOf('=') + 1)..]) is not null).ToList();
        Report("near misses in tags", values.Count + keys.Count, alarms);
    }

    [Fact]
    public void ProductionInAnyJoining_IsNoHint()
    {
        var names = (from word in InProduction from put in Joinings select put(word.Word)).ToList();
        Report("production and staging in names", names.Count, [.. names.Where(n => Hinted(n) is not null)]);
    }

    [Theory]
    [InlineData("Environment", "dev and prod")]
    [InlineData("Environment", "prod/qa")]
    public void ValueThatSaysBoth_SaysNeither(string key, string value) => Assert.Equal("nothing", Judge(Tagged(key, value)));

    [Fact]
    public void WordThatIsAnOrganization_StillCountsAsTheWholeValueOfATag()
    {
        var plan = EvaluationPlan.Compile(
            ConventionBook.Default, new PortalRecords([new("qa", "Quick Apples", EnvironmentKind.Production)], Records.Accounts),
                ScanReach.Everything);

        Assert.Contains(plan.Evaluate([Tagged("Env", "QA")]).Violations, v => v.ConventionId == "ENV-07");
        Assert.DoesNotContain(plan.Evaluate([Rds("qa-orders")]).Violations, v => v.ConventionId == "ENV-04");
    }

    [Fact]
    public void NameOfAnyLength_IsRead() =>
        Assert.Equal(EnvironmentKind.QA, Hinted(string.Concat(Enumerable.Repeat("orders-", 280)) + "qa"));

    private static Observation Tagged(string key, string value) => Rds("db-pos-01", Production, (key, value));

    private static EnvironmentKind? Found(string key, string value) => Means(Tagged(key, value), "ENV-07");

    private static EnvironmentKind? Hinted(string name) => Means(Rds(name), "ENV-04");

    private static EnvironmentKind? Means(Observation observation, string convention) =>
        Plan.Evaluate([observation]).Violations.SingleOrDefault(v => v.ConventionId == convention)?
            .Evidence.Witnesses.Single(w => w.Vote == WitnessVote.Votes).Environment;

    private static string Judge(Observation observation)
    {
        var verdicts = Plan.Evaluate([observation]);
        return verdicts.Violations.Any(v => v.ConventionId == "ENV-07") ? "violation"
            : verdicts.Passes.Any(p => p.Convention.Id == "ENV-07") ? "pass" : "nothing";
    }

    private void Report(string what, int cases, List<string> wrong)
    {
        output.WriteLine($"{what}: {cases - wrong.Count} of {cases} right");
        Assert.True(wrong.Count == 0, $"{what}: {wrong.Count} of {cases} wrong: {string.Join(" | ", wrong.Take(60))}");
        Assert.True(cases > 30);
    }
}
