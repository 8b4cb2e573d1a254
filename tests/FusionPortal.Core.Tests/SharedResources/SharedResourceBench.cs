using FusionPortal.Checklists;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.SharedResources;

/// <summary>Works installs up to the shared resources they need, and those resources' own checklists.</summary>
public abstract class SharedResourceBench(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    protected TestPortal Portal { get; } = new(postgres);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected SharedResourceQueries Queries => Portal.Get<SharedResourceQueries>();

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static async Task<string?> NoteAsync(RunWorker worker, Guid runId, string step, string field) =>
        (await worker.StepAsync(runId, step, TestActors.Ana, Ct)).Fields.Single(f => f.Id == field).Note;

    protected async Task CancelAsync(Guid runId, string reason, Core.Actor actor)
    {
        var run = (await Portal.Get<RunQueries>().FindAsync(runId, actor.SubjectId, Ct))!;
        await Portal.Get<CancelRun>().ExecuteAsync(new CancelRunRequest(runId, run.Head.Revision, reason), actor, Ct);
    }

    protected static async Task RefusesAsync(string code, Func<Task> act) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(act)).Code);

    protected RunWorker Worker(string hosting, string name, string? dedicatedTo = null)
    {
        var worker = new RunWorker(Portal)
        {
            Answers = {
                ["rds-hosting"] = hosting, ["db-hosting"] = dedicatedTo is null ? "shared"
                : "dedicated", ["db-vpc"] = "existing", ["db-name"] = name },
        };
        if (dedicatedTo is not null) worker.Answers["db-dedicated-to"] = dedicatedTo;
        return worker;
    }

    protected static async Task<RunDetail> WorkToHostingAsync(RunWorker worker, string orgId)
    {
        var run = await worker.StartInstallAsync(orgId, TestActors.Ana, Ct);
        return await worker.WorkUntilAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, TestActors.Marek, Ct);
    }

    protected static async Task<Guid> CompleteSharedAsync(RunWorker worker, string title)
    {
        var run = await worker.StartSharedAsync("rds-instance", title, TestActors.Ana, Ct);
        run = await worker.WorkUntilAsync(run.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);
        Assert.Equal((RunKind.SharedResource, true), (run.Head.Kind, run.Complete));
        return run.Head.SharedResourceId!.Value;
    }

    protected static async Task<List<BlockDetail>> BlocksAsync(RunWorker worker, Guid runId) =>
        [.. (await worker.ViewAsync(runId, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Blocks)];

    protected static Task<SetStepOutcome> SaveNameAsync(RunWorker worker, Guid runId, string name) =>
        worker.DoAsync(runId, "rds-instance-name", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-name", name));

    protected Task LinkAsync(Guid runId, Guid? resourceId, string link = "rds", LinkSeen? seen = null) =>
        Portal.Get<LinkSharedResource>()
            .ExecuteAsync(new LinkSharedResourceRequest(runId, link, resourceId) { Seen = seen }, TestActors.Ana, Ct);

    protected async Task<IEnumerable<string>> TenantsAsync(Guid resourceId) =>
        (await Queries.FindAsync(resourceId, Ct))!.Tenants.Select(t => t.OrgId);

    protected static Dictionary<string, string?> Value(string field, string value) => new() { [field] = value };
}
