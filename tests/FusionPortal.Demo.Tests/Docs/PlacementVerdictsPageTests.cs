using System.Text.Json;
using System.Text.Json.Nodes;
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

    private static readonly PortalRecords Records = new(
        [
            new("acme", "Acme", EnvironmentKind.Production), new("acmestage", "Acme, staging", EnvironmentKind.Staging),
            new("acmeqa", "Acme QA", EnvironmentKind.QA),
        ],
        [new(Production, "POS Production", AccountRole.Production), new(NonProduction, "POS QA", AccountRole.NonProduction)]);

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
        Assert.True(_rows.Length >= 60);
        Assert.Equal(
            _rows.Select(row => string.Join(" | ", row)), _rows.Select(row => string.Join(" | ", [.. row[..^2], .. Verdict(row)])));
    }

    [Fact]
    public void EveryVerdict_StandsInTheTable() => Assert.Equal(
        ["right", "undecided", "unknown", "wrong label", "wrong place"], _rows.Select(row => row[^2]).Distinct()
            .Order(StringComparer.Ordinal));

    private static string[] Verdict(string[] row)
    {
        var account = row[0] == "Production" ? Production : NonProduction;
        var beside = row.Length < 6 || row[3] == "-" ? [] : row[3].Split("; ");
        var judged = row.Length < 6
            ? Observations.From($"arn:aws:sqs:us-east-1:{account}:{row[1]}", account, "us-east-1", Tags(row[2]))
            : Ec2(account, "instance/i-0a1b", $"Name={row[1]}{(row[2] == "-" ? "" : ", " + row[2])}");
        if (beside.Length == 1 && beside[0].StartsWith("policy ", StringComparison.Ordinal))
            (judged, beside) = (Bucket(account, row[1], beside[0]["policy ".Length..].Split(", ")), []);
        judged = beside.Where(b => !b.StartsWith("tenants ", StringComparison.Ordinal)).Aggregate(judged, InNetwork);
        var records = new PortalRecords(Records.Organizations, Records.Accounts)
        {
            Captured = new CapturedResources([.. beside.Where(b => b.StartsWith("tenants ", StringComparison.Ordinal))
                .SelectMany(b => b["tenants ".Length..].Split(", ")).Select(client => Install(client, row[1]))]),
        };
        var told = EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything)
            .Evaluate([judged, .. beside.Where(b => !b.StartsWith("tenants ", StringComparison.Ordinal)).Select(b => Network(account, b))])
            .Violations.Where(v => (v.Subject == judged.Arn || v.ConventionId == "ORG-ID-02") && v.Evidence.Verdict is not null).ToArray();
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

    private static Observation Bucket(string account, string name, IEnumerable<string> letsIn)
    {
        var principals = letsIn.Select(role => $"arn:aws:iam::{(role == "Production" ? Production : NonProduction)}:role/sync");
        return Observations.From($"arn:aws:s3:::{name}", account, "us-east-1", TagCollection.Empty) with
        {
            Facts = JsonSerializer.SerializeToElement(new
            {
                policy = new
                {
                    Statement = new[]
                    {
                        new
                        {
                            Effect = "Allow", Principal = new { AWS = principals.ToArray() }, Action = "s3:GetObject",
                            Resource = $"arn:aws:s3:::{name}/*",
                        },
                    },
                },
            }),
        };
    }

    private static TagCollection Tags(string cell) => new(cell == "-" ? []
        : cell.Split(", ").Select(tag => tag.Split('=')).Select(tag => KeyValuePair.Create(tag[0], tag[1])));

    private static Observation Ec2(string account, string resource, string tags) =>
        Observations.From($"arn:aws:ec2:us-east-1:{account}:{resource}", account, "us-east-1", Tags(tags));

    // "VPC Environment=QA", "subnet named sandbox".
    private static Observation Network(string account, string what)
    {
        var (kind, says) = (what[..what.IndexOf(' ', StringComparison.Ordinal)], what[(what.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return Ec2(
            account, kind == "VPC" ? "vpc/vpc-0a1b" : "subnet/subnet-0a1b",
            says.StartsWith("named ", StringComparison.Ordinal) ? $"Name={says["named ".Length..]}" : $"Name=net, {says}");
    }

    private static Observation InNetwork(Observation host, string what)
    {
        var facts = host.Facts is { } known ? JsonNode.Parse(known.GetRawText())!.AsObject() : [];
        facts[what.StartsWith("VPC", StringComparison.Ordinal) ? "vpcId" : "subnetId"] =
            what.StartsWith("VPC", StringComparison.Ordinal) ? "vpc-0a1b" : "subnet-0a1b";
        return host with { Facts = JsonSerializer.SerializeToElement(facts) };
    }

    private static CapturedResource Install(string client, string host) => new(
        "ec2-instance", client,
        new("name", host, host, $"Client install: {client}", "c) EC2 instance name", "Ana Ruiz", DateTimeOffset.UnixEpoch), [])
    {
        IsOfInstall = true,
    };
}
