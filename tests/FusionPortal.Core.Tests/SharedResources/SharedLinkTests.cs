using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.SharedResources;

/// <summary>Which shared resource a run rests on, and what that fills in and blocks.</summary>
public sealed class SharedLinkTests(PostgresFixture postgres) : SharedResourceBench(postgres)
{
    [Fact]
    public async Task SharedNew_Ticked_StartsTheChecklistBlocksTheSectionAndFillsItWhenComplete()
    {
        var worker = Worker("shared-new", "db-POS-11");
        var run = await WorkToHostingAsync(worker, "needsnew");

        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);

        var block = Assert.Single(await BlocksAsync(worker, run.Head.Id));
        Assert.Equal(("rds", false), (block.LinkId, block.Dedicated));
        Assert.Equal(["Ana Ruiz"], block.WhoCanAct);
        Assert.Contains("rds-instance-name", block.Blocked);
        Assert.NotNull(block.Since);
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            worker.DoAsync(run.Head.Id, "rds-instance-name", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-name", "db-POS-11")));
        Assert.Equal("not-ready", refused.Code);

        await worker.WorkUntilAsync(block.RunId!.Value, null, TestActors.Marek, TestActors.Priya, Ct);

        Assert.Empty(await BlocksAsync(worker, run.Head.Id));
        var field = (await worker.StepAsync(run.Head.Id, "rds-instance-name", TestActors.Ana, Ct)).Fields.Single(f => f.Id == "rds-name");
        Assert.Equal(("db-POS-11", ValueOrigin.Linked), (field.Value, field.Origin));
        var resource = (await Queries.FindAsync(block.SharedResourceId!.Value, Ct))!;
        Assert.Equal("needsnew", Assert.Single(resource.Tenants).OrgId);
    }

