using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>A run is finished while it is complete, and not because it once was.</summary>
public sealed class FinishedTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task FinishedRun_WhoseLinkedRunIsOpenedAgain_SaysSoEverywhereUntilItIsRightAgain()
    {
        var worker = new RunWorker(_portal) { Answers = { ["db-hosting"] = "shared", ["db-vpc"] = "new", ["db-name"] = "db-POS-31" } };
        var database = await worker.StartSharedAsync("rds-instance", "RDS with its VPC", TestActors.Ana, Ct);
        database = await worker.WorkUntilAsync(database.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);
        Assert.Equal(RunStanding.Finished, database.Standing);
        Assert.Equal([database.Head.Id], await ListedAsync("VPC", finished: true, RunStanding.Finished, "RDS"));
        var vpc = (await SharedAsync("vpc", "RDS with its VPC")).Head.Id;
        var finishedAt = DateTimeOffset.UtcNow;

        await worker.DoAsync(vpc, "vpc-dns", StepAction.Untick, TestActors.Priya, Ct, reason: "DNS hostnames were off");

        var now = await worker.ViewAsync(database.Head.Id, TestActors.Ana, Ct);
        Assert.Equal((RunStanding.NoLongerRight, false, null), (now.Standing, now.Complete, now.Head.FinishedAt));
        Assert.Equal(database.Head.FinishedAt, now.Head.WasFinishedAt);
        Assert.Contains("is not ready", Assert.Single(now.NoLongerRight).Message, StringComparison.Ordinal);
        Assert.Empty(await ListedAsync("RDS", finished: true, null, "RDS"));
        Assert.Equal([database.Head.Id], await ListedAsync("RDS", finished: false, RunStanding.NoLongerRight, "RDS"));
        Assert.Equal(RunStanding.NoLongerRight, (await SharedAsync("rds-instance", "RDS with its VPC")).Standing);
        var work = await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, null, Ct);
        var item = Assert.Single(work.NeedsMe, i => i.RunId == database.Head.Id);
        Assert.Equal(WorkReason.NoLongerRight, item.Reason);
        Assert.Contains("no longer is", item.Detail, StringComparison.Ordinal);
        Assert.Contains(work.Runs, r => r.Head.Id == database.Head.Id && r.HeldUpBy is not null);
        Assert.Equal(("no", "yes"), (await CompleteAsync(database.Head.Id, null), await CompleteAsync(database.Head.Id, finishedAt)));

        await worker.TickAsync(vpc, "vpc-dns", TestActors.Priya, Ct);

        Assert.Equal(RunStanding.Finished, (await worker.ViewAsync(database.Head.Id, TestActors.Ana, Ct)).Standing);
        Assert.Equal([database.Head.Id], await ListedAsync("RDS", finished: true, RunStanding.Finished, "RDS"));
        Assert.DoesNotContain(
            (await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, null, Ct)).NeedsMe, i => i.RunId == database.Head.Id);
    }

    [Fact]
    public async Task FinishedRun_ThatIsNoLongerRight_CanBeWorkedWithoutOpeningAnything()
    {
        var worker = new RunWorker(_portal) { Answers = { ["db-hosting"] = "shared", ["db-vpc"] = "new", ["db-name"] = "db-POS-32" } };
        var database = await worker.StartSharedAsync("rds-instance", "Workable", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(database.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);
        var finished = await Assert.ThrowsAsync<RefusedException>(() => SaveEntryAsync(worker, database.Head.Id));
        Assert.Equal("run-finished", finished.Code);
        var vpc = (await SharedAsync("vpc", "Workable")).Head.Id;
        await worker.DoAsync(vpc, "vpc-dns", StepAction.Untick, TestActors.Priya, Ct, reason: "DNS hostnames were off");

        await SaveEntryAsync(worker, database.Head.Id);
    }

    [Fact]
    public async Task CancelledRun_WhoseLinkedRunCompletesLater_IsNotComplete()
    {
        var worker = new RunWorker(_portal) { Answers = { ["db-hosting"] = "shared", ["db-vpc"] = "new", ["db-name"] = "db-POS-33" } };
        var database = await worker.StartSharedAsync("rds-instance", "Given up", TestActors.Ana, Ct);
        database = await worker.WorkUntilAsync(database.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);
        var vpc = (await SharedAsync("vpc", "Given up")).Head.Id;
        await worker.DoAsync(vpc, "vpc-dns", StepAction.Untick, TestActors.Priya, Ct, reason: "DNS hostnames were off");
        var revision = (await worker.ViewAsync(database.Head.Id, TestActors.Ana, Ct)).Head.Revision;
        await _portal.Get<CancelRun>().ExecuteAsync(new CancelRunRequest(database.Head.Id, revision, "Not wanted"), TestActors.Ana, Ct);

        // It was in service, so its name stays taken.
        Assert.Equal(
            "db-POS-33", (await _portal.Get<SharedResourceQueries>().ListAsync("rds-instance", Ct))
            .Single(r => r.Run.Head.Id == database.Head.Id).Name);
        await worker.TickAsync(vpc, "vpc-dns", TestActors.Priya, Ct);

        var now = await worker.ViewAsync(database.Head.Id, TestActors.Ana, Ct);
        Assert.Equal((RunStanding.Cancelled, false, null, null), (now.Standing, now.Complete, now.Head.FinishedAt, now.Head.FinishedBy));
        Assert.Equal("no", await CompleteAsync(database.Head.Id, null));
        Assert.Equal("Not wanted", await HeadAsync(database.Head.Id, null, "cancelReason"));
        Assert.Null(await HeadAsync(database.Head.Id, now.Head.CancelledAt!.Value.AddMilliseconds(-1), "cancelReason"));
    }

    [Fact]
    public async Task CompleteRun_ThatNobodyFinished_NamesNoFinisher()
    {
        var worker = new RunWorker(_portal) { Answers = { ["db-hosting"] = "shared", ["db-vpc"] = "new", ["db-name"] = "db-POS-34" } };
        var database = await worker.StartSharedAsync("rds-instance", "By itself", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(database.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);
        await using (var db = await _portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct))
        {
            // As it is where the last thing to become right was no step of the run.
            await db.Set<Run>().Where(r => r.Id == database.Head.Id)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.FinishedAt, (DateTimeOffset?)null).SetProperty(r => r.FinishedBy, (string?)null), Ct);
        }

        var now = await worker.ViewAsync(database.Head.Id, TestActors.Ana, Ct);
        Assert.Equal((RunStanding.Finished, true, null), (now.Standing, now.Complete, now.Head.FinishedBy));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => SaveEntryAsync(worker, database.Head.Id));
        Assert.StartsWith("This run is complete.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CompletedThroughWhatItWaitedFor_NamesWhatDidAndNobodyWhoTicked()
    {
        var worker = new RunWorker(_portal) { Answers = { ["db-hosting"] = "shared", ["db-vpc"] = "new", ["db-name"] = "db-POS-35" } };
        var database = await WaitingForItsVpcAsync(worker, "Through the other");
        var vpc = await SharedAsync("vpc", "Through the other");

        await worker.TickAsync(vpc.Head.Id, "vpc-dns", TestActors.Priya, Ct);

        var now = await worker.ViewAsync(database, TestActors.Ana, Ct);
        Assert.Equal((RunStanding.Finished, null), (now.Standing, now.Head.FinishedBy));
        Assert.StartsWith("Priya Shah finished the checklist of ", now.Head.FinishedThrough, StringComparison.Ordinal);
        Assert.Equal(TestActors.Marek.DisplayName, now.Head.LastActivityBy);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => SaveEntryAsync(worker, database));
        Assert.StartsWith("This run is complete since Priya Shah finished", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"{database}", (await _portal.Get<AuditQueries>().OfSubjectAsync($"run:{vpc.Head.Id}", null, 1, Ct))[0].Body!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CompletedThroughALink_NamesTheLinkAndNobodyWhoTicked()
    {
        var worker = new RunWorker(_portal) { Answers = { ["db-hosting"] = "shared", ["db-vpc"] = "new", ["db-name"] = "db-POS-36" } };
        var database = await WaitingForItsVpcAsync(worker, "Through a link");
        var was = (await SharedAsync("vpc", "Through a link")).Head;
        var other = await worker.StartSharedAsync("vpc", "Another network", TestActors.Ana, Ct);
        other = await worker.WorkUntilAsync(other.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);

        await _portal.Get<LinkSharedResource>().ExecuteAsync(
            new LinkSharedResourceRequest(database, "vpc", other.Head.SharedResourceId)
            {
                Seen = new LinkSeen(was.SharedResourceId, other.Head.ResourceName)
            }, TestActors.Priya, Ct);

        var now = await worker.ViewAsync(database, TestActors.Ana, Ct);
        Assert.Equal(
            (RunStanding.Finished, null, $"Priya Shah linked {other.Head.ResourceName}"),
            (now.Standing, now.Head.FinishedBy, now.Head.FinishedThrough));
        // A step opened and ticked again is somebody's.
        await worker.DoAsync(database, "db-access", StepAction.Untick, TestActors.Ana, Ct, reason: "Once more");
        await worker.TickAsync(database, "db-access", TestActors.Ana, Ct);
        now = await worker.ViewAsync(database, TestActors.Ana, Ct);
        Assert.Equal(("Ana Ruiz", null), (now.Head.FinishedBy, now.Head.FinishedThrough));
    }

    // All of its own steps are settled; its VPC's checklist was opened again.
    private async Task<Guid> WaitingForItsVpcAsync(RunWorker worker, string title)
    {
        var database = (await worker.StartSharedAsync("rds-instance", title, TestActors.Ana, Ct)).Head.Id;
        await worker.WorkUntilAsync(database, null, TestActors.Ana, TestActors.Marek, Ct);
        await worker.DoAsync(
            (await SharedAsync("vpc", title)).Head.Id, "vpc-dns", StepAction.Untick, TestActors.Priya, Ct,
            reason: "DNS hostnames were off");
        await worker.DoAsync(database, "db-access", StepAction.Untick, TestActors.Ana, Ct, reason: "The login changed");
        await worker.TickAsync(database, "db-access", TestActors.Marek, Ct);
        Assert.Null((await worker.ViewAsync(database, TestActors.Ana, Ct)).Head.WasFinishedAt);
        return database;
    }

    private static Task<SetStepOutcome> SaveEntryAsync(RunWorker worker, Guid runId) => worker.DoAsync(
        runId, "db-version", StepAction.SaveFields, TestActors.Ana, Ct,
            new Dictionary<string, string?> { ["db-engine"] = "sql-server-2019-web" });

    /// <summary>The tests of this class share a database, so each finds what it made by its title.</summary>
    private async Task<RunRow> SharedAsync(string template, string title) =>
        (await _portal.Get<SharedResourceQueries>().ListAsync(template, Ct))
            .Single(r => r.Title.Contains(title, StringComparison.Ordinal)).Run;

    private async Task<IEnumerable<Guid>> ListedAsync(string text, bool finished, RunStanding? standing, string title)
    {
        var rows = (await _portal.Get<RunQueries>().ListAsync(new RunFilter(Finished: finished, Text: text), null, 50, Ct)).Rows
            .Where(r => r.Head.Title.StartsWith(title, StringComparison.Ordinal)).ToList();
        Assert.All(rows, r => Assert.Equal(standing, r.Standing));
        return rows.Select(r => r.Head.Id);
    }

    private async Task<string> CompleteAsync(Guid runId, DateTimeOffset? asOf) => (await HeadAsync(runId, asOf, "complete"))!;

    private async Task<string?> HeadAsync(Guid runId, DateTimeOffset? asOf, string member)
    {
        using var output = new MemoryStream();
        await _portal.Get<ProduceReport>()
            .ExecuteAsync(new ReportRequest("run", new RunRecordFilter(runId, asOf), ReportFormat.Json), TestActors.Ingrid, output, Ct);
        using var report = System.Text.Json.JsonDocument.Parse(output.ToArray());
        return report.RootElement.GetProperty("run").TryGetProperty(member, out var value) ? value.GetString() : null;
    }
}
