using FusionPortal.Demo.Postgres;
using FusionPortal.Migrations;
using Npgsql;
using Xunit;

namespace FusionPortal.TestKit.Postgres;

/// <summary>
/// One PostgreSQL server and one migrated template database for a whole test run. A test assembly declares it with
/// <c>[assembly: AssemblyFixture(typeof(TestCluster))]</c>; classes take a <see cref="PostgresFixture"/>.
/// </summary>
/// <remarks>
/// The server is the one of FUSIONPORTAL_TEST_POSTGRES (an owner's connection string: may create databases and roles), else a private one
/// from the system's binaries. There is no way to run without: no database, no green run. A run of many assemblies has one process hold the
/// server and the template for all (<see cref="SharedByEnvironment"/>); an assembly run alone makes its own.
/// </remarks>
public sealed class TestCluster : IAsyncLifetime
{
    private const string Server = "FUSIONPORTAL_TEST_POSTGRES";
    private const string Portal = "FUSIONPORTAL_TEST_POSTGRES_PORTAL";
    private const string MigratedTemplate = "FUSIONPORTAL_TEST_POSTGRES_TEMPLATE";

    /// <summary>True for a private server that keeps what it has confirmed through a crash, as a real one does; slower, and on the
    /// temporary folder's disk.</summary>
    public bool Durable { get; init; }

    /// <summary>The private server's process; null where the server is somebody else's.</summary>
    public int? ServerProcessId => _cluster?.ProcessId;

    private readonly string _run = Guid.CreateVersion7().ToString("N")[^12..];
    private PrivateCluster? _cluster;
    private string _owner = "";
    private string _app = "";
    private string _template = "";
    private string? _appRole;
    private bool _borrowed;
    private int _clones;

    /// <summary>What other test processes need in their environment in order to use this server and this template, while this object
    /// lives.</summary>
    public IReadOnlyDictionary<string, string> SharedByEnvironment =>
        new Dictionary<string, string> { [Server] = _owner, [Portal] = _app, [MigratedTemplate] = _template };

    public async ValueTask InitializeAsync()
    {
        var given = Environment.GetEnvironmentVariable(Server);
        if (Environment.GetEnvironmentVariable(MigratedTemplate) is { Length: > 0 } template)
        {
            _borrowed = true;
            (_owner, _app, _template) = (Given(Server, given), Given(Portal, Environment.GetEnvironmentVariable(Portal)), template);
            return;
        }

        _template = $"fusionportal_template_{_run}";
        if (given is { Length: > 0 })
        {
            (_owner, _appRole) = (given, $"fusionportal_test_{_run}");
            var password = Guid.CreateVersion7().ToString("N");
            _app = new NpgsqlConnectionStringBuilder(given) { Username = _appRole, Password = password }.ConnectionString;
            await PrepareTemplateAsync();
            await ExecuteAsync($"create role {_appRole} login password '{password}' in role fusionportal_app");
            return;
        }

        _cluster = await PrivateCluster.StartAsync(PrivateClusterOptions.ForTests(Durable), CancellationToken.None);
        (_owner, _app) = (_cluster.OwnerConnectionString("postgres"), _cluster.AppConnectionString("postgres"));
        await PrepareTemplateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_borrowed) return;
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
            return;
        }

        await ExecuteAsync($"drop database if exists {_template} with (force)");
        if (_appRole is not null) await ExecuteAsync($"drop role if exists {_appRole}");
    }

    /// <summary>A fresh copy of the template: about 25 ms. Copying its files is faster than logging its blocks where nothing is synced to a
    /// disk.</summary>
    internal async Task<(string Name, string Owner, string App)> CloneAsync()
    {
        var name = $"fusionportal_test_{_run}_{Interlocked.Increment(ref _clones)}";
        await ExecuteAsync($"create database {name} template {_template} strategy file_copy");
        return (name, On(_owner, name), On(_app, name));
    }

    /// <summary>A database with nothing in it, for tests of the migrations themselves.</summary>
    internal async Task<(string Name, string Owner, string App)> EmptyAsync()
    {
        var name = $"fusionportal_test_{_run}_{Interlocked.Increment(ref _clones)}";
        await ExecuteAsync($"create database {name}");
        return (name, On(_owner, name), On(_app, name));
    }

    internal Task DropAsync(string name) => ExecuteAsync($"drop database if exists {name} with (force)");

    private static string Given(string name, string? value) =>
        value is { Length: > 0 } ? value : throw new InvalidOperationException($"{MigratedTemplate} is set, and {name} is not.");

    private async Task PrepareTemplateAsync()
    {
        await ExecuteAsync($"create database {_template}");
        // Unpooled, so that no connection is left that would keep the template from being copied.
        var connection = new NpgsqlConnectionStringBuilder(_owner) { Database = _template, Pooling = false };
        await Migrator.ApplyAsync(connection.ConnectionString, TextWriter.Null, CancellationToken.None);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_owner) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string On(string connection, string database) =>
        new NpgsqlConnectionStringBuilder(connection) { Database = database, MaxPoolSize = 40, IncludeErrorDetail = true }.ConnectionString;
}
