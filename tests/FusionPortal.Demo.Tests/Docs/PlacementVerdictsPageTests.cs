using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Docs;

/// <summary>The page's table of votes and verdicts is what the shipped book does.</summary>
public sealed class PlacementVerdictsPageTests
{
    private const string Production = "111111111111";
    private const string NonProduction = "222222222222";

    private static readonly EvaluationPlan Plan = EvaluationPlan.Compile(
        ConventionBook.Default,
        new PortalRecords(
            [
                new("acme", "Acme", EnvironmentKind.Production), new("acmestage", "Acme, staging", EnvironmentKind.Staging),
                new("acmeqa", "Acme QA", EnvironmentKind.QA),
            ],
            [new(Production, "POS Production", AccountRole.Production), new(NonProduction, "POS QA", AccountRole.NonProduction)]),
        ScanReach.Everything);

    private readonly string[][] _rows =
    [
        .. File.ReadAllLines(SourceTree.PathOf("docs", "placement-verdicts.md"))
            .Where(line => line.StartsWith("| Production |", StringComparison.Ordinal)
                || line.StartsWith("| NonProduction |", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray()),
    ];

    [Fact]
    public void EveryRow_IsWhatTheBookSays()
    {
        Assert.True(_rows.Length >= 30);
        Assert.Equal(_rows.Select(row => string.Join(" | ", row)), _rows.Select(row => string.Join(" | ", [.. row[..3], .. Verdict(row)])));
    }

    [Fact]
    public void EveryVerdict_StandsInTheTable() => Assert.Equal(
        ["right", "undecided", "unknown", "wrong label", "wrong place"], _rows.Select(row => row[3]).Distinct()
            .Order(StringComparer.Ordinal));

    private static string[] Verdict(string[] row)
    {
        var account = row[0] == "Production" ? Production : NonProduction;
        var tags = row[2] == "-" ? [] : row[2].Split(", ").Select(tag => tag.Split('=')).Select(tag => KeyValuePair.Create(tag[0], tag[1]));
        var queue = Observations.From($"arn:aws:sqs:us-east-1:{account}:{row[1]}", account, "us-east-1", new TagCollection(tags));
        var told =
            Plan.Evaluate([queue]).Violations.Where(
            v => (v.Subject == queue.Arn || v.ConventionId == "ORG-ID-02") && v.Evidence.Verdict is not null).ToArray();
        if (told.Length == 0) return ["right", "-"];
        var one = Assert.Single(told);
        return
        [
            one.Evidence.Verdict switch
            {
                PlacementVerdict.WrongPlace => "wrong place",
                PlacementVerdict.WrongLabel => "wrong label",
                PlacementVerdict.Undecided => "undecided",
                _ => "unknown",
            },
            one.ConventionId,
        ];
    }
}
