using System.Text.Encodings.Web;
using System.Text.Json;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Aws.Tests;

/// <summary>The demo estate, scanned over the wire and judged by the portal's own book: exactly what was planted is found.</summary>
public sealed class DemoTruthTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly BeforeMidnight Clock = new();

    // The demo's keys are so many days old by this clock.
    private static DateOnly Today { get; } = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    private readonly DemoEstate _demo = DemoEstate.Create();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Demo_ScannedByTagsAlone_ShowsThePlantedTruthAndNothingElse()
    {
        await using var server = await StartAsync();
        using var scanner = Of(server);
        var observations = new List<Observation>();
        foreach (var target in await TargetsAsync(scanner))
            if (target.Service == ScanTarget.Tagging) observations.AddRange(await ReadAsync(scanner, target));

        AssertFinds(_demo.Truth, Judge(ScanReach.TaggingApi, observations));
    }

    [Fact]
    public async Task Demo_ScannedWhole_ShowsWhatOnlyListsTellToo_AndNothingElse()
    {
        await using var server = await StartAsync();
        using var scanner = Of(server);

        AssertFinds([.. _demo.Truth, .. _demo.ListedTruth], Judge(ScanReach.Everything, await ReadWholeAsync(scanner)));
    }

    [Fact]
    public async Task Demo_Judged_SaysWordForWordWhatIsCommitted()
    {
        await using var server = await StartAsync();
        using var scanner = Of(server);

        var observations = await ReadWholeAsync(scanner);

        // Twice: what the tagging API alone cannot see is said in the words of kinds too.
        var lines = Lines(Judge(ScanReach.Everything, observations)).Concat(Lines(Judge(ScanReach.TaggingApi, observations))).Distinct();
        ExpectedText.Hold("demo-findings.jsonl", lines);
    }

    [Fact]
    public async Task Demo_ScannedWhole_SeesEverythingThereIs()
    {
        await using var server = await StartAsync();
        using var scanner = Of(server);

        var seen = (await ReadWholeAsync(scanner)).Select(o => o.Arn).Where(arn => !arn.EndsWith(":root", StringComparison.Ordinal));

        Assert.Equal(_demo.Estate.All.Select(r => r.Arn).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Makers_AreAPersonARoleRootAndOneForgotten()
    {
        await using var server = await StartAsync();
        using var scanner = Of(server);

        Assert.Equal(("marek.novak", false), await MakerAsync(scanner, "arn:aws:s3:::fusion-rms-milanoshoes"));
        Assert.Equal(("provisioning", false), await MakerAsync(scanner, "arn:aws:s3:::fusion-rms-brasskettle"));
        Assert.Null(await MakerAsync(scanner, "arn:aws:s3:::fusion-rms-orchardco"));
        foreach (var planted in _demo.CreatorTruth) Assert.Equal(("root", true), await MakerAsync(scanner, planted.Subject));
    }

    [Fact]
    public async Task BucketFacts_TellAClientsBucket_NobodysBucket_AndTheOddOnes()
    {
        await using var server = await StartAsync();
        using var scanner = Of(server);

        var usual = await BucketAsync(scanner, "fusion-rms-oakgrocer");
        Assert.Equal((false, "arn:aws:s3:::fusion-rms-oakgrocer/pub/*", "arn:aws:iam::111122223333:user/rms_oakgrocer", true), usual);
        Assert.Equal((true, null, null, false), await BucketAsync(scanner, "corp-wiki-files"));
        Assert.Equal("arn:aws:s3:::fusion-rms-pinepost/*", (await BucketAsync(scanner, "fusion-rms-pinepost")).Open);
        Assert.False((await BucketAsync(scanner, "fusion-rms-saltlane")).HasPubFolder);
        Assert.True((await BucketAsync(scanner, "fusion-rms-fjordfish")).IsBlocked);
        // The user has another name, and the policy knows it.
        Assert.Equal("arn:aws:iam::111122223333:user/rms-orchardco", (await BucketAsync(scanner, "fusion-rms-orchardco")).User);
    }

    [Fact]
    public async Task Identities_TellWhoMaySignIn_WhoseKeysAreActive_AndWhenRootWasUsed()
    {
        await using var server = await StartAsync();
        using var scanner = Of(server);

        var production = (await ReadAsync(scanner, new ScanTarget(DemoEstate.ProductionAccount, ScanTarget.Global, "iam")))
            .ToDictionary(o => o.Name, o => o.Facts!.Value);
        var corporate = await ReadAsync(scanner, new ScanTarget(DemoEstate.CorporateAccount, ScanTarget.Global, "iam"));

        Assert.Equal((false, 1), Access("rms_oakgrocer"));
        Assert.Equal((true, 1), Access("rms_saltlane"));
        Assert.Equal((false, 2), Access("rms_pinepost"));
        Assert.Equal((false, 0), Access("rms_fjordfish"));
        Assert.Equal((true, 0), Access("marek.novak"));
        Assert.Equal(1, production["rms_maplehw"].GetProperty("attachedPolicies").GetArrayLength());
        Assert.Equal(
            Today.AddDays(-12), DateOnly.FromDateTime(production["root"].GetProperty("rootUse").GetDateTimeOffset().UtcDateTime));
        var root = corporate.Single(o => o.Kind == IamRootUser.Kind);
        Assert.Equal(("root", 1), (root.Name, root.Facts!.Value.GetProperty("accessKeys").GetInt32()));
        Assert.Equal($"{Today.AddDays(-800):yyyy-MM-dd}", production["rms_kitecycles"].GetProperty("accessKeyCreated").GetString());
        Assert.False(production["marek.novak"].TryGetProperty("accessKeyCreated", out _));

        (bool, int) Access(string user) =>
            (production[user].GetProperty("consolePassword").GetBoolean(), production[user].GetProperty("accessKeys").GetInt32());
    }

    [Fact]
    public async Task Network_HangsTogether()
    {
        await using var server = await StartAsync();
        using var scanner = Of(server);

        var seen = (await ReadAsync(scanner, new ScanTarget(DemoEstate.ProductionAccount, DemoEstate.UsEast, "ec2"))).ToList();

        var ids = seen.Select(o => ArnKind.NameOf(o.Arn)).ToHashSet();
        foreach (var member in (string[])["vpcId", "subnetId", "instanceId"])
        {
            var named = seen.Where(o => o.Facts!.Value.TryGetProperty(member, out _))
                .Select(o => o.Facts!.Value.GetProperty(member).GetString()!).ToHashSet();
            Assert.NotEmpty(named);
            Assert.Subset(ids, named);
        }

        var subnets = seen.Where(o => o.Kind == Subnet.Kind).ToLookup(o => o.Facts!.Value.GetProperty("public").GetBoolean(), o => o.Name);
        Assert.Equal(["SUB-POS-public-a", "SUB-POS-public-b"], subnets[true].Order(StringComparer.Ordinal));
        Assert.Equal(["SUB-POS-private-a", "SUB-POS-private-b"], subnets[false].Order(StringComparer.Ordinal));
    }

    private Task<SimulatorServer> StartAsync() => SimulatorServer.StartAsync(
        new SimulatorOptions { Estate = _demo.Estate, Time = Clock }, Ct);

    private static Scanner Of(SimulatorServer server) =>
        new([.. server.PortalSettings, new("Aws:ListCallsPerSecond", "10000")], server.Options.PortalKey.Id,
            server.Options.PortalKey.Secret);

    private async Task<IReadOnlyList<ScanTarget>> TargetsAsync(Scanner scanner) =>
    [
        .. from account in await scanner.Accounts.ListAccountsAsync(scanner.Meter, Ct)
           where account.State == SimulatedAccount.Active
           from service in scanner.Reader.Services
           from region in service.IsGlobal ? [ScanTarget.Global] : _demo.Estate.Regions
           select new ScanTarget(account.AccountId, region, service.Service),
    ];

    private static async Task<IEnumerable<Observation>> ReadAsync(Scanner scanner, ScanTarget target) =>
        (await scanner.ReadAsync(target.AccountId, target.Region, target.Service, Ct)).SelectMany(page => page.Observations);

    /// <summary>Every list, the tags of what its list told none, and what is read of single resources.</summary>
    private async Task<IReadOnlyList<Observation>> ReadWholeAsync(Scanner scanner)
    {
        var (listed, tagged) =
            (new Dictionary<string, Observation>(StringComparer.Ordinal), new Dictionary<string, Observation>(StringComparer.Ordinal));
        foreach (var target in await TargetsAsync(scanner))
            foreach (var observation in await ReadAsync(scanner, target))
                (target.Service == ScanTarget.Tagging ? tagged : listed)[observation.Arn] = observation;
        foreach (var (arn, told) in tagged)
            listed[arn] = !listed.TryGetValue(arn, out var known) ? told : known.TagsKnown ? known : known with { Tags = told.Tags };
        foreach (var listing in listed.Values.ToList())
            if (await scanner.FactsAsync(listing, Ct) is { } facts)
                listed[listing.Arn] = listing with { Facts = Joined(listing.Facts, facts) };
        return [.. listed.Values.Select(o => o with { TagsKnown = true })];
    }

    private static JsonElement Joined(params JsonElement?[] facts) => JsonSerializer.SerializeToElement(
        facts.OfType<JsonElement>().SelectMany(f => f.EnumerateObject()).ToDictionary(f => f.Name, f => f.Value));

    private async Task<(string Name, bool IsRoot)?> MakerAsync(Scanner scanner, string arn)
    {
        var placed = _demo.Estate.Find(arn)!;
        var kind = ArnKind.Of(arn) == ArnKind.Bucket ? S3Bucket.Kind : SecurityGroup.Kind;
        var found = await scanner.Get<ICreatorSource>().FindCreatorAsync(placed.AccountId, placed.Region, arn, kind, scanner.Meter, Ct);
        return found is null ? null : (found.Name, found.IsRoot);
    }

    private async Task<(bool IsBlocked, string? Open, string? User, bool HasPubFolder)> BucketAsync(Scanner scanner, string bucket)
    {
        var placed = _demo.Estate.Find("arn:aws:s3:::" + bucket)!;
        var facts = await scanner.FactsAsync(
            new("arn:aws:s3:::" + bucket, S3Bucket.Kind, bucket, placed.AccountId, placed.Region, TagCollection.Empty), Ct);
        var statements = facts!.Value.GetProperty("policy") is { ValueKind: JsonValueKind.Object } policy ? policy.GetProperty("Statement")
            : default(JsonElement?);
        return (
            facts.Value.GetProperty("publicAccessBlock").GetProperty("blockPublicPolicy").GetBoolean(),
            statements?[0].GetProperty("Resource").GetString(),
            statements?[1].GetProperty("Principal").GetProperty("AWS").GetString(),
            facts.Value.GetProperty("pubFolder").GetBoolean());
    }

    private VerdictList Judge(ScanReach reach, IReadOnlyList<Observation> observations) =>
        EvaluationPlan.Compile(ConventionBook.Default, Records(), reach with { Day = Today }).Evaluate(observations);

    private void AssertFinds(IReadOnlyList<PlantedTruth> truth, VerdictList verdicts)
    {
        var found = verdicts.Violations.Select(v => $"{v.ConventionId} {v.Subject}").Order(StringComparer.Ordinal).ToList();
        var planted = truth.Select(t => $"{t.ConventionId} {t.Subject}").Order(StringComparer.Ordinal).ToList();
        Assert.Empty(planted.Except(found));
        Assert.Empty(found.Except(planted));
        Assert.Equal(planted.Count, found.Count);
        // Every near miss was within the convention's sight: judged and passed, or rightly left alone, but never a violation.
        Assert.DoesNotContain(
            _demo.NearMisses, m => verdicts.Violations.Any(v => v.Subject == m.Subject && v.ConventionId == m.ConventionId));
    }

    private static IEnumerable<string> Lines(VerdictList verdicts) =>
        verdicts.Violations.Select(v => JsonSerializer.Serialize(v, Readable))
            .Concat(verdicts.NotEvaluated.Select(v => JsonSerializer.Serialize(v, Readable))).Select(Undated);

    // The demo's keys and uses are so many days old, whatever day it is.
    private static string Undated(string line) => ((int[])[3, 12, 400, 800]).Aggregate(
        line, (text, days) => text.Replace($"{Today.AddDays(-days):yyyy-MM-dd}", $"{days} days ago", StringComparison.Ordinal));

    private static CapturedResource Captured(DemoCapture said)
    {
        CapturedValue Value(string fact, string value) => new(
            fact, value, value, $"Client install: {said.OrgId}", "c) The step", "Ana Ruiz", new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        return new(said.Kind, said.OrgId, Value("name", said.Name), [.. said.Values.Select(v => Value(v.Fact, v.Value))])
        {
            IsOfInstall = said.OrgId is not null,
        };
    }

    private PortalRecords Records() => new(
        _demo.Clients.Select(
            c => new OrganizationRecord(c.OrgId, c.Title, Enum.Parse<EnvironmentKind>(c.Environment), c.RecordedBucketName)),
        [
            new AccountRecord(DemoEstate.ProductionAccount, "POS Production", AccountRole.Production),
            new AccountRecord(DemoEstate.QaAccount, "POS QA", AccountRole.NonProduction),
            new AccountRecord(DemoEstate.CorporateAccount, "Corporate Applications", AccountRole.NonProduction),
        ])
    {
        Captured = new CapturedResources([.. _demo.Captured.Select(Captured)]),
    };

    /// <summary>
    /// Now, and while these tests run the same day: shortly before midnight it is some minutes slow, by as much as AWS bears between the
    /// clocks of who calls and of who is called.
    /// </summary>
    private sealed class BeforeMidnight : TimeProvider
    {
        private static readonly TimeSpan Slow = TimeSpan.FromMinutes(4);

        private readonly TimeSpan _slow = System.GetUtcNow() is var now && (now + Slow).Date > now.Date ? Slow : TimeSpan.Zero;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - _slow;
    }
}
