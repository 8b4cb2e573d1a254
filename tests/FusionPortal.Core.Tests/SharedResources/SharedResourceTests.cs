using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.SharedResources;

public sealed class SharedResourceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SharedResourceQueries Queries => _portal.Get<SharedResourceQueries>();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

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

        await worker.DoAsync(run.Head.Id, "rds-hosting-type", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-hosting", "shared-new"));

        Assert.Null(Assert.Single(await BlocksAsync(worker, run.Head.Id)).SharedResourceId);
        Assert.DoesNotContain(await Queries.ListAsync("rds-instance", Ct), r => r.Title.Contains("onlysaved", StringComparison.Ordinal));
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

        var refused = await Assert.ThrowsAsync<RefusedException>(() => worker.WorkUntilAsync(second.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct));

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
        await RefusesAsync("no-such-organization", () => worker.StartSharedAsync("rds-instance", "RDS", TestActors.Ana, Ct, dedicatedTo: "nobodyhere"));
        await RefusesAsync("forbidden", () => worker.StartSharedAsync("rds-instance", "RDS", TestActors.Ingrid, Ct));
        var forbidden = await Assert.ThrowsAsync<RefusedException>(() =>
            _portal.Get<LinkSharedResource>().ExecuteAsync(new LinkSharedResourceRequest(run.Head.Id, "rds", null), TestActors.Ingrid, Ct));
        Assert.Equal(RefusalKind.Forbidden, forbidden.Kind);
    }

    private static async Task RefusesAsync(string code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(act)).Code);

    private RunWorker Worker(string hosting, string name, string? dedicatedTo = null)
    {
        var worker = new RunWorker(_portal)
        {
            Answers = { ["rds-hosting"] = hosting, ["db-hosting"] = dedicatedTo is null ? "shared" : "dedicated", ["db-vpc"] = "existing", ["db-name"] = name },
        };
        if (dedicatedTo is not null) worker.Answers["db-dedicated-to"] = dedicatedTo;
        return worker;
    }

    private static async Task<RunView> WorkToHostingAsync(RunWorker worker, string orgId)
    {
        var run = await worker.StartInstallAsync(orgId, TestActors.Ana, Ct);
        return await worker.WorkUntilAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, TestActors.Marek, Ct);
    }

    private static async Task<Guid> CompleteSharedAsync(RunWorker worker, string title)
    {
        var run = await worker.StartSharedAsync("rds-instance", title, TestActors.Ana, Ct);
        run = await worker.WorkUntilAsync(run.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);
        Assert.Equal((RunKind.SharedResource, true), (run.Head.Kind, run.Complete));
        return run.Head.SharedResourceId!.Value;
    }

    private static async Task<List<BlockView>> BlocksAsync(RunWorker worker, Guid runId) =>
        [.. (await worker.ViewAsync(runId, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Blocks)];

    private static Task<SetStepOutcome> SaveNameAsync(RunWorker worker, Guid runId, string name) =>
        worker.DoAsync(runId, "rds-instance-name", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-name", name));

    private Task LinkAsync(Guid runId, Guid? resourceId, string link = "rds") =>
        _portal.Get<LinkSharedResource>().ExecuteAsync(new LinkSharedResourceRequest(runId, link, resourceId), TestActors.Ana, Ct);

    private async Task<IEnumerable<string>> TenantsAsync(Guid resourceId) => (await Queries.FindAsync(resourceId, Ct))!.Tenants.Select(t => t.OrgId);

    private static Dictionary<string, string?> Value(string field, string value) => new() { [field] = value };
}
