using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.TestKit.Postgres;
using Xunit;

namespace FusionPortal.Demo.Tests.Cluster;

/// <summary>What the scanner promises of any number of processes, with three of them.</summary>
public sealed class KilledPortalTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Accounts = 4;
    private const int Resources = 1_800;

    // Each account's root user is a resource of its own.
    private const int Seen = Resources + Accounts;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    [Trait("Category", "Long")]
    public async Task Portal_KilledInMidTarget_LosesAndDoublesNothing()
    {
        await using var simulator = await SimulatorServer.StartAsync(
            new SimulatorOptions { Estate = new Fleet(Resources, Accounts, ["us-east-1", "eu-west-1"], seed: 11, FleetShape.Fair(60)) },
                TestContext.Current.CancellationToken);
        // Many slow pages, so that there is a middle to be killed in.
        simulator.Faults.Add(new Fault(FaultKind.ShortPages) { Api = "tagging:GetResources", PageSize = 10 });
        simulator.Faults.Add(new Fault(FaultKind.Latency) { Api = "tagging:GetResources", Delay = TimeSpan.FromMilliseconds(100) });
        await using var portals = await ThreePortals.StartAsync(postgres, simulator, Ct);

        var scan = await portals.StartScanAsync(Ct);
        var victim = await HolderInMidTargetAsync(portals, scan);
        var held = (await portals.HeldAsync(Ct)).Where(h => h.Portal == victim).Select(h => h.Target).ToHashSet();
        var killedAt = await portals.KillAsync(victim, Ct);
        await EndedAsync(portals, scan);

        var taken = await portals.TakenAsync(Ct);
        Assert.Equal(["portal-1", "portal-2", "portal-3"], taken.Select(t => t.Portal).Distinct().Order());
        // Between looking and killing it may have ended one and begun another: what it left behind is what was taken up twice.
        var again = taken.Where(t => t.Attempt > 1).ToList();
        Assert.NotEmpty(again);
        Assert.All(again, t => Assert.Equal((2, true, true), (t.Attempt, t.Portal != victim, t.At > killedAt)));
        Assert.All(again, t => Assert.Equal(victim, taken.Single(first => first.Target == t.Target && first.Attempt == 1).Portal));
        Assert.Contains(again, t => held.Contains(t.Target));
        // Every target once, but for what the dead one had begun: none was ever read by two.
        Assert.Equal(taken.Count, taken.Select(t => (t.Target, t.Attempt)).Distinct().Count());
        Assert.DoesNotContain(taken, t => t.Portal == victim && t.At > killedAt);

        Assert.Equal([("Completed", taken.Select(t => t.Target).Distinct().Count())], await portals.ListAsync(
            $"select state, count(*)::int from scan_target where scan_id = '{scan}' group by state", r =>
                (r.GetString(0), r.GetInt32(1)), Ct));
        await HoldsTheFleetOnceAsync(portals);

        // What one process lost the next scan would find, and what it doubled the next scan would remove.
        var findings = await FindingsAsync(portals);
        Assert.NotEmpty(findings);
        simulator.Faults.Clear();
        var next = await portals.StartScanAsync(Ct);
        await EndedAsync(portals, next);
        Assert.Equal([(0, 0, 0, 0, 0)], await portals.ListAsync(
            $"""
            select sum(t.added)::int, sum(t.changed)::int, sum(t.removed)::int, s.findings_opened, s.findings_resolved
            from scan s join scan_target t on t.scan_id = s.id where s.id = '{next}' group by s.id
            """,
            r => (r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4)), Ct));
        Assert.Equal(findings, await FindingsAsync(portals));
        await HoldsTheFleetOnceAsync(portals);
    }

    /// <summary>A portal that has read pages of a target and has pages of it to come, while all three have had work.</summary>
    private static async Task<string> HolderInMidTargetAsync(ThreePortals portals, Guid scan)
    {
        while (true)
        {
            var held = await portals.HeldAsync(Ct);
            var working = (await portals.TakenAsync(Ct)).Select(t => t.Portal).Distinct().Count();
            if (working == 3 && held.Where(h => h.Pages >= 3).OrderBy(h => h.Pages).FirstOrDefault() is { Portal: not null } middle)
                return middle.Portal;
            var state = await StateAsync(portals, scan);
            Assert.True(state is "Discovering" or "Reading", $"The scan is {state}, and nobody was seen in the middle of a target.");
            await Task.Delay(20, Ct);
        }
    }

    private static async Task EndedAsync(ThreePortals portals, Guid scan)
    {
        while (true)
        {
            var state = await StateAsync(portals, scan);
            if (state is "Completed") return;
            Assert.True(state is "Discovering" or "Reading" or "Evaluating", $"The scan is {state}.");
            await Task.Delay(100, Ct);
        }
    }

    private static async Task<string> StateAsync(ThreePortals portals, Guid scan) =>
        (await portals.ListAsync($"select state from scan where id = '{scan}'", r => r.GetString(0), Ct)).Single();

    private static async Task HoldsTheFleetOnceAsync(ThreePortals portals) =>
        Assert.Equal([(Seen, Seen, Seen)], await portals.ListAsync(
            "select count(*)::int, count(distinct arn)::int, count(*) filter (where valid_to = 'infinity')::int from resource_version",
            r => (r.GetInt32(0), r.GetInt32(1), r.GetInt32(2)), Ct));

    private static Task<List<string>> FindingsAsync(ThreePortals portals) => portals.ListAsync(
        """
        select f.convention_id || ' ' || f.subject || ' ' || v.status from finding f join finding_version v on v.finding_id = f.id
        where v.valid_to = 'infinity' order by 1
        """,
        r => r.GetString(0), Ct);
}
