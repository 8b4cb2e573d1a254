using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Homes;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Homes;

public sealed class LeadHomeTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Home_OfAnEmptyPortal_ClaimsNothing()
    {
        var home = await Get<LeadHomeQueries>().ForAsync(TestActors.Priya, null, Ct);

        Assert.Null(home.Since);
        Assert.Null(home.Summary.LastScan);
        Assert.Equal((0, 0, 0, 0), (home.Critical.Count, home.High.Count, home.Behind.Count, home.Waiting.Count));
    }

    [Fact]
    public async Task Home_OfAnInstaller_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Get<LeadHomeQueries>().ForAsync(TestActors.Ana, null, Ct));

        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
    }

    [Fact]
    public async Task WhatNobodyAcknowledged_ComesOldestFirst_AndLeavesWhenSomebodyDoes()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        for (var i = 0; i <= LeadHomeQueries.Shown; i++) Estate.Bucket($"fusion-rms-kiteqa-{i}", "kiteqa");
        await Scanner.ScanAsync(Ct);
        Estate.Bucket("kiteqa-later", "kiteqa");
        await Scanner.ScanAsync(Ct);
        var all = await FindingsAsync(new FindingFilter(Severities: [Severity.Critical]));

        var home = await Get<LeadHomeQueries>().ForAsync(TestActors.Priya, null, Ct);

        Assert.Equal((LeadHomeQueries.Shown, all.Count), (home.Critical.Count, home.CriticalUnseen));
        Assert.Equal(all.Min(f => f.FirstSeenAt), home.Critical[0].FirstSeenAt);
        Assert.All(home.High, f => Assert.Equal(Severity.High, f.Severity));

        await Get<AcknowledgeFinding>().ExecuteAsync(
            new AcknowledgeFindingRequest(home.Critical[0].Id, "Asked Kite Cycles"), TestActors.Priya, Ct);

        var after = await Get<LeadHomeQueries>().ForAsync(TestActors.Priya, null, Ct);
        Assert.Equal(home.CriticalUnseen - 1, after.CriticalUnseen);
        Assert.DoesNotContain(after.Critical, f => f.Id == home.Critical[0].Id);
    }

    [Fact]
    public async Task Behind_NamesTheClientsOfEachCause_AndAddsUpToIt()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-stays", "stays");
        Estate.Bucket("fusion-rms-goes", "goes");
        await Scanner.ScanAsync(Ct);
        await Scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:s3:::fusion-rms-goes");
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("fusion-rms-comes", "comes");
        await Scanner.ScanAsync(Ct);

        var home = await Get<LeadHomeQueries>().ForAsync(TestActors.Priya, null, Ct);

        var since = home.Since!;
        long Of(ChangeCause cause) => home.Behind.Where(b => b.Cause == cause).Sum(b => b.Findings);
        Assert.Equal(
            (since.New, since.Changed, since.Reappeared, since.ConventionAdded, since.RecordAdded),
            (Of(ChangeCause.New), Of(ChangeCause.Changed), Of(ChangeCause.Reappeared),
                Of(ChangeCause.ConventionAdded), Of(ChangeCause.RecordAdded)));
        Assert.Equal(
            (since.Fixed, since.Deleted, since.ConventionRemoved, since.RecordRemoved, since.ClosedUnread),
            (Of(ChangeCause.Fixed), Of(ChangeCause.Deleted), Of(ChangeCause.ConventionRemoved), Of(ChangeCause.RecordRemoved),
                Of(ChangeCause.ClosedUnread)));
        Assert.True(since is { New: > 0, Fixed: > 0 }, since.ToString());
        Assert.Contains(home.Behind, b => b is { Cause: ChangeCause.New, OrgId: "acme", Title: "Acme Stores" });
        Assert.Contains(home.Behind, b => b is { Cause: ChangeCause.New, OrgId: "comes", Title: null });
        Assert.Contains(home.Behind, b => b is { Cause: ChangeCause.Fixed, OrgId: "goes" });
    }

    [Fact]
    public async Task SinceLastLooked_AddsUpOverManyScans_WhatIsNewAndWhatChangedApart()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("fusion-rms-goes", "goes");
        await Scanner.ScanAsync(Ct);
        var looked = Scanner.Clock.GetUtcNow();
        Estate.Remove("arn:aws:s3:::fusion-rms-goes");
        Estate.Bucket("fusion-rms-comes", "comes");
        await Scanner.ScanAsync(Ct);
        // A resource that was right when the person looked, and has another tag since.
        Estate.Remove("arn:aws:s3:::fusion-rms-acme");
        Estate.Add("arn:aws:s3:::fusion-rms-acme", new() { ["OrgId"] = "acme", ["Environment"] = "QA" });
        await Scanner.ScanAsync(Ct);

        var home = await Get<LeadHomeQueries>().ForAsync(TestActors.Priya, looked, Ct);

        Assert.True(home.IsSinceLastLooked);
        var since = home.Since!;
        Assert.Equal(looked, since.Since);
        Assert.Equal(
            since.OpenNow,
            since.OpenThen + since.New + since.Changed + since.Reappeared + since.ConventionAdded + since.RecordAdded
            - since.Fixed - since.Deleted - since.ConventionRemoved - since.RecordRemoved - since.ClosedUnread);
        Assert.Equal((await FindingsAsync()).Count, since.OpenNow);
        Assert.Equal((await FindingsAsync()).Count(f => f.Name == "fusion-rms-acme"), since.Changed);
        Assert.True(since is { New: > 0, Changed: > 0, Deleted: 0, Fixed: > 0 }, since.ToString());
    }

    [Fact]
    public async Task FirstVisit_AndOneBeforeTheFirstScan_CompareWithTheScanBefore()
    {
        var before = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromHours(1));
        Estate.Bucket("fusion-rms-one", "one");
        await Scanner.ScanAsync(Ct);
        Estate.Bucket("fusion-rms-two", "two");
        await Scanner.ScanAsync(Ct);

        var first = await Get<LeadHomeQueries>().ForAsync(TestActors.Priya, null, Ct);
        var early = await Get<LeadHomeQueries>().ForAsync(TestActors.Priya, before, Ct);

        Assert.Equal((null, false), (first.LastLookedAt, first.IsSinceLastLooked));
        Assert.Equal((before, false), (early.LastLookedAt, early.IsSinceLastLooked));
        Assert.NotNull(first.Since);
        Assert.Equal(first.Since.Since, early.Since!.Since);
    }

    [Fact]
    public async Task Waiting_IsWhatTheRunsOfEverybodyWaitFor()
    {
        var worker = new RunWorker(Scanner.Portal) { Answers = { ["rds-hosting"] = "shared-new" } };
        var run = await worker.StartInstallAsync("waits", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, TestActors.Marek, Ct);
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);

        var home = await Get<LeadHomeQueries>().ForAsync(TestActors.Priya, null, Ct);

        var detail = (await Get<FusionPortal.Core.Runs.RunQueries>().FindAsync(run.Head.Id, TestActors.Priya.SubjectId, Ct))!;
        var blocks = detail.Sections.SelectMany(s => s.Blocks).ToArray();
        Assert.Equal(blocks.Select(b => b.Title).Order(), home.Waiting.Select(w => w.What).Order());
        Assert.All(home.Waiting, w => Assert.Equal(run.Head.Id, w.RunId));
        var waits = Assert.Single(home.Waiting, w => w.OtherRunId is not null);
        Assert.Equal(["Ana Ruiz"], waits.From);
        Assert.True(waits is { BlockedSteps: > 0, Since: not null }, waits.ToString());
    }
}
