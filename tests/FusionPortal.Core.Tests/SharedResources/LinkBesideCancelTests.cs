using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.SharedResources;

/// <summary>One person links a resource at the moment another cancels its checklist.</summary>
public sealed class LinkBesideCancelTests(PostgresFixture postgres) : SharedResourceBench(postgres)
{
    private readonly PostgresFixture _postgres = postgres;

    [Fact(Timeout = 120_000)]
    public async Task Link_WhileTheChecklistIsBeingCancelled_WaitsAndIsRefused()
    {
        var worker = Worker("shared", "db-POS-61");
        var run = await WorkToHostingAsync(worker, "linklate");
        var shared = await worker.StartSharedAsync("rds-instance", "Cancelled meanwhile", TestActors.Ana, Ct);
        await using var held = await HeldLock.TakeAsync(_postgres, HeldLock.Commits, TestContext.Current.CancellationToken);

        var cancelling = CancelAsync(shared.Head.Id, "Nobody needs it", TestActors.Marek);
        await held.UntilWaitingAsync(1, Ct);
        var linking = LinkAsync(run.Head.Id, shared.Head.SharedResourceId);
        await held.UntilWaitingAsync(2, Ct);
        await held.ReleaseAsync(Ct);

        await cancelling;
        await RefusesAsync("resource-cancelled", () => linking);
        Assert.Empty(await TenantsAsync(shared.Head.SharedResourceId!.Value));
    }

    [Fact(Timeout = 120_000)]
    public async Task Cancel_WhileTheResourceIsBeingLinked_WaitsAndKnowsWhoIsLeftWaiting()
    {
        var worker = Worker("shared", "db-POS-62");
        var run = await WorkToHostingAsync(worker, "linkearly");
        var shared = await worker.StartSharedAsync("rds-instance", "Linked meanwhile", TestActors.Ana, Ct);
        await using var held = await HeldLock.TakeAsync(_postgres, HeldLock.Commits, TestContext.Current.CancellationToken);

        var linking = LinkAsync(run.Head.Id, shared.Head.SharedResourceId);
        await held.UntilWaitingAsync(1, Ct);
        var cancelling = CancelAsync(shared.Head.Id, "Nobody needs it", TestActors.Marek);
        await held.UntilWaitingAsync(2, Ct);
        await held.ReleaseAsync(Ct);

        await linking;
        await cancelling;
        var cancelled = (await Portal.Get<AuditQueries>().OfSubjectAsync($"run:{shared.Head.Id}", null, 1, Ct))[0];
        Assert.Equal("run.cancelled", cancelled.Kind);
        Assert.Contains($"\"waiting\":[\"{run.Head.Id}\"]", cancelled.Body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Name_OfAChecklistBeingCancelled_IsFreedAndLinksNothing()
    {
        var worker = Worker("shared", "db-POS-63");
        var run = await WorkToHostingAsync(worker, "namelate");
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var shared = await worker.StartSharedAsync("rds-instance", "Named and cancelled", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(shared.Head.Id, "db-create", TestActors.Ana, TestActors.Marek, Ct);
        await worker.DoAsync(shared.Head.Id, "db-create", StepAction.SaveFields, TestActors.Ana, Ct, Value("db-name", "db-POS-63"));
        await using var held = await HeldLock.TakeAsync(_postgres, HeldLock.Commits, TestContext.Current.CancellationToken);

        var cancelling = CancelAsync(shared.Head.Id, "Nobody needs it", TestActors.Marek);
        await held.UntilWaitingAsync(1, Ct);
        var naming = SaveNameAsync(worker, run.Head.Id, "db-POS-63");
        await held.UntilWaitingAsync(2, Ct);
        await held.ReleaseAsync(Ct);

        await cancelling;
        await naming;
        Assert.Empty(await TenantsAsync(shared.Head.SharedResourceId!.Value));
    }
}
