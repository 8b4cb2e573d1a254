using FusionPortal.Conventions;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Search;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;
using Npgsql;

namespace FusionPortal.Core.Tests.Search;

/// <summary>How the index follows what changes: what it reads, what it drops, how old it says it is.</summary>
public sealed class SearchIndexTests(TestCluster cluster) : IAsyncLifetime
{
    // Each test has a database of its own: how far the index is belongs to all of it.
    private readonly PostgresFixture _postgres = new(cluster);
    private TestScanner _scanner = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _scanner = new TestScanner(_postgres);
    }

    public async ValueTask DisposeAsync()
    {
        await _scanner.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Resource_NewChangedAndGone_IsFollowed()
    {
        _scanner.Estate.Lists("s3", isGlobal: true, "s3-bucket");
        foreach (var name in new[] { "follow-a", "follow-b", "follow-c" }) _scanner.Estate.AddListed("s3", $"arn:aws:s3:::{name}");
        await ScanAndRefreshAsync();
        Assert.Equal(["follow-a", "follow-b", "follow-c"], await NamesAsync("follow"));

        // Tags that the tagging API tells are another target's.
        _scanner.Estate.Bucket("follow-b", "tagged");
        _scanner.Estate.AddListed("s3", "arn:aws:s3:::follow-d");
        _scanner.Estate.Resources[new(TestEstate.Production, "global", "s3")].RemoveAll(o => o.Name == "follow-a");
        await ScanAndRefreshAsync();
        Assert.Equal(["follow-b", "follow-c", "follow-d"], await NamesAsync("follow"));
        Assert.Equal(["follow-b"], await NamesAsync("orgid=tagged"));

        _scanner.Estate.Remove("arn:aws:s3:::follow-b");
        await ScanAndRefreshAsync();
        Assert.Equal(["follow-c", "follow-d"], await NamesAsync("follow"));
    }

    [Fact]
    public async Task Finding_ThatIsMended_IsFoundByItsNumberOnly()
    {
        _scanner.Estate.Bucket("mended-later", null);
        await ScanAndRefreshAsync();
        var open = Assert.Single(await FindAsync("mended-later", "finding"));
        var address = open.Hits[0].Address;

        _scanner.Estate.Remove("arn:aws:s3:::mended-later");
        await ScanAndRefreshAsync();

        Assert.Empty(await FindAsync("mended-later", "finding"));
        var named = Assert.Single(await FindAsync(address.Split('/')[^1], "finding"));
        Assert.Equal((address, "Resolved"), (named.Hits[0].Address, named.Hits[0].State));
    }

    [Fact]
    public async Task Client_Corrected_IsFoundByItsNewTitle()
    {
        var made = await _scanner.Portal.Get<CreateOrganization>().ExecuteAsync(
            new CreateOrganizationRequest("harbour", "Harbor Lights", EnvironmentKind.Production), TestActors.Priya, Ct);
        await RefreshAsync();
        Assert.Single(await FindAsync("Harbor Lights", "client"));

        _scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        await _scanner.Portal.Get<CorrectOrganization>().ExecuteAsync(
            new CorrectOrganizationRequest("harbour", "Harbour Nights", made.Environment, "Misspelt", made.Revision), TestActors.Priya, Ct);
        await RefreshAsync();

        Assert.Empty(await FindAsync("Harbor Lights", "client"));
        Assert.Equal("/clients/harbour", Assert.Single(await FindAsync("harbour nights", "client")).Hits[0].Address);
    }

    [Fact]
    public async Task Run_Worked_IsFoundByWhatItHoldsNow()
    {
        var worker = new RunWorker(_scanner.Portal);
        var run = await worker.StartInstallAsync("worked", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "site-title", TestActors.Ana, TestActors.Marek, Ct);
        await SaveTitleAsync("Gare du Nord");
        await RefreshAsync();
        Assert.Single(await FindAsync("gare du nord", "recorded-value"));
        Assert.Equal("To do", (await StepAsync()).State);

        await SaveTitleAsync("Gare de l'Est");
        await worker.TickAsync(run.Head.Id, "site-title", TestActors.Ana, Ct);
        await RefreshAsync();
        Assert.Empty(await FindAsync("gare du nord", "recorded-value"));
        Assert.Single(await FindAsync("gare de l'est", "recorded-value"));
        Assert.Equal("Done", (await StepAsync()).State);

        var revision = (await worker.ViewAsync(run.Head.Id, TestActors.Ana, Ct)).Head.Revision;
        await _scanner.Portal.Get<CancelRun>()
            .ExecuteAsync(new CancelRunRequest(run.Head.Id, revision, "The client withdrew"), TestActors.Priya, Ct);
        await RefreshAsync();
        Assert.Empty(await FindAsync("gare de l'est", "recorded-value"));
        Assert.Equal("Cancelled", Assert.Single(await FindAsync("worked", "run")).Hits[0].State);

        Task SaveTitleAsync(string title) => worker.DoAsync(
            run.Head.Id, "site-title", StepAction.SaveFields, TestActors.Ana, Ct,
            new Dictionary<string, string?> { ["site-title"] = title });
        async Task<SearchHit> StepAsync() =>
            Assert.Single(await FindAsync("site title worked", "step")).Hits
                .Single(h => h.Address.EndsWith("=site-title", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Age_IsOfTheOldestKind_AndUnknownBeforeTheFirst()
    {
        Assert.Null((await Search.FindAsync("x", TestActors.Priya, 8, Ct)).IndexedAt);
        await RefreshAsync();
        var first = (await Search.FindAsync("x", TestActors.Priya, 8, Ct)).IndexedAt;
        Assert.NotNull(first);

        _scanner.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(first, await Search.IndexedAtAsync(Ct));
        await RefreshAsync();
        Assert.Equal(first + TimeSpan.FromMinutes(10), await Search.IndexedAtAsync(Ct));
    }

    [Fact]
    public async Task KindThatCannotBeRead_LeavesTheOthersCurrent_AndIsToldByTheAge()
    {
        await RefreshAsync();
        var before = await Search.IndexedAtAsync(Ct);
        _scanner.Clock.Advance(TimeSpan.FromMinutes(10));
        await _scanner.Portal.Get<CreateOrganization>().ExecuteAsync(
            new CreateOrganizationRequest("besides", "Besides", EnvironmentKind.Production), TestActors.Priya, Ct);
        await _postgres.ExecuteAsOwnerAsync("alter table account rename to account_away");
        try
        {
            await Assert.ThrowsAsync<AggregateException>(() => Refresh.ExecuteAsync(whole: false, Ct));
        }
        finally
        {
            await _postgres.ExecuteAsOwnerAsync("alter table account_away rename to account");
        }

        Assert.Single(await FindAsync("besides", "client"));
        Assert.Equal(before, await Search.IndexedAtAsync(Ct));
    }

    [Fact]
    public async Task NothingChanged_WritesNothing_AndADayLaterEverythingIsCompared()
    {
        _scanner.Estate.Bucket("steady", "acme");
        await ScanAndRefreshAsync();
        var written = await WrittenAsync();
        await RefreshAsync();
        await ScanAndRefreshAsync();
        Assert.Equal(written, await WrittenAsync());

        // What no reading of changes would ever notice.
        await _postgres.ExecuteAsOwnerAsync(
            """
            delete from search_entry where name = 'steady';
            insert into search_entry
            select 'resource', id::text, gen_random_uuid(), 'ghost', null, null, '{a,b,c,d}', 'ghost', 'ghost' from coverage limit 1;
            """);
        await ScanAndRefreshAsync();
        Assert.Empty(await NamesAsync("steady"));
        _scanner.Clock.Advance(RefreshSearchIndex.WholeEvery);
        await RefreshAsync();
        Assert.Equal(["steady"], await NamesAsync("steady"));
        Assert.Empty(await NamesAsync("ghost"));
    }

    [Fact]
    public async Task TwoAtOnce_OneIsAtIt()
    {
        await using var source = NpgsqlDataSource.Create(_postgres.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var held = new NpgsqlCommand($"select pg_advisory_lock({Core.Data.AdvisoryLocks.SearchIndex})", connection);
        await held.ExecuteNonQueryAsync(Ct);

        Assert.False(await Refresh.ExecuteAsync(whole: false, Ct));
    }

    private SearchQueries Search => _scanner.Portal.Get<SearchQueries>();

    private RefreshSearchIndex Refresh => _scanner.Portal.Get<RefreshSearchIndex>();

    private async Task RefreshAsync() => Assert.True(await Refresh.ExecuteAsync(whole: false, Ct));

    private async Task ScanAndRefreshAsync()
    {
        await _scanner.ScanAsync(Ct);
        await RefreshAsync();
    }

    private async Task<IReadOnlyList<SearchGroup>> FindAsync(string text, string kind) =>
        (await Search.FindAsync(text, TestActors.Priya, 100, Ct, kind)).Groups;

    private async Task<IEnumerable<string>> NamesAsync(string text) =>
        (await FindAsync(text, "resource")).SelectMany(g => g.Hits).Select(h => h.Title).Order(StringComparer.Ordinal);

    private async Task<string> WrittenAsync()
    {
        await using var source = NpgsqlDataSource.Create(_postgres.OwnerConnectionString);
        await using var command = source.CreateCommand("select string_agg(xmin::text, ' ' order by kind, key, scope) from search_entry");
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }
}
