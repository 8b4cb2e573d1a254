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
    private static Repository Newer => new(RepositoryRoot.Folder, Path.GetRelativePath(RepositoryRoot.PathOf("tests", "FusionPortal.Demo.Tests"), AppContext.BaseDirectory));

    /// <summary>Every release: the first, with the longest way, always; the others in the long run.</summary>
    public static TheoryData<string, string> EveryRelease
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (commit, what) in Releases.All)
            {
                var row = new TheoryDataRow<string, string>(commit, what);
                if (commit != Releases.First) row.Traits["Category"] = ["Long"];
                data.Add(row);
            }

            return data;
        }
    }

    private string Declared => _simulator.Estate.Accounts[0].Id;

    public async ValueTask InitializeAsync()
    {
        _provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), CancellationToken.None);
        _simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = new Fleet(200, 2, ["us-east-1"], seed: 7) }, CancellationToken.None);
        // The version before reads accounts as AWS told them then; this one reads both ways.
        _simulator.Faults.Add(new Fault(FaultKind.OlderAccounts));
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory(Timeout = 900_000)]
    [MemberData(nameof(EveryRelease))]
    public async Task FilledDatabase_OfARelease_IsUpgraded_AndStillServesThatVersion(string commit, string what)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(what);
        var older = await OlderVersion.BuildAsync(commit, TestContext.Current.CancellationToken);
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await older.MigrateAsync(database.OwnerConnectionString, Ct);
        var before = await FilledAsync(older, database);

        var tables = new TableDigests(database.OwnerConnectionString);
        var columns = await tables.ColumnsAsync(Ct);
        var held = await tables.OfAsync(columns, Ct);
        await Migrator.ApplyAsync(database.OwnerConnectionString, TextWriter.Null, Ct);
        // Nothing that was there is lost or changed; what is new stands beside it.
        Assert.Equal(held, await tables.OfAsync(columns, Ct));
        await TrailIsGoodAsync(database);
        var upgraded = await ScalarAsync<DateTime>(database, "select clock_timestamp()");

        await using (var newer = await StartAsync(Newer, database))
        {
            Assert.Equal(before.Findings, await newer.FindingsAsync(upgraded, Ct));
            // How accounts, clients and verdicts were before the upgrade nobody wrote down.
            Assert.Contains("as-of-not-kept", await newer.RefusedAsync(before.FindingsReportAddress, Ct), StringComparison.Ordinal);
            Assert.Contains("as-of-not-kept", await newer.RefusedAsync(before.RunReportAddress, Ct), StringComparison.Ordinal);
            Assert.Equal(before.Steps, Steps(await newer.GetAsync($"/api/v1/runs/{before.Run}", Ct)));
            Assert.Equal(before.Shared, Named(await newer.GetAsync("/api/v1/shared-resources", Ct)));
            var done = await ScanAsync(newer);
            Assert.Equal(before.Targets, done.GetProperty("targetsCompleted").GetInt32());
            // Numbers that were given stay with what they were given to.
            var now = await newer.FindingsAsync(null, Ct);
            Assert.All(now.Where(f => before.Findings.ContainsKey(f.Key)), f => Assert.Equal(WithoutStatus(before.Findings[f.Key]), WithoutStatus(f.Value)));
            await TickAsync(newer, before.Run, "areas");
        }

        await TrailIsGoodAsync(database);
        var inForce = await BookInForceAsync(database);
        await using (var again = await StartAsync(older.Repository, database))
        {
            Assert.Equal(before.FindingsReport, Text(await again.BytesAsync(before.FindingsReportAddress, Ct)));
            Assert.Equal(before.RunReport, Text(await again.BytesAsync(before.RunReportAddress, Ct)));
            await TickAsync(again, before.Other, "older");
            var scan = await ScanAsync(again);
            Assert.Equal((before.Targets, 0), (scan.GetProperty("targetsCompleted").GetInt32(), scan.GetProperty("targetsFailed").GetInt32()));
            Assert.NotEmpty(await again.FindingsAsync(null, Ct));
            Assert.NotEmpty((await again.GetAsync("/api/v1/runs", Ct)).GetProperty("rows").EnumerateArray());
        }

        // Started in turn, the two do not publish in turn.
        Assert.Equal(inForce, await BookInForceAsync(database));
        await TrailIsGoodAsync(database);
    }

    /// <summary>What people and scans leave behind in a portal of the version before.</summary>
    private async Task<Filled> FilledAsync(OlderVersion older, EmptyDatabase database)
    {
        await using var portal = await StartAsync(older.Repository, database);
        var organization = new { orgId = "upgrade", title = "Upgrade Stores", environment = "Production" };
        await portal.PostAsync("/api/v1/organizations", organization, Ct);
        await portal.PostAsync("/api/v1/organizations", organization with { orgId = "later", title = "Later Stores" }, Ct);
        var run = await InstallAsync(portal, "upgrade");
        var other = await InstallAsync(portal, "later");
        await TickAsync(portal, run, "Oregon");
        await portal.PostAsync("/api/v1/runs", new { template = "rds-instance", title = "RDS for the upgrade", commandId = Guid.CreateVersion7() }, Ct);
        var scan = await ScanAsync(portal);
        Assert.True(scan.GetProperty("targetsCompleted").GetInt32() > 0, scan.GetRawText());

        var first = (await portal.GetAsync("/api/v1/findings?take=1", Ct)).GetProperty("rows")[0].GetProperty("id").GetString()!;
        await older.DoAsync(database.ConnectionString, Ct, "acknowledge", first, "Known since the move; mended with the next release.");
        var account = _simulator.Estate.Accounts[1].Id;
        var revision = await ScalarAsync<long>(database, $"select revision from account where id = '{account}'");
        await older.DoAsync(database.ConnectionString, Ct, "declare", account, "NonProduction", revision.ToString(CultureInfo.InvariantCulture));
        // What was declared is judged before the moment is taken.
        await portal.UntilAsync(
            () => ScalarAsync<bool>(database, $"select exists (select from evaluation e join account a on e.at > a.role_declared_at where a.id = '{account}')"), "judged", Ct);

        var at = await ScalarAsync<DateTime>(database, "select clock_timestamp()");
        var moment = Uri.EscapeDataString(at.ToString("O"));
        var (findingsReport, runReport) = ($"/api/v1/reports/findings.csv?asOf={moment}", $"/api/v1/reports/runs/{run}.csv?asOf={moment}");
        var filled = new Filled(
            at, await portal.FindingsAsync(at, Ct), run, other, Steps(await portal.GetAsync($"/api/v1/runs/{run}", Ct)),
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
        var acknowledged = new { key = "aws-resources", version = topic.GetProperty("version").GetInt32(), sha256 = topic.GetProperty("sha256").GetString() };
        var run = await portal.PostAsync("/api/v1/runs", new { orgId, acknowledged, commandId = Guid.CreateVersion7() }, Ct);
        return run.GetProperty("head").GetProperty("id").GetString()!;
    }

    /// <summary>Ticks the first step again and again with another value: opens it where it is done.</summary>
    private static async Task TickAsync(PortalOf portal, string run, string areas)
    {
        var step = $"/api/v1/runs/{run}/steps/site-title";
        var revision = Find(await portal.GetAsync($"/api/v1/runs/{run}", Ct), "site-title") is { } known ? known.GetProperty("revision").GetInt64() : 0;
        if (revision > 0)
            revision = (await portal.PostAsync(step, new { action = "untick", expectedRevision = revision, reason = "Another area.", commandId = Guid.CreateVersion7() }, Ct)).GetProperty("revision").GetInt64();
        var values = new Dictionary<string, string> { ["site-title"] = "Upgrade", ["areas-of-operation"] = areas, ["hosting-region"] = "us-west-2" };
        var ticked = await portal.PostAsync(step, new { action = "tick", expectedRevision = revision, values, commandId = Guid.CreateVersion7() }, Ct);
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
            + string.Join(", ", s.GetProperty("fields").EnumerateArray().Select(f => $"{f.GetProperty("id")}={f.GetProperty("value")} by {f.GetProperty("by")}"))),
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
        database, "select count(*) || ' versions, the last ' || (select version || ' ' || sha256 from book_version order by version desc limit 1) from book_version");

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
        DateTimeOffset At, SortedDictionary<long, string> Findings, string Run, string Other, List<string> Steps, List<string> Shared, int Targets,
        string FindingsReportAddress, string FindingsReport, string RunReportAddress, string RunReport);
}
