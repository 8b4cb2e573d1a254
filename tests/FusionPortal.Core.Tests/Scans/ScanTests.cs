using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Reading;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scans;

public sealed class ScanTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Scan_OfAnEstate_StoresEveryResourceAndEnds()
    {
        Estate.PageSize = 2;
        for (var i = 0; i < 5; i++) Estate.Bucket($"fusion-rms-stores{i}", $"stores{i}");

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal(ScanState.Completed, scan.State);
        Assert.Equal((2, 0), (scan.TargetsCompleted, scan.TargetsFailed));
        Assert.Equal((5, 5), (scan.Resources, scan.Added));
        Assert.Equal(5, scan.Calls); // one for the accounts, three pages, one empty page
        var page = await Get<InventoryQueries>().ListAsync(new ResourceFilter(), null, 100, Ct);
        Assert.Equal(5, page.Rows.Count);
        Assert.All(page.Rows, r => Assert.Equal((S3Bucket.Kind, TestEstate.Production), (r.Kind, r.AccountId)));
    }

    [Fact]
    public async Task Reading_ThatBeganAgain_StoresWhatItSawTheSecondTimeOnly()
    {
        Estate.PageSize = 2;
        for (var i = 0; i < 6; i++) Estate.Bucket($"fusion-rms-stores{i}", $"stores{i}");
        Estate.ExpireToken(TestEstate.In(TestEstate.Production), afterPages: 2);
        // Seen on the first page, gone before the reading begins again.
        Estate.BeforePage = (_, page, _) =>
        {
            if (page == 2) Estate.Remove("arn:aws:s3:::fusion-rms-stores0");
            return Task.CompletedTask;
        };

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((5, 5), (scan.Resources, scan.Added));
        var page = await Get<InventoryQueries>().ListAsync(new ResourceFilter(), null, 100, Ct);
        Assert.DoesNotContain(page.Rows, r => r.Arn == "arn:aws:s3:::fusion-rms-stores0");
    }

    [Fact]
    public async Task Rescan_OfAnUnchangedEstate_WritesNoResourceAndNoFindingAndNoTally()
    {
        for (var i = 0; i < 50; i++) Estate.Bucket($"some-bucket-{i}", "acme");
        await Scanner.ScanAsync(Ct);
        var before = await HistoryAsync();

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal(before, await HistoryAsync());
        Assert.Equal((50, 0, 0, 0), (scan.Resources, scan.Added, scan.Changed, scan.Removed));
        Assert.True(before.Findings > 0);
    }

    [Fact]
    public async Task Rescan_OfAChangedEstate_ClosesAndOpensVersions()
    {
        Estate.Bucket("kept", "acme");
        Estate.Bucket("retagged", "acme");
        Estate.Bucket("gone", "acme");
        await Scanner.ScanAsync(Ct);
        var then = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        Estate.Remove("arn:aws:s3:::retagged");
        Estate.Remove("arn:aws:s3:::gone");
        Estate.Bucket("retagged", "zebra");
        Estate.Bucket("new", "acme");

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((1, 1, 1), (scan.Added, scan.Changed, scan.Removed));
        Assert.Equal(["kept", "new", "retagged"], await NamesAsync(null));
        Assert.Equal(["gone", "kept", "retagged"], await NamesAsync(then));
        var retagged = await Get<InventoryQueries>().ListAsync(new ResourceFilter(Text: "retagged", AsOf: then), null, 10, Ct);
        Assert.Equal("acme", Assert.Single(retagged.Rows).Tags!.Value.GetProperty("OrgId").GetString());
    }

    [Fact]
    public async Task Target_ThatRepeatsAResource_KeepsTheLastAnswer()
    {
        Estate.PageSize = 1;
        Estate.Bucket("twice", "old");
        Estate.Bucket("other", "acme");
        Estate.Bucket("twice", "new");

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal((2, 2), (scan.Resources, scan.Added));
        var row = Assert.Single((await Get<InventoryQueries>().ListAsync(new ResourceFilter(Text: "twice"), null, 10, Ct)).Rows);
        Assert.Equal("new", row.Tags!.Value.GetProperty("OrgId").GetString());
    }

    [Fact]
    public async Task Target_TakenTwice_IsReadOnceAndDoublesNothing()
    {
        Estate.Bucket("one", "acme");
        var (scanId, targets) = await Scanner.DiscoverAsync(Ct);
        foreach (var target in targets) await Get<ReadTarget>().ExecuteAsync(scanId, target, Ct);
        var pagesRead = 0;
        Estate.BeforePage = (_, _, _) => Task.FromResult(pagesRead++);

        foreach (var target in targets) await Get<ReadTarget>().ExecuteAsync(scanId, target, Ct);

        Assert.Equal(0, pagesRead);
        Assert.Equal(1, await CountAsync("resource_version"));
    }

    [Fact]
    public async Task Target_TakenByTwoAtOnce_IsReadByOne()
    {
        Estate.Bucket("one", "acme");
        var (scanId, targets) = await Scanner.DiscoverAsync(Ct);
        var reads = 0;
        var both = new TaskCompletionSource();
        Estate.BeforePage = async (_, _, ct) =>
        {
            Interlocked.Increment(ref reads);
            await both.Task.WaitAsync(ct);
        };

        var first = Get<ReadTarget>().ExecuteAsync(scanId, targets[0], Ct);
        while (Volatile.Read(ref reads) == 0) await Task.Yield();
        await Get<ReadTarget>().ExecuteAsync(scanId, targets[0], Ct); // finds it held, and leaves
        both.SetResult();
        await first;

        Assert.Equal(1, reads);
        Assert.Equal(1, await CountAsync($"scan_target where state = 'Completed'"));
    }

    [Fact]
    public async Task Counters_WhileATargetIsRead_MoveAtMostTwiceASecond()
    {
        Estate.PageSize = 1;
        for (var i = 0; i < 8; i++) Estate.Bucket($"bucket-{i}", "acme");
        var (scanId, targets) = await Scanner.DiscoverAsync(Ct);
        var shown = new List<int>();
        Estate.BeforePage = async (target, _, _) =>
        {
            if (target.AccountId != TestEstate.Production) return;
            shown.Add((await Get<ScanQueries>().GetAsync(scanId, Ct))!.Targets.Single(t => t.Target == target).Resources);
            Scanner.Clock.Advance(TimeSpan.FromMilliseconds(200));
        };

        foreach (var target in targets) await Get<ReadTarget>().ExecuteAsync(scanId, target, Ct);

        Assert.Equal([0, 0, 0, 3, 3, 3, 6, 6], shown); // 600 ms apart, the first multiple of a page past half a second
    }

    [Fact]
    public async Task Start_WhileAScanRuns_JoinsIt()
    {
        var first = await Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Ana, Ct);
        var second = await Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Tom, Ct);

        Assert.Equal((first.ScanId, true), (second.ScanId, second.Joined));
        Assert.Equal(1, await CountAsync("scan"));
    }

    [Fact]
    public async Task Start_PressedByManyAtOnce_StartsOne()
    {
        var started =
            await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Ana, Ct)));

        Assert.Single(started.Select(s => s.ScanId).Distinct());
        Assert.Single(started, s => !s.Joined);
    }

    [Fact]
    public async Task Start_ByAnAuditor_IsForbidden()
    {
        var refused =
            await Assert.ThrowsAsync<RefusedException>(() => Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Ingrid, Ct));

        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
        Assert.Equal(0, await CountAsync("scan"));
    }

    [Fact]
    public async Task Scan_WritesTwoAuditEvents_HoweverManyResources()
    {
        for (var i = 0; i < 30; i++) Estate.Bucket($"bucket-{i}", "acme");
        await Scanner.ScanAsync(Ct);

        Assert.Equal(1, await CountAsync("audit.event where kind = 'scan.started'"));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'scan.completed'"));
        Assert.Equal(2, await CountAsync("audit.event"));
    }

    private async Task<(long Resources, long Findings, long Versions, long Verdicts, long Tallies)> HistoryAsync() => (
        await CountAsync("resource_version"), await CountAsync("finding"), await CountAsync("finding_version"),
        await CountAsync("verdict_tally"), await CountAsync("resource_tally"));

    private async Task<IEnumerable<string>> NamesAsync(DateTimeOffset? asOf) =>
        (await Get<InventoryQueries>().ListAsync(new ResourceFilter(AsOf: asOf), null, 100, Ct)).Rows.Select(r => r.Name)
            .Order(StringComparer.Ordinal);
}
