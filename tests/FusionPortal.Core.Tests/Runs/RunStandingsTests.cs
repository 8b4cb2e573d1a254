using System.Text.Json;
using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.People;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>What a process knows of the open runs is what their plans say now, whoever did what in whichever process.</summary>
/// <remarks>A database for each history: in one that another history has been at, its people may be declared the same and its resources may
/// be what one links, and a history then does not come to everything.</remarks>
public sealed class RunStandingsTests(TestCluster cluster) : IAsyncLifetime
{
    private static readonly Actor[] Workers = [TestActors.Ana, TestActors.Marek, TestActors.Priya];

    // Two processes on one database: what one does, the other has to notice.
    private TestPortal[] _portals = [];
    private readonly PostgresFixture _postgres = new(cluster);
    private readonly List<Guid> _runs = [];
    private readonly List<string> _done = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _portals = [new(_postgres), new(_postgres)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in _portals) await portal.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 10)]
    public Task Standings_OverARandomHistory_AreWhatThePlansSay(int seed, int acts) => LiveAsync(seed, acts);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [Trait("Category", "Long")]
    public Task Standings_OverALongRandomHistory_AreWhatThePlansSay(int seed) => LiveAsync(seed, 40);

    private async Task LiveAsync(int seed, int acts)
    {
        var random = new Random(seed);
        // Everything once in an order in which there is something for each, then in any.
        List<Func<TestPortal, Random, Task>> bag = [.. Acts(seed).Reverse()];
        for (var act = 0; act < acts; act++)
        {
            if (bag.Count == 0) bag.AddRange(Acts(seed).OrderBy(_ => random.Next()));
            var todo = bag[^1];
            bag.RemoveAt(bag.Count - 1);
            try
            {
                await todo(_portals[act % 2], random);
            }
            catch (RefusedException refused)
            {
                // People try what is refused, too.
                _done.Add($"refused: {refused.Code}");
            }

            // Sometimes several things have happened since it looked last.
            if (random.Next(3) > 0) await CheckAsync(_portals[random.Next(2)]);
        }

        foreach (var portal in _portals) await CheckAsync(portal);
        // What a history never came to proves nothing.
        foreach (var said in new[] { "finished a run", "unticked", "cancelled", "linked", "corrected", "declared" })
            Assert.Contains(said, _done);
        Assert.Contains(_done, d => d.StartsWith("no longer right", StringComparison.Ordinal));
    }

    private IEnumerable<Func<TestPortal, Random, Task>> Acts(int seed)
    {
        yield return async (portal, random) =>
            _runs.Add((await new RunWorker(portal).StartInstallAsync($"client{seed}x{_runs.Count}", Pick(random, Workers), Ct)).Head.Id);
        yield return async (portal, random) => _runs.Add((await new RunWorker(portal).StartSharedAsync(
            "rds-instance", $"Database {seed} {_runs.Count}", Pick(random, Workers), Ct)).Head.Id);
        yield return TickAsync;
        yield return FinishAsync;
        yield return LinkAsync;
        yield return UntickAsync;
        yield return DeclareAsync;
        yield return CorrectAsync;
        yield return CancelAsync;
        yield return UntickAsync;
    }

    // A database with the VPC it asks for, to its end.
    private async Task FinishAsync(TestPortal portal, Random random)
    {
        var worker = new RunWorker(portal)
        {
            Answers = { ["db-hosting"] = "shared", ["db-vpc"] = "new", ["db-name"] = $"db-POS-{random.Next(100, 100_000)}" },
        };
        var id = (await worker.StartSharedAsync("rds-instance", $"Whole {_runs.Count}", TestActors.Marek, Ct)).Head.Id;
        _runs.Add(id);
        await worker.WorkUntilAsync(id, null, TestActors.Ana, TestActors.Marek, Ct);
        _done.Add("finished a run");
    }

    private async Task TickAsync(TestPortal portal, Random random)
    {
        var (worker, who) = (new RunWorker(portal), Pick(random, Workers));
        if (await AnyAsync(portal, random, v => v.NextStep is not null) is not { } id) return;
        if ((await worker.ViewAsync(id, who, Ct)).NextStep is { } next) await worker.TickAsync(id, next, who, Ct);
    }

    private async Task UntickAsync(TestPortal portal, Random random)
    {
        await TakeInAsync(portal);
        // What others rest on, if there is such a thing.
        var found = await AnyAsync(portal, random, v => v.Head.TemplateKey == "vpc" && v.Complete)
            ?? await AnyAsync(portal, random, v => v.Progress.Done > 0 && v.Head.TemplateKey != "client-install");
        if (found is not { } id) return;
        var step = Pick(random, [.. (await new RunWorker(portal).ViewAsync(id, TestActors.Ana, Ct)).Sections.SelectMany(s => s.Steps)
            .Where(s => s.State == StepState.Done).Select(s => s.Key)]);
        await new RunWorker(portal).DoAsync(id, step, StepAction.Untick, Pick(random, Workers), Ct, reason: "It was wrong");
        _done.Add("unticked");
        await foreach (var view in ViewsAsync(portal))
            if (view.Standing == RunStanding.NoLongerRight) _done.Add($"no longer right: {view.Head.Title}");
    }

    private async Task CancelAsync(TestPortal portal, Random random)
    {
        if (await AnyAsync(portal, random, v => !v.Complete) is not { } id) return;
        var view = await new RunWorker(portal).ViewAsync(id, TestActors.Ana, Ct);
        await portal.Get<CancelRun>().ExecuteAsync(new CancelRunRequest(id, view.Head.Revision, "Not wanted"), TestActors.Priya, Ct);
        _done.Add("cancelled");
    }

    private async Task LinkAsync(TestPortal portal, Random random)
    {
        if (await AnyAsync(portal, random, v => v is { Complete: false, Head.TemplateKey: "client-install" }) is not { } id)
        {
            id = (await new RunWorker(portal).StartInstallAsync($"linked{_runs.Count}x{random.Next(1000)}", TestActors.Ana, Ct)).Head.Id;
            _runs.Add(id);
        }

        var orgId = (await new RunWorker(portal).ViewAsync(id, TestActors.Ana, Ct)).Head.OrgId!;
        var choices = await portal.Get<SharedResourceQueries>().ChoicesAsync("rds-instance", orgId, Ct);
        if (choices.Count == 0) return;
        await portal.Get<LinkSharedResource>().ExecuteAsync(
            new LinkSharedResourceRequest(id, "rds", Pick(random, [.. choices]).Id), Pick(random, Workers), Ct);
        _done.Add("linked");
    }

    private async Task CorrectAsync(TestPortal portal, Random random)
    {
        var clients = await portal.Get<OrganizationQueries>().ListAsync(null, null, 50, Ct);
        if (clients.Rows.Count == 0) return;
        var client = Pick(random, [.. clients.Rows]);
        var revision = (await portal.Get<OrganizationQueries>().FindAsync(client.OrgId, Ct))!.Revision;
        await portal.Get<CorrectOrganization>().ExecuteAsync(
            new CorrectOrganizationRequest(
                client.OrgId, $"Client {random.Next(1000)}", Pick(random, Enum.GetValues<EnvironmentKind>()), "Typed wrong", revision),
            TestActors.Priya, Ct);
        _done.Add("corrected");
    }

    // Two who worked are one, or two again: who may take a second person's step changes, and whose word is wrong.
    private async Task DeclareAsync(TestPortal portal, Random random)
    {
        foreach (var who in Workers)
            await portal.Get<RememberPerson>().ExecuteAsync(new SignedInPerson(who.SubjectId, who.DisplayName, null, null), Ct);
        var row = (await portal.Get<PeopleQueries>().ListAsync(Ct)).Single(p => p.SubjectId == TestActors.Marek.SubjectId);
        var same = row.DeclaredSameAs is null ? Pick(random, TestActors.Ana, TestActors.Priya).SubjectId : null;
        await portal.Get<DeclarePerson>().ExecuteAsync(
            new DeclarePersonRequest(row.SubjectId, same, row.DeclaredSameAs, "Looked at again"), TestActors.Tom, Ct);
        _done.Add("declared");
    }

    /// <summary>Everything a long-lived process says against plans worked out anew.</summary>
    private async Task CheckAsync(TestPortal portal)
    {
        await TakeInAsync(portal);
        var told = string.Join(", ", _done);
        await using var db = await portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct);
        var graph = await portal.Get<RunLoader>().LoadAsync(db, _runs, null, Ct);
        var open = _runs.Where(id => !graph.IsComplete(id) && graph[id].Run.CancelledAt is null).ToHashSet();
        Assert.True(open.SetEquals(await ListedAsync(portal, finished: false)), told);
        Assert.True(_runs.Where(graph.IsComplete).ToHashSet().SetEquals(await ListedAsync(portal, finished: true)), told);

        using var anew = new RunStandings(portal.Get<RunLoader>());
        var derived = new MyWorkQueries(portal.Get<IDbContextFactory<PortalDbContext>>(), portal.Get<RunLoader>(), anew);
        foreach (var who in Workers)
        {
            var work = await portal.Get<MyWorkQueries>().ForAsync(who, null, Ct);
            Assert.Equal(JsonSerializer.Serialize(await derived.ForAsync(who, null, Ct)), JsonSerializer.Serialize(work));
            // As each of them sees every run.
            var ids = graph.People.IdsOf(who.SubjectId);
            var second = from id in open
                         from step in graph.PlanFor(id, who.SubjectId).Sections.SelectMany(s => s.Steps)
                         where step.Readiness == StepReadiness.Ready && OpenRun.Doers(graph.Plan(id), step).Any()
                             && !OpenRun.Doers(graph.Plan(id), step).Any(d => ids.Contains(d.PersonId))
                         select (id, step.Key.ToString());
            var shown = work.NeedsMe.Where(i => i.Reason == WorkReason.SecondPerson).Select(i => (i.RunId, i.StepKey));
            Assert.Equal(second.Order(), shown.Order());
        }
    }

    private async Task<HashSet<Guid>> ListedAsync(TestPortal portal, bool finished)
    {
        var ids = new HashSet<Guid>();
        string? cursor = null;
        do
        {
            var page = await portal.Get<RunQueries>().ListAsync(new RunFilter(Finished: finished), cursor, 7, Ct);
            Assert.All(page.Rows, r => Assert.Equal(finished, r.Standing == RunStanding.Finished));
            ids.UnionWith(page.Rows.Select(r => r.Head.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ids;
    }

    // Answers start checklists of what they ask for.
    private async Task TakeInAsync(TestPortal portal)
    {
        await using var db = await portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct);
        var all = await db.Set<Run>().Select(r => r.Id).ToListAsync(Ct);
        _runs.AddRange(all.Except(_runs).Order());
    }

    private async Task<Guid?> AnyAsync(TestPortal portal, Random random, Func<RunDetail, bool> where)
    {
        var found = new List<Guid>();
        await foreach (var view in ViewsAsync(portal))
            if (where(view)) found.Add(view.Head.Id);
        return found.Count == 0 ? null : Pick(random, [.. found]);
    }

    private async IAsyncEnumerable<RunDetail> ViewsAsync(TestPortal portal)
    {
        foreach (var id in _runs)
        {
            var view = await new RunWorker(portal).ViewAsync(id, TestActors.Ana, Ct);
            if (view.Standing != RunStanding.Cancelled) yield return view;
        }
    }

    private static T Pick<T>(Random random, params T[] of) => of[random.Next(of.Length)];
}
