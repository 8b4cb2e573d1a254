using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Past;
using FusionPortal.Demo.Postgres;
using FusionPortal.Demo.Processes;
using FusionPortal.Demo.Seeding;

namespace FusionPortal.Demo.Supervision;

/// <summary>Starts everything, watches it, and stops everything it started and nothing else.</summary>
internal static class DemoSupervisor
{
    internal const string Database = "fusionportal";

    /// <summary>Returns after an orderly stop.</summary>
    /// <exception cref="DemoException">Something did not start, or ended by itself.</exception>
    public static async Task RunAsync(DemoCommand command, TextWriter output, CancellationToken stop)
    {
        var repository = Repository.Find();
        var address = new Uri($"http://127.0.0.1:{command.Port}");
        using var state = DemoState.Open(command.StateFolder ?? Path.Combine(repository.Root, ".demo"));
        await LeftoverChildren.EndAsync(state.Folder, stop);
        if (!Ports.IsFree(command.Port))
            throw new DemoException(
                $"Port {command.Port} of 127.0.0.1 is in use by another program. Nothing was started. Choose another with --port.");
        if (command.Reset) await state.ResetAsync(stop);

        await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(state.Postgres), stop);
        await cluster.EnsureDatabaseAsync(Database, stop);
        var isFirst = !state.HasStartedBefore;
        // Of the simulated estate; of a stand-in that somebody else runs, the demo knows nothing.
        var past = PastDump.Of(repository.Root);
        if (isFirst && command is { NoPast: false, AwsEndpoint: null } && await past.RestoreAsync(cluster, Database, stop) is { } why)
            await output.WriteLineAsync(why);
        await MigrateAsync(repository, cluster, state, stop);
        await using var provider = await DemoIdentityProvider.StartAsync(
            new DemoIdentityOptions { PreferredPort = state.IdentityPort, KeyFolder = state.Keys }, stop);
        state.IdentityPort = provider.Port;

        await using var aws = await AwsSide.StartAsync(command.AwsEndpoint, stop);
        // Before the portal: its first scan should already know the clients.
        if (isFirst && aws.IsDemoEstate)
            await DemoSeed.PlantAsync(
                cluster.AppConnectionString(Database), stop, await past.IsInAsync(cluster.OwnerConnectionString(Database), stop));
        var environment =
            PortalEnvironment.Build(address, cluster.AppConnectionString(Database), provider, aws.PortalSettings, state.Folder);
        await using var portal = await PortalProcess.StartAsync(repository, address, environment, state.Log("portal"), stop);

        if (isFirst)
        {
            await FirstScan.StartAsync(address, provider, stop);
            state.HasStartedBefore = true;
        }
        await Banner.WriteAsync(output, address, provider, aws.Description, state);
        await WatchAsync(portal, cluster, stop);
        await output.WriteLineAsync("Stopping.");
    }

    /// <summary>Brings the database to this version's schema.</summary>
    internal static Task MigrateAsync(
        Repository repository, PrivateCluster cluster, DemoState state, CancellationToken cancellationToken) => Tool.RunAsync(
        [PortalProcess.DotnetHost, repository.Migrations], user: null, cancellationToken,
        new Dictionary<string, string?>
        {
            ["FUSIONPORTAL_OWNER_CONNECTION"] = cluster.OwnerConnectionString(Database),
            [LeftoverChildren.Mark] = state.Folder
        });

    private static async Task WatchAsync(PortalProcess portal, PrivateCluster cluster, CancellationToken stop)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var portalEnds = portal.WaitForExitAsync(watching.Token);
        var databaseEnds = cluster.WaitForExitAsync(watching.Token);
        var first = await Task.WhenAny(portalEnds, databaseEnds);
        await watching.CancelAsync();
        if (stop.IsCancellationRequested) return;
        throw new DemoException(first == portalEnds
            ? $"The portal ended by itself. Its last words ({portal.LogFile}):{Environment.NewLine}{portal.LastLines(20)}"
            : "The database server ended by itself. What it said is in postgres/server.log of the state folder.");
    }
}
