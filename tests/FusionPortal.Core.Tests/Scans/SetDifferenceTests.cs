using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>What lists show, joined with the tags the tagging API tells: existence is the list's word, and never-tagged is what only the
/// list shows.</summary>
public sealed class SetDifferenceTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Acme = "arn:aws:s3:::fusion-rms-acme";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        Estate.Lists("sqs", isGlobal: false, SqsQueue.Kind);
        Estate.Lists("ec2", isGlobal: false, Vpc.Kind);
        await OrganizationAsync("acme", "Acme", EnvironmentKind.Production);
    }

    [Fact]
    public async Task Bucket_ListedAndNeverTagged_IsFoundWithoutItsTag()
    {
        Estate.AddListed("s3", Acme);

        await Scanner.ScanAsync(Ct);

        Assert.Equal(FindingStatus.Open, (await FindingAsync("TAG-ORG-01", "fusion-rms-acme")).Status);
        Assert.Empty((await ResourceAsync(Acme)).Tags!.Value.EnumerateObject());
    }

    [Fact]
    public async Task Bucket_ListedAndTagged_HasTheTagsTheTaggingApiTells()
    {
        Estate.AddListed("s3", Acme);
        Estate.Add(Acme, new() { ["OrgId"] = "acme" });

        await Scanner.ScanAsync(Ct);

        Assert.Empty(await FindingsAsync());
        Assert.Equal("acme", (await ResourceAsync(Acme)).Tags!.Value.GetProperty("OrgId").GetString());
        Assert.Equal(1, await CountAsync("resource_version"));
        Assert.Equal(1, await CountAsync("tag_version"));
    }

    [Fact]
    public async Task Ghost_TaggedButListedNowhere_IsNotAResource()
    {
        Estate.Add("arn:aws:s3:::fusion-rms-gone", new() { ["OrgId"] = "gone" });

        await Scanner.ScanAsync(Ct);

        Assert.Empty(await FindingsAsync());
        Assert.Empty((await Get<InventoryQueries>().ListAsync(new ResourceFilter(), null, 10, Ct)).Rows);
    }

    [Fact]
    public async Task Resource_OfAKindNobodyLists_IsSeenByItsTags()
    {
        Estate.Add("arn:aws:kms:us-east-1:111111111111:key/abc", new() { ["OrgId"] = "nobody" });

        await Scanner.ScanAsync(Ct);

        Assert.Contains(await FindingsAsync(), f => f.ConventionId == "ORG-ID-02");
    }

    [Fact]
    public async Task Tags_NotReadWhole_LeaveWhatDependsOnThemNotEvaluated()
    {
        Estate.AddListed("s3", Acme);
        await Scanner.ScanAsync(Ct);
        Assert.Single(await FindingsAsync(), f => f.ConventionId == "TAG-ORG-01");
        Estate.AddListed("s3", "arn:aws:s3:::fusion-rms-acme2");
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied);

        await Scanner.ScanAsync(Ct);

        // Neither resolved nor joined by a new one: nobody could tell.
        Assert.Equal(["fusion-rms-acme"], (await FindingsAsync(new FindingFilter(ConventionIds: ["TAG-ORG-01"]))).Select(f => f.Name));
        Assert.Null((await ResourceAsync("arn:aws:s3:::fusion-rms-acme2")).Tags);
        var score = (await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Score;
        Assert.True(score.NotEvaluated > 0);
    }

    [Fact]
    public async Task List_Denied_ChangesNothingAndIsInTheLedger()
    {
        Estate.AddListed("s3", Acme);
        await Scanner.ScanAsync(Ct);
        Estate.Break(
            new ScanTarget(TestEstate.Production, ScanTarget.Global, "s3"), TargetFailure.Denied, message: "AWS denied ListBuckets.");
        Estate.Remove(Acme);

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal(0, scan.FindingsResolved);
        Assert.Equal(FindingStatus.Open, (await FindingAsync("TAG-ORG-01", "fusion-rms-acme")).Status);
        var gap = Assert.Single((await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Coverage.Gaps);
        Assert.Equal((CoverageOutcome.Denied, "AWS denied ListBuckets."), (gap.Outcome, gap.Message));
    }

    [Fact]
    public async Task Tags_AreReadAfterTheListsOfTheirRegion()
    {
        var order = new List<string>();
        Estate.BeforePage = (target, _, _) =>
        {
            if (target.AccountId == TestEstate.Production) order.Add(target.Service);
            return Task.CompletedTask;
        };

        await Scanner.ScanAsync(Ct);

        Assert.Equal("tagging", order[^1]);
        Assert.Equal(["ec2", "s3", "sqs", "tagging"], order.Order());
    }

    [Fact]
    public async Task Unchanged_Rescan_WritesNoRow()
    {
        Estate.AddListed("s3", Acme);
        Estate.Add(Acme, new() { ["OrgId"] = "acme" });
        Estate.AddListed("ec2", "arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1", new() { ["Name"] = "VPC-POS" });
        await Scanner.ScanAsync(Ct);
        var before = (await CountAsync("resource_version"), await CountAsync("tag_version"), await CountAsync("finding_version"));

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((0, 0, 0), (scan.Added, scan.Changed, scan.Removed));
        Assert.Equal(before, (await CountAsync("resource_version"), await CountAsync("tag_version"), await CountAsync("finding_version")));
    }

    [Fact]
    public async Task Recheck_OfMendedTags_ResolvesTheFindingWithoutAScan()
    {
        Estate.AddListed("s3", Acme);
        await Scanner.ScanAsync(Ct);
        Estate.Add(Acme, new() { ["OrgId"] = "acme" });

        var checkedAgain = await Get<RecheckResources>().ExecuteAsync(new RecheckRequest([Acme]), TestKit.TestActors.Priya, Ct);
        await Get<Reevaluate>().ExecuteAsync(Ct);

        Assert.Equal((1, true), (checkedAgain.Read, checkedAgain.Changed));
        Assert.Equal(FindingStatus.Resolved, (await FindingAsync("TAG-ORG-01", "fusion-rms-acme")).Status);
    }

    [Fact]
    public async Task Recheck_ThatAwsDoesNotAnswerFor_ChangesNothing()
    {
        Estate.AddListed("s3", Acme);
        await Scanner.ScanAsync(Ct);

        var checkedAgain = await Get<RecheckResources>().ExecuteAsync(new RecheckRequest([Acme]), TestKit.TestActors.Priya, Ct);

        Assert.Equal([Acme], checkedAgain.Silent);
        Assert.False(checkedAgain.Changed);
        Assert.Equal(FindingStatus.Open, (await FindingAsync("TAG-ORG-01", "fusion-rms-acme")).Status);
    }

    [Fact]
    public async Task Recheck_OfInlineTags_RewritesTheResource()
    {
        var arn = "arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1";
        Estate.AddListed("ec2", arn, new() { ["Name"] = "VPC-POS", ["OrgId"] = "acme" });
        await Scanner.ScanAsync(Ct);
        Assert.Single(await FindingsAsync(new FindingFilter(ConventionIds: ["TAG-ORG-09"])));
        Estate.Add(arn, new() { ["Name"] = "VPC-POS" });

        await Get<RecheckResources>().ExecuteAsync(new RecheckRequest([arn]), TestKit.TestActors.Priya, Ct);
        await Get<Reevaluate>().ExecuteAsync(Ct);

        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: ["TAG-ORG-09"])));
    }

    [Fact]
    public async Task Recheck_OfWhatItsListTellsApart_KeepsItsKind()
    {
        // Its ARN is an RDS instance's; only RDS's list told that it is Neptune's.
        var arn = "arn:aws:rds:us-east-1:111111111111:db:graph";
        Estate.Lists("rds", isGlobal: false, RdsInstance.Kind, NeptuneInstance.Kind);
        var target = new ScanTarget(TestEstate.Production, TestEstate.Region, "rds");
        Estate.AddListed("rds", arn, new() { ["Owner"] = "ana" });
        Estate.Resources[target] = [.. Estate.Resources[target].Select(o => o with { Kind = NeptuneInstance.Kind })];
        await Scanner.ScanAsync(Ct);
        Estate.Add(arn, new() { ["Owner"] = "marek" });

        Assert.True((await Get<RecheckResources>().ExecuteAsync(new RecheckRequest([arn]), TestKit.TestActors.Priya, Ct)).Changed);
        await Get<Reevaluate>().ExecuteAsync(Ct);

        Assert.Equal(
            1, await CountAsync("resource_version where valid_to = 'infinity' and kind = 'neptune-instance' and tags->>'Owner' = 'marek'"));
        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: ["NAME-RDS-01"])));
    }

    [Fact]
    public async Task NeverTagged_LeftOpenByTagsReadTooEarly_IsJudgedAsSoonAsTheyAreReadLater()
    {
        Estate.AddListed("s3", Acme);
        var scan = await Scanner.ReadAsync(Ct);
        // As where the clock of the process that read the tags is behind.
        await Postgres.ExecuteAsOwnerAsync(
            "update coverage set last_complete_began_at = last_complete_began_at - interval '1 hour' where service = 'tagging'");
        await Get<EvaluateScan>().ExecuteAsync(scan, Ct);
        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: ["TAG-ORG-01"])));

        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        var unchanged = await Scanner.ScanAsync(Ct);

        Assert.Equal((0, 0, 0), (unchanged.Added, unchanged.Changed, unchanged.Removed));
        Assert.Single(await FindingsAsync(new FindingFilter(ConventionIds: ["TAG-ORG-01"])));
    }

    [Fact]
    public async Task Recheck_InAPausedAccount_IsRefusedAndATagChangeThereLeftToItsScan()
    {
        Estate.AddListed("s3", Acme);
        await Scanner.ScanAsync(Ct);
        await Get<PauseAccount>().ExecuteAsync(new PauseAccountRequest(TestEstate.Production, true), TestKit.TestActors.Priya, Ct);
        Estate.Add(Acme, new() { ["OrgId"] = "acme" });
        Scanner.Readers.Changes.Enqueue(new TagChange("r1", TestEstate.Production, TestEstate.Region, [Acme], Scanner.Clock.GetUtcNow()));

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => Get<RecheckResources>().ExecuteAsync(new RecheckRequest([Acme]), TestKit.TestActors.Priya, Ct));
        Assert.Equal(1, await Get<TagChangeListener>().OnceAsync(Ct));

        Assert.Equal("account-paused", refused.Code);
        Assert.Equal(0, await CountAsync("coverage where service = 'rechecks'"));
        Assert.Equal(FindingStatus.Open, (await FindingAsync("TAG-ORG-01", "fusion-rms-acme")).Status);
    }

    [Fact]
    public async Task Recheck_OfWhatNoScanHasSeen_IsRefused()
    {
        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => Get<RecheckResources>().ExecuteAsync(new RecheckRequest([Acme]), TestKit.TestActors.Priya, Ct));

        Assert.Equal("not-in-inventory", refused.Code);
    }

    [Fact]
    public async Task TagChange_FromTheQueue_IsReadAgainAndTakenOff()
    {
        Estate.AddListed("s3", Acme);
        await Scanner.ScanAsync(Ct);
        Estate.Add(Acme, new() { ["OrgId"] = "acme" });
        Scanner.Readers.Changes.Enqueue(
            new TagChange("r1", TestEstate.Production, TestEstate.Region, [Acme, "arn:aws:s3:::unknown"], Scanner.Clock.GetUtcNow()));
        Scanner.Readers.Changes.Enqueue(new TagChange("r2", "", "", [], Scanner.Clock.GetUtcNow()));

        Assert.Equal(2, await Get<TagChangeListener>().OnceAsync(Ct));
        await Get<Reevaluate>().ExecuteAsync(Ct);

        Assert.Equal(["r1", "r2"], Scanner.Readers.Done);
        // Mended in AWS; the portal's records are what they were.
        Assert.Equal(
            (1, 0), (
            await CountAsync("finding_version where cause = 'Fixed'"), await CountAsync("finding_version where cause = 'RecordChanged'")));
        Assert.Equal(FindingStatus.Resolved, (await FindingAsync("TAG-ORG-01", "fusion-rms-acme")).Status);
    }

    [Fact]
    public async Task TagChange_ThatCannotBeReadNow_StaysInTheQueue()
    {
        Estate.AddListed("s3", Acme);
        await Scanner.ScanAsync(Ct);
        Scanner.Readers.Fault = new TargetFailedException(TargetFailure.Throttled, "Slow down.");

        await Assert.ThrowsAsync<TargetFailedException>(() => Get<TagChangeListener>().OnceAsync(Ct));

        Assert.Empty(Scanner.Readers.Done);
        Assert.Equal(1, await CountAsync("coverage where service = 'tag-changes' and outcome = 'Throttled'"));
    }

    private async Task<ResourceRow> ResourceAsync(string arn) =>
        Assert.Single((await Get<InventoryQueries>().ListAsync(new ResourceFilter(Text: arn), null, 10, Ct)).Rows, r => r.Arn == arn);
}
