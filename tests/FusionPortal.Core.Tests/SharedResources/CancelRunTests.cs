using FusionPortal.Checklists.Templates;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.SharedResources;

/// <summary>Runs that will not be worked to their end.</summary>
public sealed class CancelRunTests(PostgresFixture postgres) : SharedResourceBench(postgres)
{
    [Fact]
    public async Task Answer_ThatAsksForNothingNewAnyMore_LetsGoOfWhatWasBeingMade()
    {
        var worker = Worker("shared-new", "db-POS-43");
        var run = await WorkToHostingAsync(worker, "changedmind");
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var made = Assert.Single(await BlocksAsync(worker, run.Head.Id));

        await worker.DoAsync(run.Head.Id, "rds-hosting-type", StepAction.Untick, TestActors.Ana, Ct, reason: "An existing one will do");
        await worker.DoAsync(run.Head.Id, "rds-hosting-type", StepAction.Tick, TestActors.Ana, Ct, Value("rds-hosting", "shared"));

        Assert.Empty(await BlocksAsync(worker, run.Head.Id));
        Assert.Empty(await TenantsAsync(made.SharedResourceId!.Value));

        await CancelAsync(made.RunId!.Value, "Nobody needs it", TestActors.Marek);
        var cancelled = await worker.ViewAsync(made.RunId.Value, TestActors.Ana, Ct);
        Assert.Equal(
            (RunStanding.Cancelled, "Marek Novák", "Nobody needs it"),
            (cancelled.Standing, cancelled.Head.CancelledBy, cancelled.Head.CancelReason));
        await RefusesAsync(
            "run-cancelled", () =>
            worker.DoAsync(made.RunId.Value, "db-purpose", StepAction.SaveFields, TestActors.Ana, Ct, Value("db-hosting", "shared")));
        await RefusesAsync("resource-cancelled", () => LinkAsync(run.Head.Id, made.SharedResourceId));
        Assert.DoesNotContain(await Queries.ChoicesAsync("rds-instance", "changedmind", Ct), r => r.Id == made.SharedResourceId);
        Assert.Equal(RunStanding.Cancelled, (await Queries.FindAsync(made.SharedResourceId!.Value, Ct))!.Row.Run.Standing);
        var runs = Portal.Get<RunQueries>();
        Assert.DoesNotContain((await runs.ListAsync(new RunFilter(Finished: false), null, 100, Ct)).Rows, r => r.Head.Id == made.RunId);
        Assert.Contains(
            (await runs.ListAsync(new RunFilter(Cancelled: true), null, 100, Ct)).Rows, r =>
            r.Head.Id == made.RunId && r.HeldUpBy == "Nobody needs it");
        Assert.DoesNotContain((await Portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, null, Ct)).Runs, r => r.Head.Id == made.RunId);
    }

    [Fact]
    public async Task Cancelled_WhileAnInstallWaits_IsSaidThereAndAnotherCanBeStarted()
    {
        var worker = Worker("shared-new", "db-POS-44");
        var run = await WorkToHostingAsync(worker, "leftwaiting");
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var made = Assert.Single(await BlocksAsync(worker, run.Head.Id));

        await CancelAsync(made.RunId!.Value, "The region is wrong", TestActors.Marek);

        var block = Assert.Single(await BlocksAsync(worker, run.Head.Id));
        Assert.True(block.Cancelled);
        Assert.Contains("Marek Novák cancelled its checklist: The region is wrong", block.HoldingItUp);
        Assert.Contains(
            (await Portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, null, Ct)).NeedsMe, i =>
            i.RunId == run.Head.Id && i.Detail.Contains("cancelled", StringComparison.Ordinal));

        await worker.DoAsync(run.Head.Id, "rds-hosting-type", StepAction.Untick, TestActors.Ana, Ct, reason: "Start over");
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var next = Assert.Single(await BlocksAsync(worker, run.Head.Id));
        Assert.NotEqual(made.RunId, next.RunId);
        Assert.False(next.Cancelled);
    }

    [Fact]
    public async Task Cancel_ThatCannotBe_IsRefused()
    {
        var worker = Worker("shared", "db-POS-45");
        var install = await worker.StartInstallAsync("nocancel", TestActors.Ana, Ct);
        var shared = await worker.StartSharedAsync("rds-instance", "To be cancelled", TestActors.Ana, Ct);
        var cancel = Portal.Get<CancelRun>();

        await RefusesAsync("forbidden", () => CancelAsync(install.Head.Id, "Not mine", TestActors.Ingrid));
        await RefusesAsync("secret-found", () => CancelAsync(install.Head.Id, "password: Xk29!vTq77pLm", TestActors.Ana));
        await RefusesAsync("missing", () => CancelAsync(shared.Head.Id, " ", TestActors.Ana));
        await RefusesAsync("forbidden", () => CancelAsync(shared.Head.Id, "Not mine", TestActors.Ingrid));
        await RefusesAsync(
            "changed-meanwhile", () => cancel.ExecuteAsync(new CancelRunRequest(shared.Head.Id, 7, "Stale"), TestActors.Ana, Ct));
        await worker.WorkUntilAsync(shared.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);
        await RefusesAsync("run-finished", () => CancelAsync(shared.Head.Id, "Too late", TestActors.Ana));
    }

    [Fact]
    public async Task Install_Cancelled_IsNoTenantFreesItsNamesAndMakesRoomForANewOne()
    {
        var worker = Worker("shared", "db-POS-48");
        var shared = await CompleteSharedAsync(worker, "db-POS-48");
        var run = await WorkToHostingAsync(worker, "leaving");
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        await SaveNameAsync(worker, run.Head.Id, "db-POS-48");
        await SaveAsync(worker, run.Head.Id, "hosting-domains", "pos-domain", "pos.leaving.example");
        await SaveAsync(worker, run.Head.Id, "aws-bucket", "bucket-taken", "yes");
        await SaveAsync(worker, run.Head.Id, "aws-bucket", "bucket-alternative", "leaving-files-2");
        // As a tick of the step would have recorded it.
        await using (var db = await Portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct))
            await db.Set<Organization>().Where(o => o.OrgId == "leaving")
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.RecordedBucketName, "leaving-files-2"), Ct);
        Assert.Equal(["leaving"], await TenantsAsync(shared));

        await CancelAsync(run.Head.Id, "The client signed elsewhere", TestActors.Priya);

        Assert.Empty(await TenantsAsync(shared));
        var view = await worker.ViewAsync(run.Head.Id, TestActors.Ana, Ct);
        Assert.Equal(
            (RunStanding.Cancelled, "Priya Shah", "The client signed elsewhere"),
            (view.Standing, view.Head.CancelledBy, view.Head.CancelReason));
        await RefusesAsync("run-cancelled", () => SaveNameAsync(worker, run.Head.Id, "db-POS-48"));
        var client = (await Portal.Get<OrganizationQueries>().FindAsync("leaving", Ct))!;
        Assert.Equal(
            (view.Head.CancelledAt, null, true), (client.InstallCancelledAt, client.RecordedBucketName, client.InstallBegunAt is not null));
        Assert.Null(await Portal.Get<RunQueries>().InstallOfAsync("leaving", Ct));
        Assert.DoesNotContain((await Portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, null, Ct)).Runs, r => r.Head.Id == run.Head.Id);
        var body = (await Portal.Get<AuditQueries>().OfSubjectAsync($"run:{run.Head.Id}", null, 1, Ct))[0].Body!;
        Assert.All(
            ["The client signed elsewhere", "leaving-files-2", $"{shared}"], text => Assert.Contains(text, body, StringComparison.Ordinal));

        var another = await worker.StartInstallAsync("arriving", TestActors.Marek, Ct);
        await SaveAsync(worker, another.Head.Id, "hosting-domains", "pos-domain", "pos.leaving.example");
        await SaveAsync(worker, another.Head.Id, "aws-bucket", "bucket-taken", "yes");
        await SaveAsync(worker, another.Head.Id, "aws-bucket", "bucket-alternative", "leaving-files-2");
        var topic = ReferenceTopic.AwsResources;
        var again = await Portal.Get<StartInstall>().ExecuteAsync(
            new StartInstallRequest("leaving", new AcknowledgedTopic(topic.Key, topic.Version, topic.Sha256), Guid.CreateVersion7()),
                TestActors.Ana, Ct);
        Assert.NotEqual(run.Head.Id, again);
        Assert.Equal(again, await Portal.Get<RunQueries>().InstallOfAsync("leaving", Ct));
        Assert.Null((await Portal.Get<OrganizationQueries>().FindAsync("leaving", Ct))!.InstallCancelledAt);
        await RefusesAsync("install-exists", () => Portal.Get<StartInstall>().ExecuteAsync(
            new StartInstallRequest("leaving", new AcknowledgedTopic(topic.Key, topic.Version, topic.Sha256), Guid.CreateVersion7()),
                TestActors.Ana, Ct));
    }

    [Fact]
    public async Task SharedResource_Cancelled_FreesItsName()
    {
        var worker = Worker("shared", "db-POS-49");
        var first = (await worker.StartSharedAsync("rds-instance", "Given up", TestActors.Ana, Ct)).Head.Id;
        var second = (await worker.StartSharedAsync("rds-instance", "Instead", TestActors.Ana, Ct)).Head.Id;
        await SaveAsync(worker, first, "db-create", "db-name", "db-POS-49");
        await RefusesAsync("name-taken", () => SaveAsync(worker, second, "db-create", "db-name", "db-POS-49"));

        await CancelAsync(first, "Not needed", TestActors.Ana);

        await SaveAsync(worker, second, "db-create", "db-name", "db-POS-49");
        Assert.Equal("db-POS-49", (await worker.ViewAsync(second, TestActors.Ana, Ct)).Head.ResourceName);
        // The cancelled one's record still tells what it was to be called.
        Assert.Equal(
            "db-POS-49", (await worker.StepAsync(first, "db-create", TestActors.Ana, Ct)).Fields.Single(f => f.Id == "db-name").Value);
    }

    private static Task<SetStepOutcome> SaveAsync(RunWorker worker, Guid runId, string step, string field, string value) =>
        worker.DoAsync(runId, step, StepAction.SaveFields, TestActors.Ana, Ct, Value(field, value));
}
