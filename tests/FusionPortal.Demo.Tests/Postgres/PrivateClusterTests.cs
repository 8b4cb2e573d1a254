using System.Diagnostics;
using FusionPortal.Demo.Postgres;
using FusionPortal.Demo.Processes;
using Npgsql;
using Xunit;

namespace FusionPortal.Demo.Tests.Postgres;

public sealed class PrivateClusterTests : IDisposable
{
    private readonly PrivateClusterOptions _options = PrivateClusterOptions.ForTests() with { DeleteOnDispose = false };
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_options.Folder)) Directory.Delete(_options.Folder, recursive: true);
    }

    [Fact]
    public async Task Start_SecondTime_KeepsDataAndPasswords()
    {
        string first;
        await using (var cluster = await PrivateCluster.StartAsync(_options, _cancellation))
        {
            await cluster.EnsureDatabaseAsync("kept", _cancellation);
            first = cluster.OwnerConnectionString("kept");
            await ExecuteAsync(first, "create table t(x int); insert into t values (42)");
        }

        await using var again = await PrivateCluster.StartAsync(_options, _cancellation);
        await again.EnsureDatabaseAsync("kept", _cancellation);

        Assert.Equal(42, await ScalarAsync(again.OwnerConnectionString("kept"), "select x from t"));
        Assert.Equal(
            new NpgsqlConnectionStringBuilder(first).Password,
            new NpgsqlConnectionStringBuilder(again.OwnerConnectionString("kept")).Password);
    }

    [Fact]
    public async Task Dispose_WithOpenConnections_LeavesNoProcess()
    {
        var cluster = await PrivateCluster.StartAsync(_options, _cancellation);
        await using var source = NpgsqlDataSource.Create(cluster.OwnerConnectionString("postgres"));
        await using var open = await source.OpenConnectionAsync(_cancellation);
        Assert.NotEmpty(Leftovers.ServerProcesses(DataFolder));

        await cluster.DisposeAsync();

        Assert.Empty(Leftovers.ServerProcesses(DataFolder));
    }

    [Fact]
    public async Task Start_AfterTheServerWasKilled_RecoversCommittedRows()
    {
        var killed = await PrivateCluster.StartAsync(_options, _cancellation);
        await killed.EnsureDatabaseAsync("kept", _cancellation);
        await ExecuteAsync(
            killed.OwnerConnectionString("kept"), "set synchronous_commit=on; create table t(x int); insert into t values (7)");
        Process.GetProcessById(killed.ProcessId).Kill();
        await killed.WaitForExitAsync(_cancellation);
        Assert.True(File.Exists(Path.Combine(DataFolder, "postmaster.pid")));
        await killed.DisposeAsync();

        await using var again = await PrivateCluster.StartAsync(_options, _cancellation);

        Assert.Equal(7, await ScalarAsync(again.OwnerConnectionString("kept"), "select x from t"));
    }

    [Fact]
    public async Task Start_PostmasterPidNamesAStranger_LeavesTheStrangerAlone()
    {
        await (await PrivateCluster.StartAsync(_options, _cancellation)).DisposeAsync();
        using var stranger = Process.Start("sleep", "60");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(DataFolder, "postmaster.pid"), $"{stranger.Id}\n{DataFolder}\n1\n1\n\n127.0.0.1\n", _cancellation);

            await using var cluster = await PrivateCluster.StartAsync(_options, _cancellation);

            Assert.False(stranger.HasExited);
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task Start_FolderInUse_RefusesAndNamesIt()
    {
        await using var cluster = await PrivateCluster.StartAsync(_options, _cancellation);

        var refused = await Assert.ThrowsAsync<DemoException>(() => PrivateCluster.StartAsync(_options, _cancellation));

        Assert.Contains(_options.Folder, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LastPortTaken_TakesAnother()
    {
        var first = await PrivateCluster.StartAsync(_options, _cancellation);
        var taken = first.Port;
        await first.DisposeAsync();
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, taken);
        other.Start();

        await using var cluster = await PrivateCluster.StartAsync(_options, _cancellation);

        Assert.NotEqual(taken, cluster.Port);
        Assert.Equal(1, await ScalarAsync(cluster.OwnerConnectionString("postgres"), "select 1"));
    }

    [Fact]
    public async Task Portal_CreatingADatabase_IsDenied()
    {
        await using var cluster = await PrivateCluster.StartAsync(_options, _cancellation);

        var denied =
            await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(cluster.AppConnectionString("postgres"), "create database x"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    [Fact]
    public async Task Dispose_DeleteOnDispose_RemovesTheFolder()
    {
        var cluster = await PrivateCluster.StartAsync(_options with { DeleteOnDispose = true }, _cancellation);

        await cluster.DisposeAsync();

        Assert.False(Directory.Exists(_options.Folder));
    }

    [Fact]
    public async Task Start_WhereTheServersUserCannotReach_KeepsTheDataOutsideUntilTheFolderIsGone()
    {
        Assert.SkipUnless(Posix.IsRoot, "Only root has folders that the server's user cannot reach.");
        var first = Directory.CreateTempSubdirectory("fusionportal-closed-");
        var second = Directory.CreateTempSubdirectory("fusionportal-closed-");
        try
        {
            await (await PrivateCluster.StartAsync(_options with { Folder = Path.Combine(first.FullName, "postgres") }, _cancellation))
                .DisposeAsync();
            var outside =
                Directory.ResolveLinkTarget(Path.Combine(first.FullName, "postgres", "cluster"), returnFinalTarget: true)!.FullName;
            Assert.True(Directory.Exists(Path.Combine(outside, "data")));
            first.Delete(recursive: true);

            await using var cluster = await PrivateCluster.StartAsync(
                _options with { Folder = Path.Combine(second.FullName, "postgres"), DeleteOnDispose = true }, _cancellation);

            Assert.False(Directory.Exists(outside));
            Assert.Equal(1, await ScalarAsync(cluster.OwnerConnectionString("postgres"), "select 1"));
        }
        finally
        {
            second.Delete(recursive: true);
        }
    }

    private string DataFolder => Path.Combine(_options.Folder, "cluster", "data");

    private async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_cancellation);
    }

    private async Task<int> ScalarAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (int)(await command.ExecuteScalarAsync(_cancellation))!;
    }
}