    [Fact]
    public async Task SharedNew_OnlySaved_StartsNothing()
    {
        var worker = Worker("shared-new", "db-POS-12");
        var run = await WorkToHostingAsync(worker, "onlysaved");

        await worker.DoAsync(
            run.Head.Id, "rds-hosting-type", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-hosting", "shared-new"));

        Assert.Null(Assert.Single(await BlocksAsync(worker, run.Head.Id)).SharedResourceId);
        Assert.DoesNotContain(await Queries.ListAsync("rds-instance", Ct), r => r.Title.Contains("onlysaved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LinkToANewResource_StartsItsChecklistOnce_AndOnlyWhereAStepWaitsForIt()
    {
        var worker = Worker("shared-new", "db-POS-12");
        var run = await WorkToHostingAsync(worker, "startsone");
        var request = new LinkSharedResourceRequest(run.Head.Id, "rds", null)
        {
            StartCommandId = Guid.CreateVersion7(),
            Seen = new LinkSeen(null, null),
        };
        await worker.DoAsync(
            run.Head.Id, "rds-hosting-type", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-hosting", "shared-new"));

        await Portal.Get<LinkSharedResource>().ExecuteAsync(request, TestActors.Ana, Ct);
        await Portal.Get<LinkSharedResource>().ExecuteAsync(request, TestActors.Ana, Ct);

        var block = Assert.Single(await BlocksAsync(worker, run.Head.Id));
        var started = Assert.Single(
            await Queries.ListAsync("rds-instance", Ct), r => r.Title.Contains("startsone", StringComparison.OrdinalIgnoreCase));
        Assert.Equal((started.Id, started.Run.Head.Id), (block.SharedResourceId, block.RunId));

        // One command is one start, of this link.
        var elsewhere = await WorkToHostingAsync(worker, "startstwo");
        var reused = await Assert.ThrowsAsync<RefusedException>(() => Portal.Get<LinkSharedResource>().ExecuteAsync(
            request with { RunId = elsewhere.Head.Id }, TestActors.Ana, Ct));
        Assert.Equal("command-reused", reused.Code);
        var both = await Assert.ThrowsAsync<RefusedException>(() => Portal.Get<LinkSharedResource>().ExecuteAsync(
            request with { SharedResourceId = started.Id, StartCommandId = Guid.CreateVersion7() }, TestActors.Ana, Ct));
        Assert.Equal((RefusalKind.Invalid, "startCommandId"), (both.Kind, both.Field));

        var again = await Assert.ThrowsAsync<RefusedException>(() => Portal.Get<LinkSharedResource>().ExecuteAsync(
            request with { StartCommandId = Guid.CreateVersion7(), Seen = new LinkSeen(started.Id, null) }, TestActors.Ana, Ct));
        Assert.Equal("not-asked-for", again.Code);
        var auditor = await Assert.ThrowsAsync<RefusedException>(
            () => Portal.Get<LinkSharedResource>().ExecuteAsync(request, TestActors.Ingrid, Ct));
        Assert.Equal(RefusalKind.Forbidden, auditor.Kind);
    }

    [Fact]
    public async Task LinkedRun_OpenedAgain_BlocksTheInstallAgain()
    {
        var worker = Worker("shared-new", "db-POS-13");
        var run = await WorkToHostingAsync(worker, "reblocked");
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var shared = (await BlocksAsync(worker, run.Head.Id))[0].RunId!.Value;
        await worker.WorkUntilAsync(shared, null, TestActors.Marek, TestActors.Priya, Ct);

        await worker.DoAsync(shared, "db-access", StepAction.Untick, TestActors.Marek, Ct, reason: "The login failed");

        Assert.Contains("is not ready", Assert.Single(await BlocksAsync(worker, run.Head.Id)).Title);
        Assert.Null((await worker.ViewAsync(shared, TestActors.Ana, Ct)).Head.FinishedAt);
    }

    [Fact]
    public async Task Dedicated_Resource_BarsLaterClientsByLinkAndByName()
    {
        var worker = Worker("dedicated", "db-POS-14", dedicatedTo: "firstclient");
        var first = await WorkToHostingAsync(worker, "firstclient");
        await worker.TickAsync(first.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var block = Assert.Single(await BlocksAsync(worker, first.Head.Id));
        Assert.True(block.Dedicated);
        await worker.WorkUntilAsync(block.RunId!.Value, null, TestActors.Marek, TestActors.Priya, Ct);
        Assert.Empty(await BlocksAsync(worker, first.Head.Id));
        Assert.Equal("firstclient", (await Queries.FindAsync(block.SharedResourceId!.Value, Ct))!.Row.DedicatedTo);

        var later = await WorkToHostingAsync(Worker("shared", "db-POS-14"), "laterclient");
        await worker.DoAsync(later.Head.Id, "rds-hosting-type", StepAction.Tick, TestActors.Ana, Ct, Value("rds-hosting", "shared"));

        var byLink = await Assert.ThrowsAsync<RefusedException>(() => LinkAsync(later.Head.Id, block.SharedResourceId));
        var byName = await Assert.ThrowsAsync<RefusedException>(() =>
            worker.DoAsync(later.Head.Id, "rds-instance-name", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-name", "db-POS-14")));
        Assert.Equal(("dedicated", "dedicated"), (byLink.Code, byName.Code));
        Assert.Contains("firstclient", byName.Message);
        Assert.DoesNotContain(await Queries.ChoicesAsync("rds-instance", "laterclient", Ct), r => r.Id == block.SharedResourceId);
        Assert.Single((await Queries.FindAsync(block.SharedResourceId!.Value, Ct))!.Tenants);
    }

    [Fact]
    public async Task Shared_RecordedByName_MakesATenantThatFollowsTheName()
    {
        var worker = Worker("shared", "db-POS-15");
        var one = await CompleteSharedAsync(worker, "db-POS-15");
        var two = await CompleteSharedAsync(Worker("shared", "db-POS-16"), "db-POS-16");
        var run = await WorkToHostingAsync(worker, "byname");
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);

        await SaveNameAsync(worker, run.Head.Id, "db-POS-15");
        Assert.Equal(["byname"], await TenantsAsync(one));

        await SaveNameAsync(worker, run.Head.Id, "db-POS-16");
        Assert.Equal([], await TenantsAsync(one));
        Assert.Equal(["byname"], await TenantsAsync(two));

        // An instance older than the portal has no record here.
        await SaveNameAsync(worker, run.Head.Id, "db-POS-01");
        Assert.Equal([], await TenantsAsync(two));
    }

    [Fact]
    public async Task Name_OfAnotherResource_IsRefusedInAnyLetterCase()
    {
        await CompleteSharedAsync(Worker("shared", "db-POS-17"), "db-POS-17");
        var worker = Worker("shared", "db-pos-17");
        var second = await worker.StartSharedAsync("rds-instance", "Second", TestActors.Ana, Ct);

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => worker.WorkUntilAsync(second.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct));

        Assert.Equal((RefusalKind.Conflict, "name-taken"), (refused.Kind, refused.Code));
    }

    [Fact]
    public async Task Link_ToAResourceInProgress_WaitsForIt()
    {
        var worker = Worker("shared-new", "db-POS-18");
        var shared = await worker.StartSharedAsync("rds-instance", "Being made", TestActors.Marek, Ct);
        var run = await WorkToHostingAsync(worker, "joining");

        await LinkAsync(run.Head.Id, shared.Head.SharedResourceId);
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);

        Assert.Equal(shared.Head.Id, Assert.Single(await BlocksAsync(worker, run.Head.Id)).RunId);
    }

    [Fact]
    public async Task Link_ThatCannotBe_IsRefused()
    {
        var worker = Worker("shared-new", "db-POS-19");
        var run = await WorkToHostingAsync(worker, "badlinks");
        var vpc = await worker.StartSharedAsync("vpc", "VPC of us-east-1", TestActors.Ana, Ct);

        await RefusesAsync("wrong-kind", () => LinkAsync(run.Head.Id, vpc.Head.SharedResourceId));
        await RefusesAsync("no-such-resource", () => LinkAsync(run.Head.Id, Guid.CreateVersion7()));
        await RefusesAsync("no-such-link", () => LinkAsync(run.Head.Id, vpc.Head.SharedResourceId, "nowhere"));
        await RefusesAsync("no-such-run", () => LinkAsync(Guid.CreateVersion7(), vpc.Head.SharedResourceId));
        await RefusesAsync("no-such-template", () => worker.StartSharedAsync("moon-base", "Moon", TestActors.Ana, Ct));
        await RefusesAsync("not-a-shared-resource", () => worker.StartSharedAsync("client-install", "Install", TestActors.Ana, Ct));
        await RefusesAsync(
            "no-such-organization", () => worker.StartSharedAsync("rds-instance", "RDS", TestActors.Ana, Ct, dedicatedTo: "nobodyhere"));
        await RefusesAsync("forbidden", () => worker.StartSharedAsync("rds-instance", "RDS", TestActors.Ingrid, Ct));
        var forbidden = await Assert.ThrowsAsync<RefusedException>(() =>
            Portal.Get<LinkSharedResource>().ExecuteAsync(new LinkSharedResourceRequest(run.Head.Id, "rds", null), TestActors.Ingrid, Ct));
        Assert.Equal(RefusalKind.Forbidden, forbidden.Kind);
    }

    [Fact]
    public async Task Answer_ChangedToAnotherExistingResource_MovesTheTenant()
    {
        var existing = await CompleteSharedAsync(Worker("shared", "db-POS-41"), "db-POS-41");
        var worker = Worker("shared-new", "db-POS-42");
        var run = await WorkToHostingAsync(worker, "moving");
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var made = Assert.Single(await BlocksAsync(worker, run.Head.Id));
        await worker.WorkUntilAsync(made.RunId!.Value, null, TestActors.Marek, TestActors.Priya, Ct);
        Assert.Equal(["moving"], await TenantsAsync(made.SharedResourceId!.Value));

        await worker.DoAsync(run.Head.Id, "rds-hosting-type", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-hosting", "shared"));
        await SaveNameAsync(worker, run.Head.Id, "db-POS-41");

        Assert.Equal(["moving"], await TenantsAsync(existing));
        Assert.Empty(await TenantsAsync(made.SharedResourceId!.Value));
        var link = Assert.Single((await worker.ViewAsync(run.Head.Id, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Links));
        Assert.Equal(("rds", existing, "db-POS-41"), (link.LinkId, link.SharedResourceId, link.Name));
    }

    [Fact]
    public async Task Name_ThePortalDoesNotKnow_IsSaidToBeUnknownAndBlocksNothing()
    {
        await CompleteSharedAsync(Worker("shared", "db-POS-46"), "db-POS-46");
        var worker = Worker("shared", "db-POS-46");
        var run = await WorkToHostingAsync(worker, "unknownname");
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);

        await SaveNameAsync(worker, run.Head.Id, "db-POS-99");
        Assert.Contains("knows no RDS instance db-POS-99", await NoteAsync(worker, run.Head.Id, "rds-instance-name", "rds-name"));

        await SaveNameAsync(worker, run.Head.Id, "db-POS-46");
        Assert.Null(await NoteAsync(worker, run.Head.Id, "rds-instance-name", "rds-name"));
    }

    [Fact]
    public async Task VpcThatExists_IsTheOneOfTheRegion()
    {
        var worker = Worker("shared", "db-POS-47");
        foreach (
            var (field, value) in new[] {
            ("vpc-region", "ca-central-1"), ("vpc-primary-az", "ca-central-1a"), ("vpc-secondary-az", "ca-central-1b") }) worker.Answers[
            field] = value;
        var vpc = await worker.StartSharedAsync("vpc", "POS network", TestActors.Ana, Ct);
        vpc = await worker.WorkUntilAsync(vpc.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);
        foreach (var (field, value) in new[] { ("db-region", "ca-central-1"), ("db-az", "ca-central-1a") }) worker.Answers[field] = value;
        var database = await worker.StartSharedAsync("rds-instance", "In Canada", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(database.Head.Id, "db-place", TestActors.Ana, TestActors.Marek, Ct);

        await worker.TickAsync(database.Head.Id, "db-place", TestActors.Ana, Ct);

        var link = Assert.Single((await worker.ViewAsync(database.Head.Id, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Links));
        Assert.Equal(("vpc", vpc.Head.Id), (link.LinkId, link.RunId));
        Assert.Null(await NoteAsync(worker, database.Head.Id, "db-place", "db-vpc"));

        worker.Answers["db-region"] = "sa-east-1";
        var elsewhere = await worker.StartSharedAsync("rds-instance", "In Brazil", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(elsewhere.Head.Id, "db-place", TestActors.Ana, TestActors.Marek, Ct);
        await worker.TickAsync(elsewhere.Head.Id, "db-place", TestActors.Ana, Ct);
        Assert.Empty((await worker.ViewAsync(elsewhere.Head.Id, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Links));
        Assert.Contains("knows no VPC in sa-east-1", await NoteAsync(worker, elsewhere.Head.Id, "db-place", "db-vpc"));
    }

    [Fact]
    public async Task Link_AnswersWhatItsPersonSaw()
    {
        var worker = Worker("shared-new", "db-POS-63");
        var run = (await WorkToHostingAsync(worker, "sawlink")).Head.Id;
        var one = (await worker.StartSharedAsync("rds-instance", "The one", TestActors.Marek, Ct)).Head;
        var two = (await worker.StartSharedAsync("rds-instance", "The other", TestActors.Marek, Ct)).Head;
        await LinkAsync(run, one.SharedResourceId);

        await RefusesAsync("seen-needed", () => LinkAsync(run, two.SharedResourceId));
        await RefusesAsync("seen-needed", () => LinkAsync(run, null));
        var changed =
            await Assert.ThrowsAsync<RefusedException>(() => LinkAsync(run, two.SharedResourceId, seen: new LinkSeen(null, "The other")));
        Assert.Equal(
            ("changed-meanwhile", "Ana Ruiz linked The one after you looked. Look again, then choose."), (changed.Code, changed.Message));
        await worker.DoAsync(two.Id, "db-create", StepAction.SaveFields, TestActors.Marek, Ct, Value("db-name", "db-POS-64"));
        var renamed =
            await Assert.ThrowsAsync<RefusedException>(
            () => LinkAsync(run, two.SharedResourceId, seen: new LinkSeen(one.SharedResourceId, "The other")));
        Assert.Equal(("changed-meanwhile", "The other is called db-POS-64 now. Look again, then choose."), (renamed.Code, renamed.Message));
        await LinkAsync(run, two.SharedResourceId, seen: new LinkSeen(one.SharedResourceId, "db-POS-64"));

        await RefusesAsync("changed-meanwhile", () => LinkAsync(run, null, seen: new LinkSeen(one.SharedResourceId, null)));
        await LinkAsync(run, null, seen: new LinkSeen(two.SharedResourceId, null));
    }
}
