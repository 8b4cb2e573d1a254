using System.Globalization;
using System.Text;
using System.Text.Json;
using FusionPortal.Core;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Supervision;
using FusionPortal.Migrations;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace FusionPortal.Demo.Tests.Upgrade;

/// <summary>
/// A database that the version before has filled is upgraded to this one, says the same afterwards, and still serves the version before:
/// while one replaces the other, both run.
/// </summary>
public sealed class UpgradeTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fusionportal-upgrade-").FullName;
    private DemoIdentityProvider _provider = null!;
    private SimulatorServer _simulator = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // In the configuration of the tests themselves.
    private static Repository Newer =>
        new(SourceTree.Root,
        Path.GetRelativePath(SourceTree.PathOf("tests", "FusionPortal.Demo.Tests"), AppContext.BaseDirectory));

    /// <summary>Every release after the first.</summary>
    public static TheoryData<string, string> LaterReleases => [.. Releases.All.Skip(1)];

    private string Declared => _simulator.Estate.Accounts[0].Id;

    public async ValueTask InitializeAsync()
    {
        _provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), CancellationToken.None);
        _simulator =
            await SimulatorServer.StartAsync(
            new SimulatorOptions { Estate = new Fleet(200, 2, ["us-east-1"], seed: 7) }, CancellationToken.None);
        // The version before reads accounts as AWS told them then; this one reads both ways.
        _simulator.Faults.Add(new Fault(FaultKind.OlderAccounts));
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The longest way, always.</summary>
    [Fact(Timeout = 900_000)]
    public Task FilledDatabase_OfTheFirstRelease_IsUpgraded_AndStillServesThatVersion() =>
        UpgradeAsync(Releases.First, TestContext.Current.CancellationToken);

    /// <summary>Each builds its older portal and runs it for minutes, so these are not in the short run.</summary>
    [Theory(Timeout = 1_800_000)]
    [Trait("Category", "Long")]
    [MemberData(nameof(LaterReleases))]
    public Task FilledDatabase_OfALaterRelease_IsUpgraded_AndStillServesThatVersion(string commit, string what)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(what);
        return UpgradeAsync(commit, TestContext.Current.CancellationToken);
    }

    private async Task UpgradeAsync(string commit, CancellationToken cancellationToken)
    {
        var older = await OlderVersion.BuildAsync(commit, cancellationToken);
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await older.MigrateAsync(database.OwnerConnectionString, Ct);
        var before = await FilledAsync(older, database);

        var tables = new TableDigests(database.OwnerConnectionString);
        var columns = await tables.ColumnsAsync(Ct);
        var (held, kept) = (await tables.OfAsync(columns, Ct), await tables.KeptAsync(Ct));
        await Migrator.ApplyAsync(database.OwnerConnectionString, TextWriter.Null, Ct);
        // Nothing that was there is lost or changed; what is new stands beside it.
        Assert.Equal(held, await tables.OfAsync(columns, Ct));
        // And it is written down of each kind of history the version before did not keep, and of no other, from when on it is known.
        var keeps = await tables.KeptAsync(Ct);
        Assert.Equal(kept, keeps.Where(k => kept.ContainsKey(k.Key)).ToDictionary());
        Assert.Equal(["facts", "passes", "records", "verdicts"], keeps.Keys.Where(k => k != "resources").Order(StringComparer.Ordinal));
        await TrailIsGoodAsync(database);
        var upgraded = await ScalarAsync<DateTime>(database, "select clock_timestamp()");
        int since;

        await using (var newer = await StartAsync(Newer, database))
        {
            // What is read of single resources after a scan may be judged after that moment; a version that keeps verdicts can still be
            // asked for it.
            var asked = kept.ContainsKey("verdicts") ? before.At : upgraded;
            Assert.Equal(
                before.Findings.Select(f => $"{f.Key} {f.Value}"), (await newer.FindingsAsync(asked, Ct))
                .Select(f => $"{f.Key} {f.Value}"));
            await SaysAgainAsync(newer, before.FindingsReportAddress, before.FindingsReport, keptBefore: kept.ContainsKey("verdicts"));
            await SaysAgainAsync(newer, before.RunReportAddress, before.RunReport, keptBefore: kept.ContainsKey("records"));
            Assert.Equal(before.Steps, Steps(await newer.GetAsync($"/api/v1/runs/{before.Run}", Ct)));
            Assert.Equal(before.Shared, Named(await newer.GetAsync("/api/v1/shared-resources", Ct)));
            var done = await ScanAsync(newer);
            // It reads every target the version before read, and those of services that came since.
            since = done.GetProperty("targetsCompleted").GetInt32() - before.Targets;
            Assert.InRange(since, 0, int.MaxValue);
            Assert.Equal(0, done.GetProperty("targetsFailed").GetInt32());
            // Numbers that were given stay with what they were given to.
            var now = await newer.FindingsAsync(null, Ct);
            Assert.All(
                now.Where(f => before.Findings.ContainsKey(f.Key)), f =>
                Assert.Equal(WithoutStatus(before.Findings[f.Key]), WithoutStatus(f.Value)));
            await TickAsync(newer, before.Run, "areas");
            var third = (await newer.GetAsync($"/api/v1/runs/{before.Third}", Ct)).GetProperty("head").GetProperty("revision").GetInt64();
            await newer.PostAsync($"/api/v1/runs/{before.Third}/cancel", new { expectedRevision = third, reason = "Nobody needs it" }, Ct);
        }

        await TrailIsGoodAsync(database);
        var inForce = await BookInForceAsync(database);
        await using (var again = await StartAsync(older.Repository, database))
        {
            Assert.Equal(before.FindingsReport, Text(await again.BytesAsync(before.FindingsReportAddress, Ct)));
            Assert.Equal(before.RunReport, Text(await again.BytesAsync(before.RunReportAddress, Ct)));
            await TickAsync(again, before.Other, "older");
            // Also where that version does not know that a checklist can be cancelled.
            await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => TickAsync(again, before.Third, "cancelled"));
            Assert.Equal(0L, await ScalarAsync<long>(database, $"select count(*) from run_step_event where run_id = '{before.Third}'"));
            var scan = await ScanAsync(again);
            // It reads what it read before; of targets whose service it does not know it says that they failed, and turns nothing green.
            Assert.Equal(
                (before.Targets, since), (scan.GetProperty("targetsCompleted").GetInt32(), scan.GetProperty("targetsFailed").GetInt32()));
            Assert.NotEmpty(await again.FindingsAsync(null, Ct));
            Assert.NotEmpty((await again.GetAsync("/api/v1/runs", Ct)).GetProperty("rows").EnumerateArray());
        }

        // Started in turn, the two do not publish in turn.
        Assert.Equal(inForce, await BookInForceAsync(database));
        await TrailIsGoodAsync(database);
    }

    /// <summary>
    /// Both run, and both look for work. The older one cannot read the book in force: it lays out no scan and judges nothing, so that no
    /// finding opens or closes to and fro. Left alone, it works again.
    /// </summary>
    [Fact(Timeout = 1_800_000)]
    [Trait("Category", "Long")]
    public async Task TheFirstVersion_BesideThisOne_FlipsNoFinding_AndWorksAgainAlone()
    {
        var older = await OlderVersion.BuildAsync(Releases.First, TestContext.Current.CancellationToken);
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await older.MigrateAsync(database.OwnerConnectionString, Ct);
        await FilledAsync(older, database);
        await Migrator.ApplyAsync(database.OwnerConnectionString, TextWriter.Null, Ct);

        await using (var again = await StartAsync(older.Repository, database))
        {
            await using (var newer = await StartAsync(Newer, database))
            {
                await ScanAsync(newer);
                var since = await ScalarAsync<DateTime>(database, "select clock_timestamp()");
                var inForce = await ScalarAsync<int>(database, "select max(version) from book_version");
                Assert.True(await ScalarAsync<int>(database, "select max(version) from convention_book_version") < inForce);
                var before = await newer.FindingsAsync(null, Ct);
                // Asked for at the older one, carried out by whoever takes the jobs.
                for (var i = 0; i < 3; i++) await ScanAsync(i % 2 == 0 ? again : newer);

                Assert.Equal([inForce], await BooksJudgedByAsync(database, since));
                Assert.Equal(before, await newer.FindingsAsync(null, Ct));
                Assert.Equal(before, await again.FindingsAsync(null, Ct));
            }

            var alone = await ScalarAsync<DateTime>(database, "select clock_timestamp()");
            await ScanAsync(again);
            Assert.True((await BooksJudgedByAsync(database, alone)).Count > 0);
        }

        await TrailIsGoodAsync(database);
    }

    // What a version before wrote down is said again, column for column; more columns may follow. What nobody wrote down is refused.
    private static async Task SaysAgainAsync(PortalOf newer, string address, string said, bool keptBefore)
    {
        if (!keptBefore)
        {
            Assert.Contains("as-of-not-kept", await newer.RefusedAsync(address, Ct), StringComparison.Ordinal);
            return;
        }

        var (before, now) =
            (said.ReplaceLineEndings("\n").Split('\n'), Text(await newer.BytesAsync(address, Ct)).ReplaceLineEndings("\n").Split('\n'));
        Assert.Equal(before.Length, now.Length);
        Assert.All(before.Zip(now), line => Assert.StartsWith(line.First, line.Second, StringComparison.Ordinal));
    }

    private static async Task<List<int>> BooksJudgedByAsync(EmptyDatabase database, DateTime since)
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var command = source.CreateCommand("select distinct book_version from evaluation where at > $1");
        command.Parameters.AddWithValue(since);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var books = new List<int>();
        while (await reader.ReadAsync(Ct)) books.Add(reader.GetInt32(0));
        return books;
    }

    /// <summary>What people and scans leave behind in a portal of the version before.</summary>
    private async Task<Filled> FilledAsync(OlderVersion older, EmptyDatabase database)
    {
        await using var portal = await StartAsync(older.Repository, database);
        var organization = new { orgId = "upgrade", title = "Upgrade Stores", environment = "Production" };
        await portal.PostAsync("/api/v1/organizations", organization, Ct);
        await portal.PostAsync("/api/v1/organizations", organization with { orgId = "later", title = "Later Stores" }, Ct);
        await portal.PostAsync("/api/v1/organizations", organization with { orgId = "never", title = "Never Stores" }, Ct);
        var run = await InstallAsync(portal, "upgrade");
        var other = await InstallAsync(portal, "later");
        var third = await InstallAsync(portal, "never");
        await TickAsync(portal, run, "Oregon");
        await portal.PostAsync(
            "/api/v1/runs", new { template = "rds-instance", title = "RDS for the upgrade", commandId = Guid.CreateVersion7() }, Ct);
        var scan = await ScanAsync(portal);
        Assert.True(scan.GetProperty("targetsCompleted").GetInt32() > 0, scan.GetRawText());

        // One that stays: what lies in the account that is declared below may be mended by that. Findings of one scan have no order.
        var account = _simulator.Estate.Accounts[1].Id;
        var first = (await portal.GetAsync("/api/v1/findings?take=200", Ct)).GetProperty("rows").EnumerateArray()
            .First(row => row.GetProperty("accountId").GetString() is { Length: > 0 } id && id != account).GetProperty("id").GetString()!;
        await older.DoAsync(database.ConnectionString, Ct, "acknowledge", first, "Known since the move; mended with the next release.");
        var revision = await ScalarAsync<long>(database, $"select revision from account where id = '{account}'");
        await older.DoAsync(
            database.ConnectionString, Ct, "declare", account, "NonProduction", revision.ToString(CultureInfo.InvariantCulture));
        // What was declared is judged before the moment is taken.
        await portal.UntilAsync(
            () => ScalarAsync<bool>(
                database, $"select exists (select from evaluation e join account a on e.at > a.role_declared_at where a.id = '{account}')"),
                "judged", Ct);

        var at = await ScalarAsync<DateTime>(database, "select clock_timestamp()");
        var moment = Uri.EscapeDataString(at.ToString("O"));
        var (findingsReport, runReport) = ($"/api/v1/reports/findings.csv?asOf={moment}", $"/api/v1/reports/runs/{run}.csv?asOf={moment}");
        var filled = new Filled(
            at, await portal.FindingsAsync(at, Ct), run, other, third, Steps(await portal.GetAsync($"/api/v1/runs/{run}", Ct)),
            Named(await portal.GetAsync("/api/v1/shared-resources", Ct)), scan.GetProperty("targets").GetInt32(),
            findingsReport, Text(await portal.BytesAsync(findingsReport, Ct)), runReport, Text(await portal.BytesAsync(runReport, Ct)));
        Assert.Contains(filled.Findings.Values, f => f.StartsWith("Acknowledged", StringComparison.Ordinal));
        Assert.Contains("Oregon", filled.RunReport, StringComparison.Ordinal);
        Assert.Contains(filled.Steps, s => s.StartsWith("site-title Done Script as Lead", StringComparison.Ordinal));
        return filled;
    }

    private Task<PortalOf> StartAsync(Repository version, EmptyDatabase database) =>
        PortalOf.StartAsync(version, database.ConnectionString, _provider, _simulator, Declared, _folder, Ct);

    private static async Task<string> InstallAsync(PortalOf portal, string orgId)
    {
        var topic = await portal.GetAsync("/api/v1/reference-topics/aws-resources", Ct);
        var acknowledged =
            new
            {
                key = "aws-resources",
                version = topic.GetProperty("version").GetInt32(),
                sha256 = topic.GetProperty("sha256")
            .GetString()
            };
        var run = await portal.PostAsync("/api/v1/runs", new { orgId, acknowledged, commandId = Guid.CreateVersion7() }, Ct);
        return run.GetProperty("head").GetProperty("id").GetString()!;
    }

    /// <summary>Ticks the first step again and again with another value: opens it where it is done.</summary>
    private static async Task TickAsync(PortalOf portal, string run, string areas)
    {
        var step = $"/api/v1/runs/{run}/steps/site-title";
        var revision = Find(await portal.GetAsync($"/api/v1/runs/{run}", Ct), "site-title") is { } known
            ? known.GetProperty("revision").GetInt64() : 0;
        if (revision > 0)
            revision =
                (await portal.PostAsync(
                step, new { action = "untick", expectedRevision = revision, reason = "Another area.", commandId = Guid.CreateVersion7() },
                Ct)).GetProperty("revision").GetInt64();
        var values =
            new Dictionary<string, string> { ["site-title"] = "Upgrade", ["areas-of-operation"] = areas, ["hosting-region"] = "us-west-2" };
        var ticked =
            await portal.PostAsync(
            step, new { action = "tick", expectedRevision = revision, values, commandId = Guid.CreateVersion7() }, Ct);
        Assert.Equal("Done", ticked.GetProperty("state").GetString());
    }

    private static async Task<JsonElement> ScanAsync(PortalOf portal)
    {
        var scan = await portal.ScanAsync(Ct);
        Assert.StartsWith("Completed", scan.GetProperty("state").GetString(), StringComparison.Ordinal);
        return scan;
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static string WithoutStatus(string finding) => finding[(finding.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static IEnumerable<JsonElement> AllSteps(JsonElement run) =>
        run.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("steps").EnumerateArray());

    private static JsonElement? Find(JsonElement run, string step) =>
        AllSteps(run).Where(s => s.GetProperty("key").GetString() == step).Select(s => (JsonElement?)s).SingleOrDefault();

    /// <summary>Every step somebody touched: its state, who set it and when, and every value recorded, by whom.</summary>
    private static List<string> Steps(JsonElement run) =>
    [
        $"template version {run.GetProperty("head").GetProperty("templateVersion")}",
        .. AllSteps(run).Where(s => s.GetProperty("revision").GetInt64() > 0).Select(s =>
            $"{s.GetProperty("key")} {s.GetProperty("state")} {s.GetProperty("by")} {s.GetProperty("at")}: "
            + string.Join(
                ", ", s.GetProperty("fields").EnumerateArray()
                .Select(f => $"{f.GetProperty("id")}={f.GetProperty("value")} by {f.GetProperty("by")}"))),
    ];

    private static List<string> Named(JsonElement resources) =>
        [.. resources.EnumerateArray().Select(r => $"{r.GetProperty("id")} {r.GetProperty("kind")} {r.GetProperty("title")}")];

    private static async Task<T> ScalarAsync<T>(EmptyDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Ct))!;
    }

    private static Task<string> BookInForceAsync(EmptyDatabase database) => ScalarAsync<string>(
        database,
            "select count(*) || ' versions, the last ' || (select version || ' ' || sha256 from book_version order by version "
                + "desc limit 1) from book_version");

    private static async Task TrailIsGoodAsync(EmptyDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFusionPortalCore(database.ConnectionString);
        await using var core = services.BuildServiceProvider();
        var verified = await core.GetRequiredService<AuditQueries>().VerifyAsync(null, Ct);
        Assert.True(verified.Good, verified.ToString());
        Assert.True(verified.Checked > 5, verified.ToString());
    }

    /// <summary>What the version before said, to be said again.</summary>
    /// <param name="At">The moment it was said of.</param>
    private sealed record Filled(
        DateTimeOffset At, SortedDictionary<long, string> Findings, string Run, string Other, string Third, List<string> Steps,
            List<string> Shared, int Targets,
        string FindingsReportAddress, string FindingsReport, string RunReportAddress, string RunReport);
}
