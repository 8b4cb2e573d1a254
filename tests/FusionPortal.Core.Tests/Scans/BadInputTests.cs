using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Inventory;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scans;

public sealed class BadInputTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private static readonly string Longest = new('w', 256);

    public static TheoryData<string, string> TagValues => new()
    {
        { "<script>alert(1)</script>", "<script>alert(1)</script>" },
        { "\u202Egnp.exe", "\u202Egnp.exe" },
        { "🚲👨‍👩‍👧", "🚲👨‍👩‍👧" },
        { Longest, Longest },
        { "a\0b", "a␀b" },
        { "lone \uD83D here", "lone \uFFFD here" },
        { @"back\u0000slash", @"back\u0000slash" },
        { "'; drop table resource_version; --", "'; drop table resource_version; --" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(TagValues))]
    public async Task TagValue_OfAnyKind_IsKeptAsItIsOrWithWhatIsWrongShown(string sent, string kept)
    {
        Estate.Add("arn:aws:s3:::bucket", new() { ["note"] = sent, ["OrgId"] = sent });

        var scan = await Scanner.ScanAsync(Ct);
        await Scanner.ScanAsync(Ct);

        Assert.Equal(1, scan.Added);
        var row = Assert.Single((await Get<InventoryQueries>().ListAsync(new ResourceFilter(), null, 10, Ct)).Rows);
        Assert.Equal(kept, row.Tags!.Value.GetProperty("note").GetString());
        Assert.Equal(1, await CountAsync("resource_version"));
        Assert.NotEmpty(await FindingsAsync());
    }

    [Fact]
    public async Task TagKeys_DifferingOnlyByCase_AreAllKept()
    {
        Estate.Add("arn:aws:s3:::bucket", new() { ["OrgId"] = "a", ["OrgID"] = "b", ["orgid"] = "c" });

        await Scanner.ScanAsync(Ct);

        var row = Assert.Single((await Get<InventoryQueries>().ListAsync(new ResourceFilter(), null, 10, Ct)).Rows);
        Assert.Equal("""{"OrgID":"b","OrgId":"a","orgid":"c"}""", Canonical(row.Tags!.Value));
    }

    [Fact]
    public async Task Arn_WithACharacterThatNoNameHas_IsAResource()
    {
        Estate.Add("arn:aws:rds:us-east-1:111111111111:db:a\0b", new() { ["OrgId"] = "acme" });

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((2, 1L), (scan.TargetsCompleted, scan.Resources));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("not an arn at all")]
    [InlineData("arn:aws:s3")]
    public async Task Arn_ThatIsNone_FailsItsTarget(string arn)
    {
        Estate.Bucket("bucket", "acme");
        Estate.Resources[TestEstate.In(TestEstate.Production)].Add(
            new Observation(arn, OtherResource.Kind, "", TestEstate.Production, TestEstate.Region, new Dictionary<string, string>()));

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((1, 1), (scan.TargetsCompleted, scan.TargetsFailed));
        Assert.Equal(0, await CountAsync("resource_version"));
    }

    [Fact]
    public async Task Arn_OfTheGreatestLength_IsKeptAndFound()
    {
        var arn = "arn:aws:logs:us-east-1:111111111111:log-group:" + new string('x', 2048 - 46);
        Estate.Add(arn, new() { ["OrgId"] = "nobody" });

        await Scanner.ScanAsync(Ct);

        Assert.Equal(arn, Assert.Single((await Get<InventoryQueries>().ListAsync(new ResourceFilter(), null, 10, Ct)).Rows).Arn);
        Assert.NotEmpty(await FindingsAsync());
    }

    [Fact]
    public async Task Resource_SeenInTwoTargets_HasOneFinding()
    {
        await using var scanner = new TestScanner(Postgres, configuration: new() { ["Aws:Regions:1"] = "eu-west-1" });
        scanner.Estate.Bucket("global", "nobody");
        scanner.Estate.Bucket("global", "nobody", TestEstate.Production, "eu-west-1");

        await scanner.ScanAsync(Ct);
        await scanner.ScanAsync(Ct);

        Assert.Equal(await CountAsync("finding"), await CountAsync("finding_version"));
        var page = await scanner.Portal.Get<FindingQueries>()
            .ListAsync(new FindingFilter(ConventionIds: ["ORG-ID-02"]), FindingSort.Severity, null, 10, Ct);
        Assert.Single(page.Rows);
    }

    [Fact]
    public async Task Facts_InAnotherOrder_AreNoChange()
    {
        Estate.Add("arn:aws:ec2:us-east-1:111111111111:instance/i-1", [], facts: Json("""{"name":"POS01","zone":{"a":1,"b":[1,2]}}"""));
        await Scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:ec2:us-east-1:111111111111:instance/i-1");
        Estate.Add("arn:aws:ec2:us-east-1:111111111111:instance/i-1", [], facts: Json("""{"zone":{"b":[1,2],"a":1},"name":"POS01"}"""));

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((0, 0), (scan.Changed, scan.Added));
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private static string Canonical(JsonElement tags) =>
        JsonSerializer.Serialize(
            tags.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).ToDictionary(p => p.Name, p => p.Value.GetString()));
}
