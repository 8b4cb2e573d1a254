using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

public sealed class FindingLifeTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string TagKnown = "TAG-ORG-07";
    private const string Spelling = "TAG-ORG-03";
    private const string ProductionHosts = "ENV-01";
    private const string Recorded = "ORG-ID-02";

    [Fact]
    public async Task Finding_ThatGoesAndComesBack_IsTheSameFindingReopened()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Misspelled();
        await Scanner.ScanAsync(Ct);
        var opened = await FindingAsync(Spelling, "fusion-rms-acme");

        Estate.Remove("arn:aws:s3:::fusion-rms-acme");
        Estate.Bucket("fusion-rms-acme", "acme");
        var fixing = await Scanner.ScanAsync(Ct);
        var resolved = await FindingAsync(Spelling, "fusion-rms-acme");

        Estate.Remove("arn:aws:s3:::fusion-rms-acme");
        Misspelled();
        var returning = await Scanner.ScanAsync(Ct);
        var reopened = await FindingAsync(Spelling, "fusion-rms-acme");

        Assert.Equal(
            (FindingStatus.Open, FindingStatus.Resolved, FindingStatus.Reopened), (opened.Status, resolved.Status, reopened.Status));
        Assert.Equal((opened.Id, opened.Id), (resolved.Id, reopened.Id));
        Assert.Equal((opened.Number, opened.FirstSeenAt), (reopened.Number, reopened.FirstSeenAt));
        Assert.Equal((1, 1), (fixing.FindingsResolved, returning.FindingsReopened));
        var detail = await Get<FindingQueries>().GetAsync(opened.Id, null, Ct);
        Assert.Equal([FindingCause.New, FindingCause.Fixed, FindingCause.Reappeared], detail!.Life.Select(m => m.Cause));
        Assert.Equal([1L, 2L, 3L], detail.Life.Select(m => m.ScanNumber!.Value));
    }

    [Fact]
    public async Task Finding_Resolved_WasLastSeenByTheScanBefore()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Misspelled();
        await Scanner.ScanAsync(Ct);
        await Scanner.ScanAsync(Ct);
        var seen = (await FindingAsync(Spelling, "fusion-rms-acme")).LastSeenAt;
        Estate.Remove("arn:aws:s3:::fusion-rms-acme");

        await Scanner.ScanAsync(Ct);

        var resolved = await FindingAsync(Spelling, "fusion-rms-acme");
        Assert.Equal(FindingStatus.Resolved, resolved.Status);
        Assert.NotNull(seen);
        Assert.Equal(seen, resolved.LastSeenAt);
    }

    [Fact]
    public async Task Finding_WhoseEvidenceChanges_GetsAVersionAndStaysOpen()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-acme", "acne");
        await Scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:s3:::fusion-rms-acme");
        Estate.Bucket("fusion-rms-acme", "acnee");

        await Scanner.ScanAsync(Ct);

        var finding = await FindingAsync(TagKnown, "fusion-rms-acme");
        Assert.Equal(FindingStatus.Open, finding.Status);
        Assert.Contains("acnee", finding.Actual);
        var life = (await Get<FindingQueries>().GetAsync(finding.Id, null, Ct))!.Life;
        Assert.Equal([FindingCause.New, FindingCause.Changed], life.Select(m => m.Cause));
    }

    [Fact]
    public async Task QaResource_InTheProductionAccount_IsAMixUpWithWitnesses()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");

        await Scanner.ScanAsync(Ct);

        var mixUp = await FindingAsync(ProductionHosts, "fusion-rms-kiteqa");
        Assert.True(mixUp.MixUp);
        Assert.Equal(
            (Severity.Critical, "kiteqa", "Kite Cycles", EnvironmentKind.QA),
            (mixUp.Severity, mixUp.OrgId, mixUp.OrgTitle, mixUp.Environment));
        var detail = (await Get<FindingQueries>().GetAsync(mixUp.Id, null, Ct))!;
        Assert.NotEmpty(detail.Evidence.GetProperty("witnesses").EnumerateArray());
        Assert.Equal("kiteqa", detail.Tags!.Value.GetProperty("OrgId").GetString());
        Assert.Equal(RuleSource.CompanyGuide, detail.Convention!.Source);
        Assert.NotEmpty(detail.Convention.Fix);
    }

    [Fact]
    public async Task Organization_RecordedLater_ResolvesItsFindingsWithoutAScan()
    {
        Estate.Bucket("fusion-rms-bkry2", "bkry2");
        await Scanner.ScanAsync(Ct);
        Assert.Equal(FindingStatus.Open, (await FindingAsync(Recorded, "bkry2")).Status);
        var read = 0;
        Estate.BeforePage = (_, _, _) => Task.FromResult(read++);

        await OrganizationAsync("bkry2", "Bakery Two", EnvironmentKind.Production);
        var judged = await Get<Reevaluate>().ExecuteAsync(Ct);

        Assert.True(judged);
        Assert.Equal(0, read);
        // A reader has sealed this moment, so that what was judged is valid from just after it.
        Scanner.Clock.Advance(TimeSpan.FromSeconds(1));
        var finding = await FindingAsync(Recorded, "bkry2");
        Assert.Equal(FindingStatus.Resolved, finding.Status);
        var last = (await Get<FindingQueries>().GetAsync(finding.Id, null, Ct))!.Life[^1];
        Assert.Equal((FindingCause.RecordChanged, null), (last.Cause, last.ScanNumber));
        Assert.False(await Get<Reevaluate>().ExecuteAsync(Ct)); // nothing changed since
    }

    [Fact]
    public async Task Account_Undeclared_IsNotJudgedByEnvironmentConventions()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        await Scanner.ScanAsync(Ct);
        var account = (await Get<AccountQueries>().ListAsync(Ct)).Single(a => a.Id == TestEstate.Production);

        await Get<DeclareAccount>()
            .ExecuteAsync(new DeclareAccountRequest(account.Id, AccountRole.Undeclared, account.Revision), TestActors.Priya, Ct);
        await Get<Reevaluate>().ExecuteAsync(Ct);

        // Nobody can say any more that it is wrong, and nobody said that it is right: it stays, and its pair is not evaluated.
        Assert.Equal(FindingStatus.Open, (await FindingAsync(ProductionHosts, "fusion-rms-kiteqa")).Status);
        var count = (await Get<ComplianceBreakdowns>().ConventionsAsync(new ComplianceFilter(), Ct))
            .Single(c => c.Convention.Id == ProductionHosts);
        Assert.Equal((0L, 0L), (count.Passed, count.Violated));
        Assert.True(count.NotEvaluated > 0);
    }

    [Fact]
    public async Task Finding_OfAnOrganizationInBothKindsOfAccount_WaitsForEveryAccount()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("fusion-rms-acme-2", "acme", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
        var finding = Assert.Single(await FindingsAsync(new FindingFilter(ConventionIds: ["ENV-05"])));

        Estate.Remove("arn:aws:s3:::fusion-rms-acme-2");
        Estate.Break(TestEstate.In(TestEstate.NonProduction), TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);
        var unseen = Assert.Single(await FindingsAsync(new FindingFilter(ConventionIds: ["ENV-05"])));
        Estate.Heal();
        await Scanner.ScanAsync(Ct);

        Assert.Equal((finding.Id, FindingStatus.Open), (unseen.Id, unseen.Status));
        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: ["ENV-05"])));
    }

    [Fact]
    public async Task Finding_WhoseResourceIsDeleted_IsToldFromOneThatWasMended()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Misspelled();
        Estate.Add("arn:aws:s3:::fusion-rms-acme-2", new() { ["OrgID"] = "acme" });
        await Scanner.ScanAsync(Ct);
        await Scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:s3:::fusion-rms-acme");
        Estate.Remove("arn:aws:s3:::fusion-rms-acme-2");
        Estate.Bucket("fusion-rms-acme-2", "acme");

        var scan = await Scanner.ScanAsync(Ct);

        var deleted = await FindingAsync(Spelling, "fusion-rms-acme");
        var mended = await FindingAsync(Spelling, "fusion-rms-acme-2");
        Assert.Equal((FindingStatus.Resolved, true), (deleted.Status, deleted.Deleted));
        Assert.Equal((FindingStatus.Resolved, false), (mended.Status, mended.Deleted));
        Assert.Equal(FindingCause.Deleted, (await LifeAsync(deleted))[^1].Cause);
        Assert.Equal(FindingCause.Fixed, (await LifeAsync(mended))[^1].Cause);
        Assert.True(
            scan.FindingsDeleted > 0 && scan.FindingsDeleted < scan.FindingsResolved, $"{scan.FindingsDeleted} of {scan.FindingsResolved}");
        IReadOnlyList<FindingStatus> resolved = [FindingStatus.Resolved];
        Assert.Contains(deleted.Id, (await FindingsAsync(new FindingFilter(Statuses: resolved, Deleted: true))).Select(f => f.Id));
        Assert.Equal(
            [mended.Id], (await FindingsAsync(new FindingFilter(Statuses: resolved, Deleted: false, ConventionIds: [Spelling])))
            .Select(f => f.Id));
        var change = (await Get<ChangeQueries>().SincePreviousAsync(new ComplianceFilter(), Ct))!;
        Assert.Equal((scan.FindingsResolved - scan.FindingsDeleted, scan.FindingsDeleted), (change.Fixed, change.Deleted));
    }

    [Fact]
    public async Task Finding_WhoseResourceIsDeletedWhileTheRecordsChange_IsDeleted()
    {
        Misspelled();
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        await Scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:s3:::fusion-rms-acme");
        await OrganizationAsync("bkry2", "Bakery Two", EnvironmentKind.Production);

        await Scanner.ScanAsync(Ct);

        Assert.True((await FindingAsync(Spelling, "fusion-rms-acme")).Deleted);
    }

    [Fact]
    public async Task Finding_WhoseTagsCouldNotBeRead_IsNotSeen()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Lists("s3", isGlobal: false, S3Bucket.Kind);
        Estate.AddListed("s3", "arn:aws:s3:::fusion-rms-acme");
        Estate.Bucket("fusion-rms-acme", "acne");
        await Scanner.ScanAsync(Ct);
        var seen = (await FindingAsync(TagKnown, "fusion-rms-acme")).LastSeenAt;
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied);
        Scanner.Clock.Advance(TimeSpan.FromHours(1));

        await Scanner.ScanAsync(Ct);
        Scanner.Clock.Advance(TimeSpan.FromHours(1));
        await Scanner.ScanAsync(Ct);

        var unseen = await FindingAsync(TagKnown, "fusion-rms-acme");
        Assert.Equal((FindingStatus.Open, seen), (unseen.Status, unseen.LastSeenAt));
        Assert.NotNull(unseen.NotEvaluatedSince);
        Assert.NotEmpty(unseen.NotEvaluatedWhy!);
        var counts = await Get<FindingQueries>().CountAsync(new FindingFilter(ConventionIds: [TagKnown]), Ct);
        Assert.Equal((1, 1), (counts.Matching, counts.MatchingOutOfDate));
        Assert.True((await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Score.LostSightOf > 0);
        Assert.Equal(
            1, await CountAsync("finding_unseen where valid_to = 'infinity' and why like '%tags%' and finding_id = '" + unseen.Id + "'"));

        Estate.Heal();
        await Scanner.ScanAsync(Ct);
        var again = await FindingAsync(TagKnown, "fusion-rms-acme");
        Assert.Null(again.NotEvaluatedSince);
        Assert.True(again.LastSeenAt > seen);
        Assert.Equal(0, await CountAsync("finding_unseen where valid_to = 'infinity'"));
    }

    [Fact]
    public async Task Finding_WhoseTargetFailsWhileAnotherShowsItsResource_TakesTheNewReason()
    {
        Estate.Add("arn:aws:s3:::strange", new() { ["Environment"] = "qa" });
        await Scanner.ScanAsync(Ct);
        var finding = await FindingAsync("ENV-07", "strange");
        var account = (await Get<AccountQueries>().ListAsync(Ct)).Single(a => a.Id == TestEstate.Production);
        await Get<DeclareAccount>()
            .ExecuteAsync(new DeclareAccountRequest(account.Id, AccountRole.Undeclared, account.Revision), TestActors.Priya, Ct);
        await Scanner.ScanAsync(Ct);
        var current = $"finding_unseen where valid_to = 'infinity' and finding_id = '{finding.Id}'";
        Assert.Equal(1, await CountAsync($"{current} and why like '%declared%'"));

        Estate.Lists("s3", isGlobal: false, S3Bucket.Kind);
        Estate.AddListed("s3", "arn:aws:s3:::strange");
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);

        Assert.Equal((1, 1), (await CountAsync(current), await CountAsync($"{current} and why like '%tags%'")));
    }

    private async Task<IReadOnlyList<FindingMoment>> LifeAsync(FindingRow row) =>
        (await Get<FindingQueries>().GetAsync(row.Id, null, Ct))!.Life;

    private void Misspelled() => Estate.Add("arn:aws:s3:::fusion-rms-acme", new() { ["OrgID"] = "acme" });
}
