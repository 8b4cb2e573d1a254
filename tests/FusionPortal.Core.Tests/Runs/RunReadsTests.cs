using System.Threading.Channels;
using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Runs;

public sealed class RunReadsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunWorker Worker => new(_portal);

    private RunQueries Queries => _portal.Get<RunQueries>();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Record_AsOfAMoment_IsTheSameWhateverWasDoneLater()
    {
        var run = await Worker.StartInstallAsync("asof", TestActors.Ana, Ct);
        await Worker.TickAsync(run.Head.Id, "org-id", TestActors.Ana, Ct);
        var ticked = await Worker.TickAsync(run.Head.Id, "site-title", TestActors.Ana, Ct);
        var before = await RecordAsync(run.Head.Id, ticked.At);

        await Worker.DoAsync(run.Head.Id, "site-title", StepAction.Untick, TestActors.Marek, Ct, reason: "Wrong region");
        await Worker.DoAsync(
            run.Head.Id, "site-title", StepAction.SaveFields, TestActors.Marek, Ct,
            new Dictionary<string, string?> { ["hosting-region"] = "eu-west-1" });
        var now = await RecordAsync(run.Head.Id, DateTimeOffset.MaxValue);

        Assert.Equal(before, await RecordAsync(run.Head.Id, ticked.At));
        Assert.Equal(("us-east-1", StepState.Done, "Ana Ruiz"), Region(before));
        Assert.Equal(("eu-west-1", StepState.Open, "Marek Novák"), Region(now));
        Assert.Contains(before, r => r is { Field: "organization-id", Value: "asof", Origin: ValueOrigin.Computed });
        var head = (await _portal.Get<RunRecord>().HeadAsync(run.Head.Id, ticked.At, Ct))!;
        Assert.Equal(
            (ticked.RunRevision, "asof", FusionPortal.Checklists.Templates.TemplateLibrary.Get("client-install").Template.Version),
            (head.RunRevision, head.OrgId, head.TemplateVersion));
        Assert.Null(await _portal.Get<RunRecord>().HeadAsync(run.Head.Id, run.Head.StartedAt.AddSeconds(-1), Ct));

        static (string?, StepState, string?) Region(IEnumerable<RunRecordRow> rows)
        {
            var row = rows.Single(r => r.Field == "hosting-region");
            return (row.Value, row.State, row.StateBy);
        }
    }

    [Fact]
    public async Task List_FilteredAndPaged_GivesEveryRunOnceTheLatestFirst()
    {
        var first = await Worker.StartInstallAsync("listone", TestActors.Ana, Ct);
        var second = await Worker.StartInstallAsync("listtwo", TestActors.Ana, Ct);
        var shared = await Worker.StartSharedAsync("vpc", "VPC listed", TestActors.Marek, Ct);
        await Worker.TickAsync(first.Head.Id, "org-id", TestActors.Ana, Ct);

        var page = await Queries.ListAsync(new RunFilter(Text: "list"), null, 2, Ct);
        var rest = await Queries.ListAsync(new RunFilter(Text: "list"), page.NextCursor, 2, Ct);

        Assert.Equal([first.Head.Id, shared.Head.Id], page.Rows.Select(r => r.Head.Id));
        Assert.Equal([second.Head.Id], rest.Rows.Select(r => r.Head.Id));
        Assert.Null(rest.NextCursor);
        Assert.Equal((1, RunStanding.InProgress), (page.Rows[0].Progress.Done, page.Rows[0].Standing));
        Assert.Equal(
            [shared.Head.Id],
            (await Queries.ListAsync(new RunFilter(RunKind.SharedResource, Text: "list"), null, 10, Ct)).Rows.Select(r => r.Head.Id));
        Assert.Equal(
            [second.Head.Id], (await Queries.ListAsync(new RunFilter(OrgId: "ListTwo"), null, 10, Ct)).Rows.Select(r => r.Head.Id));
        Assert.Empty((await Queries.ListAsync(new RunFilter(Finished: true), null, 10, Ct)).Rows);
    }

    [Fact]
    public async Task Activity_OfARun_SaysWhatChangedNewestFirst()
    {
        var run = await Worker.StartInstallAsync("activity", TestActors.Ana, Ct);
        await Worker.DoAsync(
            run.Head.Id, "site-title", StepAction.SaveFields, TestActors.Ana, Ct,
            new Dictionary<string, string?> { ["areas-of-operation"] = "Oregon" });
        await Worker.DoAsync(run.Head.Id, "onloyalty-facts", StepAction.NotApplicable, TestActors.Marek, Ct, reason: "No loyalty program");

        var activity = await Queries.ActivityAsync(run.Head.Id, null, null, 10, Ct);

        Assert.Equal([StepAction.NotApplicable, StepAction.SaveFields], activity.Select(a => a.Action));
        Assert.Equal(("No loyalty program", "Marek Novák"), (activity[0].Reason, activity[0].By));
        Assert.Equal(new StepChange(StepChangeKind.FieldSet, "areas-of-operation", null, "Oregon"), Assert.Single(activity[1].Changes));
        Assert.Single(await Queries.ActivityAsync(run.Head.Id, null, activity[0].RunRevision, 10, Ct));
    }

    [Fact]
    public async Task Run_ThatDoesNotExist_IsNothing()
    {
        var id = Guid.CreateVersion7();

        Assert.Null(await Queries.FindAsync(id, "ana", Ct));
        Assert.Empty(await Queries.ActivityAsync(id, null, null, 10, Ct));
        Assert.Empty(await Queries.ReliedOnByAsync(id, "org-id", Ct));
        Assert.Empty(await RecordAsync(id, DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task Command_Accepted_IsToldToWhoeverFollowsTheRun()
    {
        await _portal.ListenAsync(Ct);
        var run = await Worker.StartInstallAsync("followed", TestActors.Ana, Ct);
        var heard = Channel.CreateUnbounded<string>();
        using var subscription = _portal.Get<PortalEvents>()
            .Subscribe($"run:{run.Head.Id}", topic => heard.Writer.WriteAsync(topic, Ct).AsTask());

        await Worker.DoAsync(
            run.Head.Id, "site-title", StepAction.SaveFields, TestActors.Marek, Ct,
            new Dictionary<string, string?> { ["areas-of-operation"] = "Oregon" });

        Assert.Equal($"run:{run.Head.Id}", await heard.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Ct));
    }

    [Fact]
    public async Task MyWork_OfEachPerson_IsWhatTheyCanDo()
    {
        var worker = Worker;
        worker.Answers["rds-hosting"] = "shared";
        var run = await worker.StartInstallAsync("mywork", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "rds-create-user", TestActors.Marek, TestActors.Priya, Ct);
        await worker.TickAsync(run.Head.Id, "rds-create-user", TestActors.Ana, Ct);

        var ana = await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, Ct);
        var marek = await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Marek, Ct);

        Assert.Equal(run.Head.Id, ana.Continue!.RunId);
        Assert.NotEqual("rds-confirm-isolation", ana.Continue.StepKey);
        Assert.Contains(ana.Waiting, w => w.RunId == run.Head.Id && w.What.Contains("second person", StringComparison.Ordinal));
        Assert.Contains(
            marek.NeedsMe, i => i is { Reason: WorkReason.SecondPerson, StepKey: "rds-confirm-isolation" }
            && i.Detail.Contains("Ana Ruiz", StringComparison.Ordinal));
        Assert.DoesNotContain(ana.NeedsMe, i => i.Reason == WorkReason.SecondPerson);
        Assert.Contains(marek.Runs, r => r.Head.Id == run.Head.Id);
        Assert.Equivalent(new MyWork(null, [], [], []), await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ingrid, Ct));
    }

    private async Task<List<RunRecordRow>> RecordAsync(Guid runId, DateTimeOffset asOf)
    {
        var rows = new List<RunRecordRow>();
        await foreach (var row in _portal.Get<RunRecord>().RowsAsync(runId, asOf, Ct)) rows.Add(row);
        return rows;
    }
}
