using System.Diagnostics;
using FusionPortal.Demo.Processes;
using Npgsql;

namespace FusionPortal.Demo.Postgres;

/// <summary>
/// A PostgreSQL cluster of our own, from the system's server binaries, on a free port of the loopback address.
/// Started as root it runs as the user <c>postgres</c>. It ends with this process, also when that is killed; whatever a killed start left
/// behind, the next start stops or repairs.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly PrivateClusterOptions _options;
    private readonly ClusterFolder _folder;
    private readonly ClusterPasswords _passwords;
    private readonly Process _server;
    private readonly PostgresBinaries _binaries;

    private PrivateCluster(PrivateClusterOptions options, ClusterFolder folder, PostgresBinaries binaries, Process server, int port)
    {
        (_options, _folder, _binaries, _server, Port) = (options, folder, binaries, server, port);
        _passwords = folder.Passwords();
    }

    public int Port { get; }

    /// <summary>The server's major version.</summary>
    public int Major => _binaries.Major;

    /// <summary>The server's process.</summary>
    public int ProcessId => _server.Id;

    /// <summary>Ends when the server ends, for whatever reason.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _server.WaitForExitAsync(cancellationToken);

    /// <summary>Not a superuser: may create databases and roles, and end connections to its own databases. The migrations run as this
    /// one.</summary>
    public string OwnerConnectionString(string database) => ConnectionString(database, ClusterRoles.Owner, _passwords.Owner);

    /// <summary>What the portal runs as: a member of <c>fusionportal_app</c> and no more.</summary>
    public string AppConnectionString(string database) => ConnectionString(database, ClusterRoles.Portal, _passwords.Portal);

    /// <summary>Starts the cluster, making it on the first start. Returns when it accepts connections.</summary>
    /// <exception cref="DemoException">There is no server to start, the folder is in use, or the server does not start; the message says
    /// why.</exception>
    public static async Task<PrivateCluster> StartAsync(PrivateClusterOptions options, CancellationToken cancellationToken)
    {
        var folder = await ClusterFolder.OpenAsync(options.Folder, cancellationToken);
        try
        {
            var binaries = await ClusterInitialization.EnsureAsync(options, folder, cancellationToken);
            await Leftovers.EndAsync(folder.Data, cancellationToken);
            var (server, port) = await StartServerAsync(options, folder, binaries, cancellationToken);
            var cluster = new PrivateCluster(options, folder, binaries, server, port);
            try
            {
                await ClusterRoles.EnsureAsync(
                    cluster.ConnectionString("postgres", ClusterRoles.Superuser, cluster._passwords.Superuser), cluster._passwords,
                        cancellationToken);
                return cluster;
            }
            catch
            {
                await Child.StopAsync(server, Posix.SigInt, Posix.SigQuit, StartPatience);
                throw;
            }
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Removes a cluster with all its data; what a killed start left running on it is stopped first.</summary>
    /// <exception cref="DemoException">The folder is in use.</exception>
    public static async Task RemoveAsync(string folder, CancellationToken cancellationToken)
    {
        using var opened = await ClusterFolder.OpenAsync(folder, cancellationToken);
        await Leftovers.EndAsync(opened.Data, cancellationToken);
        opened.Remove();
    }

    /// <summary>Creates the database, owned by the owner, unless it is there.</summary>
    public async Task EnsureDatabaseAsync(string database, CancellationToken cancellationToken)
    {
        // A pool of its own: connections left in the shared one would outlive this cluster.
        await using var source = NpgsqlDataSource.Create(OwnerConnectionString("postgres"));
        await using var exists = source.CreateCommand("select exists (select from pg_database where datname = $1)");
        exists.Parameters.Add(new() { Value = database });
        if (await exists.ExecuteScalarAsync(cancellationToken) is true) return;
        await using var create = source.CreateCommand($"create database {new NpgsqlCommandBuilder().QuoteIdentifier(database)}");
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes the whole database into a file, for <see cref="RestoreAsync"/>.</summary>
    /// <param name="leftOut">Tables of which nothing but their shape is written.</param>
    internal Task DumpAsync(string database, string file, IEnumerable<string> leftOut, CancellationToken cancellationToken) =>
        ToolAsync(
            [_binaries.Dump, "--format=custom", "--compress=9", $"--file={file}", .. leftOut.Select(t => $"--exclude-table-data={t}")],
            database, cancellationToken);

    /// <summary>Fills an empty database from such a file, as its owner: whole or not at all.</summary>
    /// <exception cref="DemoException">It is of a later server, or no such file; the message is the tool's.</exception>
    internal Task RestoreAsync(string database, string file, CancellationToken cancellationToken) =>
        ToolAsync(
            [_binaries.Restore, "--single-transaction", "--exit-on-error", $"--dbname={database}", file], database, cancellationToken);

    private Task<string> ToolAsync(IEnumerable<string> command, string database, CancellationToken cancellationToken) => Tool.RunAsync(
        command, user: null, cancellationToken,
        new Dictionary<string, string?>
        {
            ["PGHOST"] = "127.0.0.1",
            ["PGPORT"] = $"{Port}",
            ["PGUSER"] = ClusterRoles.Owner,
            ["PGPASSWORD"] = _passwords.Owner,
            ["PGDATABASE"] = database,
        });

    /// <summary>Stops the server (open connections are cut, nothing committed is lost) and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Child.StopAsync(_server, Posix.SigInt, Posix.SigQuit, TimeSpan.FromSeconds(20));
        _server.Dispose();
        if (_options.DeleteOnDispose) _folder.Remove();
        _folder.Dispose();
    }

    private string ConnectionString(string database, string user, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Database = database,
            Username = user,
            Password = password,
        }.ConnectionString;

    private static async Task<(Process Server, int Port)> StartServerAsync(
        PrivateClusterOptions options, ClusterFolder folder, PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        // Between finding a free port and the server taking it another program may: then the next free one.
        for (var attempt = 1; ; attempt++)
        {
            var port = Ports.Free(attempt == 1 ? folder.LastPort : null);
            var logStart = File.Exists(folder.LogFile) ? new FileInfo(folder.LogFile).Length : 0;
            var server = await Child.StartAsync(new ChildStart(
                [.. options.StartedBy, binaries.Server, "-D", folder.Data, .. Settings(options, port)], folder.LogFile, DeathSignal: "INT",
                folder.User));
            if (await IsReadyAsync(server, folder.Data, cancellationToken))
            {
                folder.LastPort = port;
                return (server, port);
            }
            var said = ReadFrom(folder.LogFile, logStart);
            if (attempt == 5 || !said.Contains("could not bind", StringComparison.Ordinal))
                throw new DemoException($"PostgreSQL did not start. It said:{Environment.NewLine}{said.Trim()}");
        }
    }

    private static IEnumerable<string> Settings(PrivateClusterOptions options, int port)
    {
        var settings = new List<string>
        {
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", $"max_connections={options.MaxConnections}",
            $"shared_buffers={options.SharedBuffersMegabytes}MB", "timezone=UTC", "log_timezone=UTC", "max_wal_size=1GB", "jit=off",
        };
        if (!options.Durable) settings.AddRange(["fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum_naptime=10s"]);
        return settings.SelectMany(setting => new[] { "-c", setting });
    }

    // The server writes its own state into the eighth line of postmaster.pid.
    private static async Task<bool> IsReadyAsync(Process server, string dataFolder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(dataFolder, "postmaster.pid");
        var since = Stopwatch.GetTimestamp();
        while (!server.HasExited)
        {
            var lines = File.Exists(file) ? await File.ReadAllLinesAsync(file, cancellationToken) : [];
            if (lines.Length >= 8 && lines[0] == $"{server.Id}" && lines[7].Trim() == "ready") return true;
            if (Stopwatch.GetElapsedTime(since) > StartPatience)
            {
                await Child.StopAsync(server, Posix.SigInt, Posix.SigQuit, TimeSpan.FromSeconds(5));
                return false;
            }
            await Task.Delay(20, cancellationToken);
        }
        return false;
    }

    private static string ReadFrom(string file, long position)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = position;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
