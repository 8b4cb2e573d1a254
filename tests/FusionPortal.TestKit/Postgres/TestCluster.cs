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
/// from the system's binaries. There is no way to run without: no database, no green run.
/// </remarks>
public sealed class TestCluster : IAsyncLifetime
{
    private readonly string _run = Guid.CreateVersion7().ToString("N")[^12..];
    private PrivateCluster? _cluster;
    private string _owner = "";
    private string _app = "";
    private string? _appRole;
    private int _clones;

    private string Template => $"fusionportal_template_{_run}";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("FUSIONPORTAL_TEST_POSTGRES") is { Length: > 0 } given)
        {
            (_owner, _appRole) = (given, $"fusionportal_test_{_run}");
            var password = Guid.CreateVersion7().ToString("N");
            _app = new NpgsqlConnectionStringBuilder(given) { Username = _appRole, Password = password }.ConnectionString;
            await PrepareTemplateAsync();
            await ExecuteAsync($"create role {_appRole} login password '{password}' in role fusionportal_app");
            return;
        }

        _cluster = await PrivateCluster.StartAsync(PrivateClusterOptions.ForTests(), CancellationToken.None);
        (_owner, _app) = (_cluster.OwnerConnectionString("postgres"), _cluster.AppConnectionString("postgres"));
        await PrepareTemplateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
            return;
        }

        await ExecuteAsync($"drop database if exists {Template} with (force)");
        if (_appRole is not null) await ExecuteAsync($"drop role if exists {_appRole}");
    }

    /// <summary>A fresh copy of the template: about 55 ms.</summary>
    internal async Task<(string Name, string Owner, string App)> CloneAsync()
    {
        var name = $"fusionportal_test_{_run}_{Interlocked.Increment(ref _clones)}";
        await ExecuteAsync($"create database {name} template {Template}");
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

    private async Task PrepareTemplateAsync()
    {
        await ExecuteAsync($"create database {Template}");
        // Unpooled, so that no connection is left that would keep the template from being copied.
        var connection = new NpgsqlConnectionStringBuilder(_owner) { Database = Template, Pooling = false };
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
