using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>Who made what has findings: bounded, remembered, misses too.</summary>
public sealed class CreatorPassTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Creators_AreLookedUpForFindingsOnly_OnceEach_MissesToo()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Add("arn:aws:kms:us-east-1:111111111111:key/quiet", []);
        await Scanner.ScanAsync(Ct);
        // More than an hour after the finding a miss is final.
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));

        await Get<FindCreators>().ExecuteAsync(Ct);
        await Get<FindCreators>().ExecuteAsync(Ct);

        Assert.Equal(["arn:aws:s3:::fusion-rms-acme"], Scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("resource_fact where source = 'creator' and facts = 'null'"));
    }

    [Fact]
    public async Task Creator_MissedWithinAnHourOfTheFinding_IsAskedForAgain()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-acme", "acme");
        var scan = await Scanner.ReadAsync(Ct);
        await Get<EvaluateScan>().ExecuteAsync(scan, Ct);
        await Get<FindCreators>().ExecuteAsync(Ct);
        Assert.Equal(1, await CountAsync("resource_fact where source = 'creator' and facts = 'null'"));

        // CloudTrail tells what happened minutes later.
        Scanner.Readers.Creators["arn:aws:s3:::fusion-rms-acme"] =
            new CreatorFact("arn:aws:iam::111111111111:user/ana", "ana", IsRoot: false, "CreateBucket", Scanner.Clock.GetUtcNow());
        Scanner.Clock.Advance(TimeSpan.FromMinutes(20));
        await Get<FindCreators>().ExecuteAsync(Ct);

        Assert.Equal(1, await CountAsync("resource_fact where source = 'creator' and facts ->> 'name' = 'ana'"));
    }

    [Fact]
    public async Task Creator_Root_IsAFindingOfItsOwn()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        Scanner.Readers.Creators["arn:aws:s3:::fusion-rms-acme"] =
            new CreatorFact("arn:aws:iam::111111111111:root", "root", IsRoot: true, "CreateBucket", Scanner.Clock.GetUtcNow());

        Assert.True(await Get<FindCreators>().ExecuteAsync(Ct));
        await Get<Reevaluate>().ExecuteAsync(Ct);

        Assert.Equal(FindingStatus.Open, (await FindingAsync("WHO-01", "fusion-rms-acme")).Status);
    }

    [Fact]
    public async Task Creator_OldRootThatCloudTrailForgot_IsUnknown_AndNotAskedForAgain()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        Scanner.Readers.Creators["arn:aws:s3:::fusion-rms-acme"] =
            new CreatorFact("arn:aws:iam::111111111111:root", "root", IsRoot: true, "CreateBucket", Scanner.Clock.GetUtcNow());
        await Get<FindCreators>().ExecuteAsync(Ct);
        await Get<Reevaluate>().ExecuteAsync(Ct);
        // As a version before kinds of makers stored it.
        await using (
            var command = Get<Npgsql.NpgsqlDataSource>()
            .CreateCommand("update resource_fact set facts = facts - 'by' where source = 'creator'"))
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Ct));
        Scanner.Readers.Creators.Clear();
        Scanner.Readers.Asked.Clear();
        Scanner.Clock.Advance(TimeSpan.FromHours(2));

        Assert.True(await Get<FindCreators>().ExecuteAsync(Ct));
        await Get<FindCreators>().ExecuteAsync(Ct);
        await Get<Reevaluate>().ExecuteAsync(Ct);

        Assert.Single(Scanner.Readers.Asked);
        Scanner.Clock.Advance(TimeSpan.FromSeconds(1));
        // Nobody can say any more that root made it, and nobody that root did not.
        Assert.Equal(
            1, await CountAsync(
            "finding_unseen u join finding f on f.id = u.finding_id where u.valid_to = 'infinity' and f.convention_id = 'WHO-01'"));
    }

    [Fact]
    public async Task Creators_OfWhatNobodyAskedAbout_GoBeforeOnesThatWereMissed()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA);
        await OrganizationAsync("zeta", "Zeta Stores", EnvironmentKind.QA);
        await Scanner.DisposeAsync();
        await using var scanner = new TestScanner(Postgres, configuration: new() { ["Scans:CreatorsPerPass"] = "1" });
        scanner.Estate.Bucket("fusion-rms-acme", "acme");
        scanner.Estate.Bucket("fusion-rms-zeta", "zeta");
        var scan = await scanner.ReadAsync(Ct);
        await scanner.Portal.Get<EvaluateScan>().ExecuteAsync(scan, Ct);

        await scanner.Portal.Get<FindCreators>().ExecuteAsync(Ct);
        await scanner.Portal.Get<FindCreators>().ExecuteAsync(Ct);

        // Within the hour the first is asked for again, but not while another waits for its turn.
        Assert.Equal(
            ["arn:aws:s3:::fusion-rms-acme", "arn:aws:s3:::fusion-rms-zeta"], scanner.Readers.Asked.Order(StringComparer.Ordinal));
    }
}
