using FusionPortal.Core;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Postgres;
using FusionPortal.Demo.Seeding;
using FusionPortal.Demo.Supervision;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Demo.Past;

/// <summary>
/// Makes the demo's past: the portal itself lives through it, day by day, under a clock that eng/past.sh has faked for the whole of these
/// processes and for no other. What it wrote is then dumped.
/// </summary>
internal static class PastRun
{
    /// <param name="arguments">A folder to work in, empty or new.</param>
    public static async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken stop)
    {
        if (arguments is not [var folder]) throw new DemoException("Usage: eng/past.sh");
        var repository = Repository.Find();
        var clock = await PastClock.TakeAsync(stop);
        var last = new DateTimeOffset(PastClock.Now.AddDays(1).UtcDateTime.Date, TimeSpan.Zero);
        DateTimeOffset At(int day, TimeOnly time) => last.AddDays(-day) + time.ToTimeSpan();
        await clock.BeginAsync(At(PastStory.Days, PastStory.ScanAt.AddMinutes(-20)), stop);
        var dump = PastDump.Of(repository.Root);

        using var state = DemoState.Open(Path.GetFullPath(folder));
        await using var cluster = await PrivateCluster.StartAsync(
            new PrivateClusterOptions(state.Postgres) { Durable = false, StartedBy = PastClock.Wrapper }, stop);
        if (cluster.Major > PostgresBinaries.OldestMajor)
            throw new DemoException(
                $"The past has to be made with PostgreSQL {PostgresBinaries.OldestMajor}: what {cluster.Major} writes, the oldest server "
                    + "the demo runs on cannot read.");
        await cluster.EnsureDatabaseAsync(DemoSupervisor.Database, stop);
        await DemoSupervisor.MigrateAsync(repository, cluster, state, stop);
        await using var provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), stop);
        await using var aws = await AwsSide.StartAsync(endpoint: null, stop);
        await using var useCases = DemoSeed.Portal(cluster.AppConnectionString(DemoSupervisor.Database));
        var acts = new PastActs(useCases, clock, stop);
        await acts.BeginAsync();
        Serve(aws.Simulator!, PastStory.Days);

        // The first scan starts by itself, the others by the schedule.
        await clock.MoveToAsync(At(PastStory.Days, PastStory.ScanAt).AddSeconds(2), stop);
        await using (var portal = await StartPortalAsync(repository, cluster, provider, aws, state, stop))
        {
            var rest = new PastRest(cluster.OwnerConnectionString(DemoSupervisor.Database), portal);
            for (var day = PastStory.Days; day > 0; day--)
            {
                if (PastStory.Silent.Contains(day)) continue;
                Serve(aws.Simulator!, day);
                // Just before: everybody is to have the new time when the schedule strikes, or a signature is refused for its age.
                await clock.MoveToAsync(At(day, PastStory.ScanAt).AddSeconds(-2), stop);
                await rest.ScannedAsync(At(day, PastStory.ScanAt), stop);
                foreach (var act in PastStory.Acts.Where(act => act.Day == day).OrderBy(act => act.At))
                {
                    await clock.MoveToAsync(At(day, act.At), stop);
                    await DoAsync(act, acts);
                    await rest.QuietAsync(stop);
                }

                await output.WriteLineAsync($"past: {At(day, PastStory.ScanAt):yyyy-MM-dd}, {await rest.OpenAsync(stop)} open findings");
            }
        }

        await dump.WriteAsync(cluster, DemoSupervisor.Database, stop);
        new PastLabel(
            DateOnly.FromDateTime(At(PastStory.Days, default).UtcDateTime), DateOnly.FromDateTime(At(1, default).UtcDateTime),
            cluster.Major, PastStory.Days - PastStory.Silent.Count, PastText.OfThisBuild).Write(dump.LabelFile);
        await output.WriteLineAsync($"past: written to {dump.File}, {new FileInfo(dump.File).Length / 1024:N0} KB");
    }

    private static async Task DoAsync(PastAct act, PastActs acts)
    {
        try
        {
            await act.DoAsync(acts);
        }
        catch (RefusedException refused)
        {
            throw new DemoException($"The story does not hold on day {act.Day}. {act.What} The portal: {refused.Message}", refused);
        }
    }

    private static void Serve(SimulatorServer simulator, int day)
    {
        ((ListedEstate)simulator.Estate).Become(PastEstate.Before(day));
        simulator.Faults.Clear();
        foreach (var gap in PastStory.Gaps.Where(gap => gap.Day == day)) simulator.Faults.Add(gap.Fault);
    }

    private static Task<PortalProcess> StartPortalAsync(
        Repository repository, PrivateCluster cluster, DemoIdentityProvider provider, AwsSide aws, DemoState state, CancellationToken stop)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var environment = PortalEnvironment.Build(
            address, cluster.AppConnectionString(DemoSupervisor.Database), provider, aws.PortalSettings, state.Folder);
        environment["Scans__Cron"] = $"0 {PastStory.ScanAt.Minute} {PastStory.ScanAt.Hour} * * ?";
        return PortalProcess.StartAsync(repository, address, environment, state.Log("portal"), stop, PastClock.Wrapper);
    }
}
