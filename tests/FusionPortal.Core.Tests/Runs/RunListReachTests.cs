using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>Lists that show only finished or only open runs look at as many as a page needs: what is further down is neither read nor
/// missed.</summary>
public sealed class RunListReachTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunWorker Worker => new(_portal);

    private RunQueries Queries => _portal.Get<RunQueries>();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Page_OfOpenRuns_ReadsNoneBelowIt()
    {
        var runs = await StartAsync("reachbelow", 4);
        // Nobody can read this one here, so that to read it is to fail.
        await postgres.ExecuteAsOwnerAsync($$"""
            insert into template_version
              select (jsonb_populate_record(t, '{"id": "{{Guid.Empty}}", "version": 1000, "yaml": "format: 99", "published": false}')).*
              from template_version t where t.key = 'client-install' and t.published;
            update run set template_version_id = '{{Guid.Empty}}' where id = '{{runs[0]}}'
            """);
        var filter = new RunFilter(Finished: false, Text: "reachbelow");

        var first = await Queries.ListAsync(filter, null, 1, Ct);
        var second = await Queries.ListAsync(filter, first.NextCursor, 1, Ct);

        var third = await Queries.ListAsync(filter, second.NextCursor, 1, Ct);

        Assert.Equal([runs[3], runs[2], runs[1]], [.. first.Rows.Concat(second.Rows).Concat(third.Rows).Select(r => r.Head.Id)]);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Queries.ListAsync(filter, third.NextCursor, 1, Ct));
        Assert.Equal("newer-portal-needed", refused.Code);
    }

    [Fact]
    public async Task Runs_FinishedAmongOpenOnes_AreFoundHoweverFarDown()
    {
        var finished = new List<Guid>();
        var open = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            var vpc = (await Worker.StartSharedAsync("vpc", $"reachfar {i}", TestActors.Ana, Ct)).Head.Id;
            await Worker.WorkUntilAsync(vpc, null, TestActors.Ana, TestActors.Marek, Ct);
            finished.Insert(0, vpc);
            foreach (var id in await StartAsync($"reachfar{i}", 3)) open.Insert(0, id);
        }

        foreach (var take in new[] { 1, 2, 5 })
        {
            Assert.Equal(finished, await AllAsync(finished: true, take));
            Assert.Equal(open, await AllAsync(finished: false, take));
        }

        Assert.Equal(12, (await AllAsync(finished: null, 5)).Count);
    }

    private async Task<List<Guid>> AllAsync(bool? finished, int take)
    {
        var ids = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await Queries.ListAsync(new RunFilter(Finished: finished, Text: "reachfar"), cursor, take, Ct);
            Assert.InRange(page.Rows.Count, page.NextCursor is null ? 0 : take, take);
            ids.AddRange(page.Rows.Select(r => r.Head.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ids;
    }

    private async Task<List<Guid>> StartAsync(string name, int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++) ids.Add((await Worker.StartInstallAsync($"{name}{(char)('a' + i)}", TestActors.Ana, Ct)).Head.Id);
        return ids;
    }
}
