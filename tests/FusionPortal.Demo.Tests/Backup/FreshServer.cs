using FusionPortal.Demo.Postgres;
using FusionPortal.Demo.Processes;

namespace FusionPortal.Demo.Tests.Backup;

/// <summary>A PostgreSQL server on which nothing has ever been done: no role but its superuser, no database of ours.</summary>
internal sealed class FreshServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly System.Diagnostics.Process _server;

    private FreshServer(string folder, System.Diagnostics.Process server, int port) => (_folder, _server, Port) = (folder, server, port);

    public int Port { get; }

    public string Log => Path.Combine(_folder, "server.log");

    public const string Password = "of-the-fresh-server";

    public static async Task<FreshServer> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fusionportal-fresh-").FullName;
        var user = Posix.IsRoot ? UnixUser.Find("postgres") : null;
        if (user is not null) Posix.GiveTo(folder, user);
        var (data, words, log) = (Path.Combine(folder, "data"), Path.Combine(folder, "password"), Path.Combine(folder, "server.log"));
        await File.WriteAllTextAsync(words, Password, cancellationToken);
        await File.WriteAllTextAsync(log, "", cancellationToken);
        var binaries = PostgresBinaries.Find();
        await Tool.RunAsync(
            [
                binaries.Initdb, "--pgdata", data, "--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "scram-sha-256", "--username",
                    ClusterRoles.Superuser,
                "--pwfile", words, "--no-instructions", "--no-sync",
            ],
            user, cancellationToken);
        var port = Ports.Free();
        var server = await Child.StartAsync(new ChildStart(
            [binaries.Server, "-D", data, "-c", $"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
                "fsync=off"],
            log, DeathSignal: "INT", user));
        var fresh = new FreshServer(folder, server, port);
        while (!(await File.ReadAllTextAsync(log, cancellationToken)).Contains("ready to accept connections", StringComparison.Ordinal))
        {
            if (server.HasExited) throw new DemoException(await File.ReadAllTextAsync(log, cancellationToken));
            await Task.Delay(50, cancellationToken);
        }

        return fresh;
    }

    public async ValueTask DisposeAsync()
    {
        await Child.StopAsync(_server, Posix.SigInt, Posix.SigQuit, TimeSpan.FromSeconds(20));
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
