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
    public async Task List_InEachOrder_GivesEveryRunOnceOverItsPages()
    {
        var b = (await Worker.StartSharedAsync("vpc", "Order b", TestActors.Marek, Ct)).Head.Id;
        var c = (await Worker.StartSharedAsync("vpc", "Order c", TestActors.Marek, Ct)).Head.Id;
        var a = (await Worker.StartSharedAsync("vpc", "Order a", TestActors.Marek, Ct)).Head.Id;
        await Worker.TickAsync(b, (await Worker.ViewAsync(b, TestActors.Ana, Ct)).NextStep!, TestActors.Ana, Ct);

        Assert.Equal([b, a, c], await AllAsync(RunSort.LastWorked));
        Assert.Equal([c, a, b], await AllAsync(RunSort.LeftLongest));
        Assert.Equal([a, c, b], await AllAsync(RunSort.Begun));
        Assert.Equal([a, b, c], await AllAsync(RunSort.Title));

        async Task<List<Guid>> AllAsync(RunSort sort)
        {
            var (all, cursor) = (new List<Guid>(), (string?)null);
            do
            {
                var page = await Queries.ListAsync(new RunFilter(Text: "Order ") { Sort = sort }, cursor, 1, Ct);
                all.AddRange(page.Rows.Select(r => r.Head.Id));
                cursor = page.NextCursor;
            }
            while (cursor is not null && all.Count < 10);
            return all;
        }
    }

    [Fact]
    public async Task Install_ThatWaitsForAResource_SaysForWhatAndSinceWhenAndIsOfferedThere()
    {
        var worker = Worker;
        worker.Answers["rds-hosting"] = "shared-new";
        worker.Answers["ec2-hosting"] = "shared-new";
        worker.Answers["hosting-region"] = "us-east-1";
        worker.Answers["rds-engine"] = "sql-server-2019-web";
        var run = await worker.StartInstallAsync("waiting", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, TestActors.Marek, Ct);
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var asked = await worker.StepAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var resource = (await worker.ViewAsync(run.Head.Id, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Blocks)
            .Single(b => b.LinkId == "rds").RunId!.Value;

        // One can go on elsewhere, so it is not blocked yet.
        Assert.DoesNotContain(await BlockedAsync(true), r => r.Head.Id == run.Head.Id);
        Assert.Contains(await BlockedAsync(false), r => r.Head.Id == run.Head.Id);
        while ((await worker.ViewAsync(run.Head.Id, TestActors.Ana, Ct)).NextStep is { } next)
            await worker.TickAsync(run.Head.Id, next, TestActors.Ana, Ct);

        var row = Assert.Single(await BlockedAsync(true), r => r.Head.Id == run.Head.Id);
        Assert.Equal((RunStanding.Blocked, resource), (row.Standing, row.HeldUpByRun));
        Assert.Equal(asked.Fields.Single(f => f.Id == "rds-hosting").At, row.HeldUpSince);
        Assert.DoesNotContain(await BlockedAsync(false), r => r.Head.Id == run.Head.Id);

        // Its checklist knows for whom it is made, and what is recorded there is offered, never recorded by itself.
        var origin = (await Queries.OriginAsync(resource, null, Ct))!;
        Assert.Equal((run.Head.Id, "Client waiting"), (origin.Id, origin.Title));
        Assert.Equal(("sql-server-2019-web", "us-east-1"), (origin.Known["db-engine"], origin.Known["db-region"]));
        var offered = origin.Offer(await worker.ViewAsync(resource, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Steps)
            .SelectMany(s => s.Fields).ToDictionary(f => f.Id);
        Assert.Equal((null, "us-east-1"), (offered["db-region"].Value, offered["db-region"].Suggestion));
        Assert.Null(await Queries.OriginAsync(resource, Guid.CreateVersion7(), Ct));
        Assert.Null(await Queries.OriginAsync(run.Head.Id, null, Ct));

        async Task<IReadOnlyList<RunRow>> BlockedAsync(bool blocked) =>
            (await Queries.ListAsync(new RunFilter(OrgId: "waiting") { Blocked = blocked }, null, 10, Ct)).Rows;
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

        var ana = await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, null, Ct);
        var marek = await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Marek, null, Ct);

        Assert.Equal(run.Head.Id, ana.Continue!.RunId);
        Assert.NotEqual("rds-confirm-isolation", ana.Continue.StepKey);
        Assert.Contains(ana.Waiting, w => w.RunId == run.Head.Id && w.What.Contains("second person", StringComparison.Ordinal));
        Assert.Contains(
            marek.NeedsMe, i => i is { Reason: WorkReason.SecondPerson, StepKey: "rds-confirm-isolation" }
            && i.Detail.Contains("Ana Ruiz", StringComparison.Ordinal));
        Assert.DoesNotContain(ana.NeedsMe, i => i.Reason == WorkReason.SecondPerson);
        Assert.Contains(marek.Runs, r => r.Head.Id == run.Head.Id);
        // Ana ticked one step after Marek had worked last; nobody did anything after her.
        var news = Assert.Single(marek.News, n => n.RunId == run.Head.Id);
        Assert.Equal(("Ana Ruiz", StepAction.Tick, 1, true), (news.By, news.Action, news.Steps, news.To > marek.LastWorkedAt));
        Assert.DoesNotContain(ana.News, n => n.RunId == run.Head.Id);
        Assert.Equivalent(new MyWork(null, [], [], []), await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ingrid, null, Ct));
    }

    [Fact]
    public async Task MyWork_NamesRecordedInOpenSteps_AreHeldUntilTheStepIsDoneOrTheyAreCleared()
    {
        var run = await Worker.StartInstallAsync("holding", TestActors.Ana, Ct);
        Assert.Empty(await HeldAsync(TestActors.Ana));
        await Worker.DoAsync(
            run.Head.Id, "hosting-domains", StepAction.SaveFields, TestActors.Ana, Ct,
            new Dictionary<string, string?> { ["pos-domain"] = "pos.holding.example" });

        Assert.Equal(["pos.holding.example"], await HeldAsync(TestActors.Ana));
        Assert.Empty(await HeldAsync(TestActors.Marek));
        await Worker.DoAsync(
            run.Head.Id, "hosting-domains", StepAction.SaveFields, TestActors.Ana, Ct,
            new Dictionary<string, string?> { ["pos-domain"] = null });
        Assert.Empty(await HeldAsync(TestActors.Ana));

        async Task<IEnumerable<string>> HeldAsync(Actor person) =>
            (await _portal.Get<MyWorkQueries>().ForAsync(person, null, Ct)).Names
                .Where(n => n.RunId == run.Head.Id && n.Since is not null).Select(n => n.Name);
    }

    [Fact]
    public async Task MyWork_NamesThatFollowFromTheClientsId_AreThoseOfStepsThatCanBeDone()
    {
        var run = await Worker.StartInstallAsync("follows", TestActors.Ana, Ct);
        await Worker.WorkUntilAsync(run.Head.Id, "aws-iam-user", TestActors.Ana, TestActors.Marek, Ct);

        Assert.Contains("rms_follows", await FollowingAsync());
        await Worker.TickAsync(run.Head.Id, "aws-iam-user", TestActors.Ana, Ct);
        Assert.DoesNotContain("rms_follows", await FollowingAsync());

        async Task<IEnumerable<string>> FollowingAsync() =>
            (await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, null, Ct)).Names
                .Where(n => n.RunId == run.Head.Id && n.Since is null).Select(n => n.Name);
    }

    [Fact]
    public async Task MyWork_News_BeginWhereThePersonLastLooked_AndTellOfTheSharedResourcesTheirRunsStandOn()
    {
        var worker = new RunWorker(_portal) { Answers = { ["rds-hosting"] = "shared-new" } };
        var run = await worker.StartInstallAsync("meanwhile", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, TestActors.Marek, Ct);
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);
        var detail = (await _portal.Get<RunQueries>().FindAsync(run.Head.Id, TestActors.Ana.SubjectId, Ct))!;
        var waits = Assert.Single(
            (await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, null, Ct)).Waiting,
            w => w.RunId == detail.Head.Id && w.OtherRunId is not null);
        var looked = TimeProvider.System.GetUtcNow();
        var shared = (await _portal.Get<RunQueries>().FindAsync(waits.OtherRunId!.Value, TestActors.Priya.SubjectId, Ct))!;
        await worker.TickAsync(shared.Head.Id, FirstOf(shared), TestActors.Priya, Ct);

        var work = await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, looked, Ct);

        var news = Assert.Single(work.News, n => n.RunId == shared.Head.Id);
        Assert.Equal(("Priya Shah", StepAction.Tick), (news.By, news.Action));
        Assert.Empty((await _portal.Get<MyWorkQueries>().ForAsync(TestActors.Ana, TimeProvider.System.GetUtcNow(), Ct)).News);

        static string FirstOf(RunDetail run) => run.Sections.SelectMany(s => s.Steps).First(s => s.Readiness == StepReadiness.Ready).Key;
    }

    private async Task<List<RunRecordRow>> RecordAsync(Guid runId, DateTimeOffset asOf)
    {
        var rows = new List<RunRecordRow>();
        await foreach (var row in _portal.Get<RunRecord>().RowsAsync(runId, asOf, Ct)) rows.Add(row);
        return rows;
    }
}
