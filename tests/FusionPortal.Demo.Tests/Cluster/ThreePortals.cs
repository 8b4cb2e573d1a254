using System.Net.Http.Headers;
using System.Net.Http.Json;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Processes;
using FusionPortal.Demo.Supervision;
using FusionPortal.Simulator;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Npgsql;
using Xunit;

namespace FusionPortal.Demo.Tests.Cluster;

/// <summary>
/// Three portals as three processes on one database and one simulated AWS, started as they are deployed. Every taking up of a target is
/// written down by a trigger, with the process that did it.
/// </summary>
internal sealed class ThreePortals : IAsyncDisposable
{
    // What a process holds: the lock of TargetLease, and who holds it.
    private const string HeldSql = """
        select a.application_name, t.target_id, t.pages from pg_locks l
        join pg_stat_activity a on a.pid = l.pid
        join scan_target t on t.target_id = l.objid::int and t.state = 'Reading'
        where l.locktype = 'advisory' and l.classid = x'46505467'::int::oid and l.objsubid = 2 and l.granted
          and a.datname = current_database()
        """;

    private const string WatchSql = """
        create table taken (target_id integer, attempt integer, portal text, at timestamptz);
        create function note_taken() returns trigger language plpgsql security definer as $$
          begin
            insert into public.taken values (new.target_id, new.attempt, current_setting('application_name'), clock_timestamp());
            return new;
          end $$;
        create trigger note_taken after update on scan_target for each row when (new.attempt > old.attempt) execute function note_taken();
        """;

    // In the configuration of the tests themselves.
    private static readonly Repository Built =
        new(SourceTree.Root,
        Path.GetRelativePath(SourceTree.PathOf("tests", "FusionPortal.Demo.Tests"), AppContext.BaseDirectory));

    private readonly string _folder = Directory.CreateTempSubdirectory("fusionportal-three-").FullName;
    private readonly Dictionary<string, (PortalProcess Process, Uri Address)> _portals = [];
    private readonly SimulatorServer _simulator;
    private readonly DemoIdentityProvider _provider;
    private readonly NpgsqlDataSource _database;
    private readonly HttpClient _api = new();

    private ThreePortals(SimulatorServer simulator, DemoIdentityProvider provider, NpgsqlDataSource database) =>
        (_simulator, _provider, _database) = (simulator, provider, database);

    public static async Task<ThreePortals> StartAsync(
        PostgresFixture postgres, SimulatorServer simulator, CancellationToken cancellationToken)
    {
        await postgres.ExecuteAsOwnerAsync(WatchSql);
        var provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), cancellationToken);
        var three = new ThreePortals(simulator, provider, NpgsqlDataSource.Create(postgres.OwnerConnectionString));
        try
        {
            var started = Enumerable.Range(1, 3).Select(n => three.StartAsync($"portal-{n}", postgres.ConnectionString, cancellationToken))
                .ToArray();
            await Task.WhenAll(started);
            three._api.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Bearer", await provider.GetTokenAsync("demo-lead", cancellationToken));
            return three;
        }
        catch
        {
            await three.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks a portal that lives.</summary>
    public async Task<Guid> StartScanAsync(CancellationToken cancellationToken)
    {
        using var answer = await _api.PostAsync(new Uri(_portals.Values.First().Address, "/api/v1/scans"), null, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return (await answer.Content.ReadFromJsonAsync<Started>(cancellationToken))!.ScanId;
    }

    /// <summary>What the processes hold now, and how many pages of it they have shown to have read.</summary>
    public Task<List<(string Portal, int Target, int Pages)>> HeldAsync(CancellationToken cancellationToken) =>
        ListAsync(HeldSql, r => (r.GetString(0), r.GetInt32(1), r.GetInt32(2)), cancellationToken);

    /// <summary>Every taking up of a target in this order.</summary>
    public Task<List<Taken>> TakenAsync(CancellationToken cancellationToken) =>
        ListAsync(
            "select target_id, attempt, portal, at from taken order by at",
            r => new Taken(r.GetInt32(0), r.GetInt32(1), r.GetString(2), r.GetFieldValue<DateTimeOffset>(3)), cancellationToken);

    public async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Ends the process with the signal nobody can answer.</summary>
    /// <returns>The database's time right after.</returns>
    public async Task<DateTimeOffset> KillAsync(string portal, CancellationToken cancellationToken)
    {
        var (process, _) = _portals[portal];
        Posix.Signal(process.Id, Posix.SigKill);
        await process.WaitForExitAsync(cancellationToken);
        _portals.Remove(portal);
        await process.DisposeAsync();
        return (await ListAsync("select clock_timestamp()", r => r.GetFieldValue<DateTimeOffset>(0), cancellationToken))[0];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (process, _) in _portals.Values) await process.DisposeAsync();
        _api.Dispose();
        await _provider.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(string name, string connectionString, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free(null)}");
        var settings =
            new Dictionary<string, string?>(_simulator.PortalSettings) { ["Scans:Enabled"] = "false", ["Jobs:Concurrency"] = "2" };
        foreach (var (key, value) in _simulator.EnvironmentVariables) settings[key] = value;
        foreach (var account in _simulator.Estate.Accounts) settings[$"Accounts:{account.Id}:Role"] = "Production";
        var connection = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = name, MaxPoolSize = 15 }.ConnectionString;
        var environment = PortalEnvironment.Build(address, connection, _provider, settings, _folder);
        var process = await PortalProcess.StartAsync(Built, address, environment, Path.Combine(_folder, $"{name}.log"), cancellationToken);
        lock (_portals) _portals[name] = (process, address);
    }

    private sealed record Started(Guid ScanId);
}

/// <summary>One taking up of a target by one process.</summary>
internal sealed record Taken(int Target, int Attempt, string Portal, DateTimeOffset At);
