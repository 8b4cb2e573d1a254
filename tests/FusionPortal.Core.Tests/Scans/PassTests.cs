using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Budgets;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>What is read by the resource and not by the list: bounded, resumed, remembered. And scans of a part, pauses, budgets.</summary>
public sealed class PassTests(TestCluster cluster) : ScanTestBase(cluster)
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
    public async Task BucketFacts_StopAtTheirBound_AndGoOnWithTheRest()
    {
        await Scanner.DisposeAsync();
        await using var scanner = new TestScanner(Postgres, configuration: new() { ["Scans:BucketFactsPerPass"] = "2" });
        scanner.Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        foreach (var name in new[] { "a", "b", "c" })
        {
            scanner.Estate.AddListed("s3", $"arn:aws:s3:::bucket-{name}");
            scanner.Readers.Buckets[$"bucket-{name}"] = JsonSerializer.SerializeToElement(new { policy = (object?)null });
        }

        await scanner.ScanAsync(Ct);
        await scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);
        Assert.Equal(["bucket-a", "bucket-b"], scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and is_pass and outcome = 'Capped'"));
        await scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);

        Assert.Equal(["bucket-a", "bucket-b", "bucket-c"], scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and outcome = 'Completed' and total_calls = 3"));
        // Known for a day: nothing is read again before.
        await scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);
        Assert.Equal(3, scanner.Readers.Asked.Count);
    }

    [Fact]
    public async Task ZoneFacts_AreReadOfPublicZonesAlone_AndStandBesideTheList()
    {
        Estate.Lists("route53", isGlobal: true, HostedZone.Kind);
        var own = "arn:aws:route53:::hostedzone/Z0A1B";
        Estate.AddListed("route53", own, [], facts: JsonSerializer.SerializeToElement(new { name = "fusionpos.com" }));
        Estate.AddListed(
            "route53", "arn:aws:route53:::hostedzone/Z0C2D", [],
            facts: JsonSerializer.SerializeToElement(new { name = "fusionpos.com", @private = true }));
        Scanner.Readers.Zones["Z0A1B"] = JsonSerializer.SerializeToElement(new { records = new[] { new { name = "a.fusionpos.com" } } });
        await Scanner.ScanAsync(Ct);

        Assert.True(await Get<ReadZoneFacts>().ExecuteAsync(Ct));

        Assert.StartsWith("Z0A1B fusionpos.com", Assert.Single(Scanner.Readers.Asked), StringComparison.Ordinal);
        Assert.Equal(
            1, await CountAsync("coverage where service = 'zone-facts' and is_pass and outcome = 'Completed' and total_calls = 1"));
        Assert.False(await Get<ReadZoneFacts>().ExecuteAsync(Ct));
    }

    [Fact]
    public async Task VpcFacts_AreReadAfterAScan_JudgedAgain_AndLeaveAwsOwnAlone()
    {
        Estate.Lists("ec2", isGlobal: false, Vpc.Kind);
        var own = $"arn:aws:ec2:us-east-1:{TestEstate.Production}:vpc/vpc-0a1b";
        Estate.AddListed("ec2", own, new() { ["Name"] = "VPC-POS" }, facts: JsonSerializer.SerializeToElement(new { isDefault = false }));
        Estate.AddListed(
            "ec2", $"arn:aws:ec2:us-east-1:{TestEstate.Production}:vpc/vpc-0c2d", [],
            facts: JsonSerializer.SerializeToElement(new { isDefault = true }));
        Scanner.Readers.Vpcs["vpc-0a1b"] = JsonSerializer.SerializeToElement(new { dnsHostnames = false, dnsSupport = true });
        await Scanner.ScanAsync(Ct);
        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: ["CFG-VPC-08"])));

        Assert.True(await Get<ReadVpcFacts>().ExecuteAsync(Ct));
        Assert.True(await Get<Reevaluate>().ExecuteAsync(Ct));

        Assert.Equal(["vpc-0a1b"], Scanner.Readers.Asked);
        var found = Assert.Single(await FindingsAsync(new FindingFilter(ConventionIds: ["CFG-VPC-08"])));
        Assert.Equal((own, "VPC VPC-POS (vpc-0a1b) has DNS hostnames off and is to have both on"), (found.Subject, found.Title));
        Assert.Equal(1, await CountAsync("coverage where service = 'vpc-facts' and is_pass and outcome = 'Completed' and total_calls = 1"));
    }

    [Fact]
    public async Task Bucket_ThatShutsEverybodyOut_DoesNotKeepTheOthersFromBeingRead()
    {
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        foreach (var name in new[] { "a", "b", "c" })
        {
            Estate.AddListed("s3", $"arn:aws:s3:::bucket-{name}");
            Scanner.Readers.Buckets[$"bucket-{name}"] = JsonSerializer.SerializeToElement(new { policy = (object?)null });
        }

        Scanner.Readers.Refused.Add("bucket-a");
        await Scanner.ScanAsync(Ct);
        await Scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);

        Assert.Equal(["bucket-a", "bucket-b", "bucket-c"], Scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and outcome = 'Completed'"));
        Assert.Equal(1, await CountAsync("resource_fact where facts -> 'denied' ? 'policy'"));
        // It has been asked, like the others, and is left alone for a day.
        await Scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);
        Assert.Equal(3, Scanner.Readers.Asked.Count);
    }

    [Fact]
    public async Task Buckets_ThatAllTellNothing_AreARefusalOfTheAccount()
    {
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        foreach (var name in new[] { "a", "b" })
        {
            Estate.AddListed("s3", $"arn:aws:s3:::bucket-{name}");
            Scanner.Readers.Refused.Add($"bucket-{name}");
        }

        await Scanner.ScanAsync(Ct);
        await Scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);

        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and outcome = 'Denied'"));
    }

    [Fact]
    public async Task Pass_ThatEnds_IsToldToThePagesThatShowIt()
    {
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        Estate.AddListed("s3", "arn:aws:s3:::bucket-told");
        Scanner.Readers.Buckets["bucket-told"] = JsonSerializer.SerializeToElement(new { policy = (object?)null });
        await Scanner.ScanAsync(Ct);
        await Scanner.Portal.ListenAsync(Ct);
        var told = new TaskCompletionSource();
        using var subscription = Scanner.Portal.Get<PortalEvents>().Subscribe("coverage", _ =>
        {
            told.TrySetResult();
            return Task.CompletedTask;
        });

        await Scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);

        await told.Task.WaitAsync(TimeSpan.FromMinutes(1), Ct);
    }

    [Fact]
    public async Task Account_NobodyDeclared_IsAFinding()
    {
        Estate.Accounts.Add(new DiscoveredAccount("333333333333", "Mystery", "ACTIVE", new Dictionary<string, string>()));

        await Scanner.ScanAsync(Ct);

        var finding = await FindingAsync("ENV-06", "Mystery");
        Assert.Equal(("account", "333333333333"), (finding.Kind, finding.AccountId));
    }

    [Fact]
    public async Task Account_Paused_IsNotReadAndNotEvaluated()
    {
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        Assert.Equal(1, await Get<PauseAccount>().ExecuteAsync(new PauseAccountRequest(TestEstate.Production, true), TestActors.Priya, Ct));
        Estate.Remove("arn:aws:s3:::fusion-rms-acme");

        await Scanner.ScanAsync(Ct);

        var gap = Assert.Single((await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Coverage.Gaps);
        Assert.Equal(CoverageOutcome.Paused, gap.Outcome);
        Assert.NotEmpty(await FindingsAsync());
        await Get<PauseAccount>().ExecuteAsync(new PauseAccountRequest(TestEstate.Production, false), TestActors.Priya, Ct);
        Assert.True((await Scanner.ScanAsync(Ct)).FindingsResolved > 0);
    }

    [Fact]
    public async Task Scan_OfOneAccount_ReadsThatAccountOnly()
    {
        await Scanner.ScanAsync(Ct);
        var read = new List<string>();
        Estate.BeforePage = (target, _, _) =>
        {
            read.Add(target.AccountId);
            return Task.CompletedTask;
        };

        await Scanner.ScanAsync(Ct, new StartScanRequest(AccountId: TestEstate.NonProduction));

        Assert.Equal([TestEstate.NonProduction], read.Distinct());
    }

    [Fact]
    public async Task Scan_OfOneClient_ReadsWhereItsResourcesWereSeen()
    {
        await OrganizationAsync("acme", "Acme", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        var read = new List<string>();
        Estate.BeforePage = (target, _, _) =>
        {
            read.Add(target.AccountId);
            return Task.CompletedTask;
        };

        await Scanner.ScanAsync(Ct, new StartScanRequest(OrgId: "ACME"));

        Assert.Equal([TestEstate.Production], read.Distinct());
    }

    [Fact]
    public async Task Scan_OfAnUnknownAccount_IsRefused() =>
        Assert.Equal("account-not-found", (await Assert.ThrowsAsync<RefusedException>(
            () => Get<StartScan>().ExecuteAsync(new StartScanRequest(AccountId: "999999999999"), TestActors.Priya, Ct))).Code);

    [Fact]
    public async Task Budget_OfManyCallers_IsKeptByAllTogether()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Postgres.ConnectionString);
        SharedCallBudget[] processes = [new(source), new(source), new(source)];
        var began = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => processes[i % 3].WaitAsync("a/r/api", perSecond: 20, burst: 10, Ct)));

        // Ten at once, then one each 50 ms: twenty waits, and the last of them no earlier than a second.
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(0.95));
    }
}
