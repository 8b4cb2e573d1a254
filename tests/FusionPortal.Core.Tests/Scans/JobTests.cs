using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Jobs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using Npgsql;
using Quartz;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>The scheduler itself, on its own tables, with real time.</summary>
public sealed class JobTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new(cluster);
    private readonly TestEstate _estate = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Scan_Started_RunsToItsEndThroughTheScheduler()
    {
        _estate.Bucket("some-bucket", "nobody");
        await using var host = new ScanHost(_estate, _postgres.ConnectionString);
        await host.StartAsync(Ct);

        var started = await host.Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Priya, Ct);
        var scan = await EndedAsync(host, started.ScanId);

        Assert.Equal((ScanState.Completed, 2, 1L), (scan.State, scan.TargetsCompleted, scan.Resources));
        Assert.True(host.Get<SchedulerHost>().IsReady);
    }

    [Fact]
    public async Task FirstStart_WithScansEnabled_ScansByItself()
    {
        await using var host = new ScanHost(_estate, _postgres.ConnectionString, new() { ["Scans:Enabled"] = "true" });
        await host.StartAsync(Ct);

        await ScanHost.UntilAsync(async () => (await host.Get<ScanQueries>().StatusAsync(Ct)).Last is not null, Ct);

        var scan = (await host.Get<ScanQueries>().StatusAsync(Ct)).Last!;
        Assert.Equal((true, "FusionPortal"), (scan.Scheduled, scan.RequestedBy));
    }

    [Fact]
    public async Task ScheduledScan_DueWhileAnAccountIsScanned_StartsAfterwards()
    {
        await using var host =
            new ScanHost(_estate, _postgres.ConnectionString, new() { ["Scans:Enabled"] = "true", ["Scans:Cron"] = "0 0 0 1 1 ? 2099" });
        await host.StartAsync(Ct);
        await ScanHost.UntilAsync(async () => (await host.Get<ScanQueries>().StatusAsync(Ct)).Last is not null, Ct);
        var (reading, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        _estate.BeforePage = async (_, _, ct) =>
        {
            reading.TrySetResult();
            await go.Task.WaitAsync(ct);
        };
        var account = await host.Get<StartScan>()
            .ExecuteAsync(new StartScanRequest(AccountId: TestEstate.Production), TestActors.Priya, Ct);
        await reading.Task.WaitAsync(Ct);

        var scheduler = await host.Get<ISchedulerFactory>().GetScheduler(Ct);
        await scheduler.TriggerJob(ScanJobs.ScheduledScan, Ct);
        await ScanHost.UntilAsync(async () => await scheduler.Exists(ScheduledScanJob.AgainKey(ScanJobs.ScheduledScan), Ct), Ct);
        go.SetResult();
        await EndedAsync(host, account.ScanId);

        await ScanHost.UntilAsync(async () => (await host.Get<ScanQueries>().StatusAsync(Ct)).Last is { Scheduled: true, Number: 3 }, Ct);
    }

    [Fact]
    public async Task Process_WithoutJobs_HandsItsScanToAnother()
    {
        _estate.Bucket("some-bucket", "nobody");
        await using var pages = new ScanHost(_estate, _postgres.ConnectionString, new() { ["Jobs:Enabled"] = "false" });
        await pages.StartAsync(Ct);
        var started = await pages.Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Priya, Ct);
        Assert.Equal(ScanState.Discovering, (await pages.Get<ScanQueries>().GetAsync(started.ScanId, Ct))!.Summary.State);

        await using var worker = new ScanHost(_estate, _postgres.ConnectionString);
        await worker.StartAsync(Ct);

        Assert.Equal(ScanState.Completed, (await EndedAsync(pages, started.ScanId)).State);
        Assert.True(pages.Get<SchedulerHost>().IsReady);
    }

    [Fact]
    public async Task Process_StoppedInMidTarget_IsTakenOverAndDoublesNothing()
    {
        _estate.PageSize = 1;
        for (var i = 0; i < 5; i++) _estate.Bucket($"bucket-{i}", "nobody");
        var reading = new TaskCompletionSource();
        _estate.BeforePage = async (_, page, ct) =>
        {
            if (page != 2) return;
            reading.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
        };
        Guid scanId;
        await using (var first = new ScanHost(_estate, _postgres.ConnectionString))
        {
            await first.StartAsync(Ct);
            scanId = (await first.Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Priya, Ct)).ScanId;
            await reading.Task.WaitAsync(Ct);
        }

        _estate.BeforePage = null;
        await using var second = new ScanHost(_estate, _postgres.ConnectionString);
        await second.StartAsync(Ct);
        var scan = await EndedAsync(second, scanId);

        Assert.Equal((ScanState.Completed, 5L, 5L), (scan.State, scan.Resources, scan.Added));
        Assert.Equal(5, await CountAsync("resource_version"));
    }

    [Fact]
    public async Task Database_ThatGoesAwayInMidScanAndComesBack_LosesAndDoublesNothing()
    {
        _estate.PageSize = 1;
        for (var i = 0; i < 5; i++) _estate.Bucket($"bucket-{i}", "nobody");
        var reading = new TaskCompletionSource();
        var away = new TaskCompletionSource();
        _estate.BeforePage = async (target, page, ct) =>
        {
            if (page != 2 || target.AccountId != TestEstate.Production) return;
            reading.TrySetResult();
            await away.Task.WaitAsync(ct);
        };
        await using var host = new ScanHost(_estate, _postgres.ConnectionString);
        await host.StartAsync(Ct);
        var scanId = (await host.Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Priya, Ct)).ScanId;
        await reading.Task.WaitAsync(Ct);

        await AllowConnectionsAsync(false);
        away.SetResult();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => host.Get<ScanQueries>().StatusAsync(Ct));
        await AllowConnectionsAsync(true);
        await ScanHost.UntilAsync(
            async () =>
            {
                try
                {
                    // The scheduler does this by itself every minute.
                    await host.Get<SweepScans>().ExecuteAsync(Ct);
                    return (await host.Get<ScanQueries>().GetAsync(scanId, Ct))!.Summary.EndedAt is not null;
                }
                catch (NpgsqlException)
                {
                    return false; // a connection of the pool that died with the database
                }
            },
            Ct);

        var scan = (await host.Get<ScanQueries>().GetAsync(scanId, Ct))!.Summary;
        Assert.Equal((ScanState.Completed, 2, 5L, 5L), (scan.State, scan.TargetsCompleted, scan.Resources, scan.Added));
        Assert.Equal(5, await CountAsync("resource_version"));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'scan.completed'"));
    }

    [Fact]
    public async Task Scheduler_StartedWhileTheDatabaseIsAway_StartsWhenItIsBack()
    {
        await AllowConnectionsAsync(false);
        await using var host = new ScanHost(_estate, _postgres.ConnectionString);
        await host.StartAsync(Ct);
        Assert.False(host.Get<SchedulerHost>().IsReady);

        await AllowConnectionsAsync(true);
        await ScanHost.UntilAsync(() => Task.FromResult(host.Get<SchedulerHost>().IsReady), Ct);

        var started = await host.Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Priya, Ct);
        Assert.Equal(ScanState.Completed, (await EndedAsync(host, started.ScanId)).State);
    }

    [Fact]
    public async Task Work_ThatNoJobHas_IsHandedOverBySweeping()
    {
        _estate.Bucket("some-bucket", "nobody");
        await using var host = new ScanHost(_estate, _postgres.ConnectionString);
        var started = await host.Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Priya, Ct);
        // As after a scheduler whose tables were lost; each step is lost once.
        foreach (var lost in new[] { ScanState.Discovering, ScanState.Reading, ScanState.Evaluating })
        {
            await ForgetJobsAsync();
            Assert.Equal(lost, (await host.Get<ScanQueries>().GetAsync(started.ScanId, Ct))!.Summary.State);
            await host.Get<SweepScans>().ExecuteAsync(Ct);
            Assert.True(await CountAsync("quartz.qrtz_job_details") > 0);
            await StepAsync(host, started.ScanId, lost);
        }

        Assert.Equal(ScanState.Completed, (await EndedAsync(host, started.ScanId)).State);
    }

    [Fact]
    public async Task Organization_RecordedWhileTheSchedulerRuns_IsJudgedWithoutAskingAws()
    {
        _estate.Bucket("fusion-rms-bkry2", "bkry2");
        await using var host = new ScanHost(_estate, _postgres.ConnectionString);
        await host.StartAsync(Ct);
        await EndedAsync(host, (await host.Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestActors.Priya, Ct)).ScanId);
        Assert.Equal(1, (await UnknownAsync(host)).Matching);
        var pages = 0;
        _estate.BeforePage = (_, _, _) => Task.FromResult(Interlocked.Increment(ref pages));

        await host.Get<CreateOrganization>().ExecuteAsync(
            new CreateOrganizationRequest("bkry2", "Bakery Two", EnvironmentKind.Production), TestActors.Ana, Ct);
        await ScanHost.UntilAsync(async () => (await UnknownAsync(host)).Matching == 0, Ct);

        Assert.Equal(0, pages);
    }

    private static Task<FindingCounts> UnknownAsync(ScanHost host) =>
        host.Get<FindingQueries>().CountAsync(new FindingFilter(ConventionIds: ["ORG-ID-02"]), Ct);

    private static async Task<ScanSummary> EndedAsync(ScanHost host, Guid scanId)
    {
        await ScanHost.UntilAsync(async () => (await host.Get<ScanQueries>().GetAsync(scanId, Ct))!.Summary.EndedAt is not null, Ct);
        return (await host.Get<ScanQueries>().GetAsync(scanId, Ct))!.Summary;
    }

    private static async Task StepAsync(ScanHost host, Guid scanId, ScanState state)
    {
        switch (state)
        {
            case ScanState.Discovering:
                await host.Get<Core.Scans.Discovery.DiscoverTargets>().ExecuteAsync(scanId, Ct);
                break;
            case ScanState.Reading:
                await using (var connection = await host.Get<NpgsqlDataSource>().OpenConnectionAsync(Ct))
                    foreach (var target in await ScanWork.DueTargetsAsync(connection, scanId, Ct))
                        await host.Get<Core.Scans.Reading.ReadTarget>().ExecuteAsync(scanId, target, Ct);
                break;
            default:
                await host.Get<Core.Findings.Judging.EvaluateScan>().ExecuteAsync(scanId, Ct);
                break;
        }
    }

    // From another database: once nobody may connect, nobody may connect to say otherwise.
    private async Task AllowConnectionsAsync(bool allow)
    {
        var database = new NpgsqlConnectionStringBuilder(_postgres.OwnerConnectionString).Database;
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_postgres.OwnerConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(
            $"alter database {database} with allow_connections {allow}; select pg_terminate_backend(pid) from "
                + $"pg_stat_activity where datname = '{database}'", connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private Task ForgetJobsAsync() => _postgres.ExecuteAsOwnerAsync(
        "delete from quartz.qrtz_simple_triggers; delete from quartz.qrtz_cron_triggers; delete from quartz.qrtz_fired_triggers; delete "
            + "from quartz.qrtz_triggers; delete from quartz.qrtz_job_details");

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_postgres.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand($"select count(*) from {sql}", connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
