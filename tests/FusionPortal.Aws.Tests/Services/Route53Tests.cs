using System.Text.Json;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Faults;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>Hosted zones are told by name; of their records those that may be a client's host name are kept.</summary>
public sealed class Route53Tests
{
    private const string Id = "Z0A1B2C3D4E5";
    private const string Records = "route53:ListResourceRecordSets";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Zones_AreListedByName_InTheRegionTheirTagsAreToldIn()
    {
        await using var aws = await StartAsync(
            new("fusionpos.com")
            {
                Records = [new("fusionpos.com", "NS", "ns-1.example.net."), new("a.fusionpos.com", "A", "203.0.113.7")],
            },
            new("fusionPOS.com") { IsPrivate = true, LinkedService = "servicediscovery.amazonaws.com" });

        var pages = await aws.Scanner.ReadAsync(Simulated.Account, ScanTarget.Global, "route53", Ct);

        var seen = pages.SelectMany(p => p.Observations).ToList();
        Assert.All(seen, o => Assert.Equal(
            (HostedZone.Kind, "fusionpos.com", Simulated.Account, "us-east-1", false),
            (o.Kind, o.Name, o.AccountId, o.Region, o.TagsKnown)));
        Assert.Equal(
            ["""{"name":"fusionpos.com","private":false,"recordSets":2}""",
                """{"name":"fusionpos.com","private":true,"recordSets":0,"awsOwn":"kept by servicediscovery.amazonaws.com"}"""],
            seen.Select(o => o.Facts!.Value.GetRawText()));
        Assert.Equal((null, "AWS’s own: kept by servicediscovery.amazonaws.com"), (AwsMade.Of(seen[0]), AwsMade.Of(seen[1])?.Words));
    }

    [Fact]
    public async Task Zones_OfMoreThanAPage_AreAllListed()
    {
        await using var aws = await StartAsync([.. Enumerable.Range(0, 201).Select(i => new ZoneFacts($"z{i}.example.com"))]);

        var pages = await aws.Scanner.ReadAsync(Simulated.Account, ScanTarget.Global, "route53", Ct);

        Assert.Equal([100, 100, 1], pages.Select(p => p.Observations.Count));
        Assert.Distinct(pages.SelectMany(p => p.Observations).Select(o => o.Name));
    }

    [Fact]
    public async Task Records_OfMoreThanAPage_AreAllRead_AlsoWhereOneNameGoesOnOverIt()
    {
        // 299 others, then three of one name and type: the page ends between them.
        await using var aws = await StartAsync(new ZoneFacts("fusionpos.com")
        {
            Records =
            [
                .. Enumerable.Range(0, 299).Select(i => new RecordFacts($"a{i:000}.fusionpos.com", "A", "203.0.113.7")),
                .. Enumerable.Range(1, 3).Select(i => new RecordFacts("b.fusionpos.com", "A", $"203.0.113.{i}") { Identifier = $"i{i}" }),
            ],
        });

        var facts = await ReadAsync(aws);

        Assert.True(facts.GetProperty("recordsWhole").GetBoolean());
        Assert.Equal(302, facts.GetProperty("records").GetArrayLength());
        Assert.Equal(
            ["203.0.113.1", "203.0.113.2", "203.0.113.3"],
            facts.GetProperty("records").EnumerateArray().TakeLast(3).Select(r => r.GetProperty("values")[0].GetString()));
        Assert.Equal(2, aws.Server.Requests.Counts[Records]);
    }

    [Fact]
    public async Task Records_ThatMayBeHostNames_AreKept_AndNothingElse()
    {
        await using var aws = await StartAsync(new ZoneFacts("fusionpos.com")
        {
            Records =
            [
                new("fusionpos.com", "A", "203.0.113.1"), new("fusionpos.com", "TXT", "\"v=spf1 -all\""),
                new("fusionpos.com", "MX", "10 mail.example.com."), new(@"\052.fusionpos.com", "A", "203.0.113.2"),
                new(@"\153iteqa.fusionpos.com", "A", "203.0.113.3"), new("pos-01.fusionpos.com", "A", "203.0.113.4"),
                new("a.b.fusionpos.com", "A", "203.0.113.5"), new("shop.fusionpos.com", "CNAME", "ACME.fusionPOS.com."),
                new("acme.fusionpos.com", "A") { Alias = "web-1.us-east-1.elb.amazonaws.com" },
                new("six.fusionpos.com", "AAAA", "2600:1f18::1"), new("notfusionpos.com", "A", "203.0.113.6"),
            ],
        });

        var facts = await ReadAsync(aws);

        Assert.Equal(
            [
                """{"name":"acme.fusionpos.com","type":"A","target":"web-1.us-east-1.elb.amazonaws.com"}""",
                """{"name":"fusionpos.com","type":"A","values":["203.0.113.1"]}""",
                """{"name":"kiteqa.fusionpos.com","type":"A","values":["203.0.113.3"]}""",
                """{"name":"shop.fusionpos.com","type":"CNAME","target":"acme.fusionpos.com"}""",
                """{"name":"six.fusionpos.com","type":"AAAA","values":["2600:1f18::1"]}""",
            ],
            facts.GetProperty("records").EnumerateArray().Select(r => r.GetRawText()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Records_BeyondTheBound_AreLeft_AndItIsSaid()
    {
        await using var aws = await StartAsync(new ZoneFacts("fusionpos.com")
        {
            Records = [.. Enumerable.Range(0, 2_400).Select(i => new RecordFacts($"a{i:0000}.fusionpos.com", "A", "203.0.113.7"))],
        });

        var facts = await ReadAsync(aws);

        Assert.False(facts.GetProperty("recordsWhole").GetBoolean());
        Assert.Equal(2_000, facts.GetProperty("records").GetArrayLength());
        Assert.Equal(7, aws.Server.Requests.Counts[Records]);
    }

    [Fact]
    public async Task Zone_ThatIsGone_TellsNothing()
    {
        await using var aws = await StartAsync(new ZoneFacts("fusionpos.com"));

        Assert.Null(await aws.Scanner.FactsAsync(Zone("Z404"), Ct));
    }

    [Theory]
    [InlineData(FaultKind.Deny, TargetFailure.Denied)]
    [InlineData(FaultKind.MalformedBody, TargetFailure.Failed)]
    public async Task Records_ThatAreRefusedOrNoXml_FailWithTheReason(FaultKind kind, TargetFailure failure)
    {
        await using var aws = await StartAsync(new ZoneFacts("fusionpos.com"));
        aws.Server.Faults.Add(new Fault(kind) { Api = Records });

        var failed = await Assert.ThrowsAsync<TargetFailedException>(() => ReadAsync(aws));

        Assert.Equal(failure, failed.Failure);
        Assert.StartsWith(Records, failed.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ReadAsync(Simulated aws) => (await aws.Scanner.FactsAsync(Zone(Id + "0"), Ct))!.Value;

    private static Observation Zone(string id) => new(
        $"arn:aws:route53:::hostedzone/{id}", HostedZone.Kind, "fusionPOS.com", Simulated.Account, Simulated.Region,
        new Dictionary<string, string>());

    private static Task<Simulated> StartAsync(params ZoneFacts[] zones) => Simulated.StartAsync(0, e =>
    {
        for (var i = 0; i < zones.Length; i++)
            e.Put(
                Simulated.Account, Simulated.Region,
                new SimulatedResource($"arn:aws:route53:::hostedzone/{Id}{i}", []) { Facts = zones[i], EverTagged = false });
        return new SimulatorOptions { Estate = e };
    });
}
