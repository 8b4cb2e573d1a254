using System.Collections.Concurrent;
using System.Diagnostics;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Templates;
using FusionPortal.Simulator.Estate;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Benchmarks;

/// <summary>
/// Thirty people answer steps of one run, one after the other with a breath between, while a first scan merges everything and somebody asks
/// for a findings report every second. A tick is durable when the command returns.
/// </summary>
internal sealed class TicksBench(int resources) : Bench
{
    private const int People = 30;
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private static readonly FleetShape Shape = FleetShape.Fair(100);

    public override string Name => "ticks";

    public override string What =>
        $"{People} people tick on one run while a merge of {resources:#,0} resources runs and reports are asked for";

    public override async Task RunAsync()
    {
        // One account and region: one large target, so one long merge. On disk, since a tick is durable when it is synced.
        await using var portal =
            await BenchPortal.StartAsync(new Fleet(resources, accounts: 1, ["us-east-1"], seed: 7, Shape), Shape, durable: true);
        var run = await StartAsync(portal);
        await TickWhileAsync("without a scan", portal, run, () => Task.Delay(TimeSpan.FromSeconds(15)));
        await TickWhileAsync("while it merges", portal, run, portal.ScanAsync);
    }

    private static async Task<Guid> StartAsync(BenchPortal portal)
    {
        var ana = Person(0);
        await portal.Get<ImportTemplates>().ExecuteAsync(Actor.System, CancellationToken.None);
        var topic = ReferenceTopic.AwsResources;
        return await portal.Get<StartInstall>().ExecuteAsync(
            new StartInstallRequest(portal.OrgIds[0], new AcknowledgedTopic(topic.Key, topic.Version, topic.Sha256), Guid.CreateVersion7()),
                ana, CancellationToken.None);
    }

    /// <summary>Steps that take an answer now, with one that fits.</summary>
    private static async Task<List<(string Step, string Field, string Value)>> StepsAsync(
        BenchPortal portal, Guid run, ConcurrentDictionary<string, long> revisions)
    {
        var view = (await portal.Get<RunQueries>().FindAsync(run, Person(0).SubjectId, CancellationToken.None))!;
        var steps = new List<(string Step, string Field, string Value)>();
        foreach (var step in view.Sections.SelectMany(s => s.Steps))
        {
            if (steps.Count == People) break;
            if (step.Fields.Select(f => (f.Id, Value: RunAnswers.For(view, f, new Dictionary<string, string>()).FirstOrDefault()))
                .FirstOrDefault(f => f.Value is not null) is not { Value: { } value } field)
                continue;
            try
            {
                await SaveAsync(portal, run, step.Key, step.Revision, field.Id, value, 0, revisions);
                steps.Add((step.Key, field.Id, value));
            }
            catch (RefusedException)
            {
                // Not to be answered yet.
            }
        }

        return steps;
    }

    private static async Task SaveAsync(
        BenchPortal portal, Guid run, string step, long revision, string field, string? value, int person,
            ConcurrentDictionary<string, long> revisions)
    {
        var outcome = await portal.Get<SetStep>().ExecuteAsync(
            new SetStepRequest(
                run, step, StepAction.SaveFields, revision, new Dictionary<string, string?> { [field] = value }, null,
                Guid.CreateVersion7()),
            Person(person), CancellationToken.None);
        revisions[step] = outcome.Revision;
    }

    private static async Task TickWhileAsync(string when, BenchPortal portal, Guid run, Func<Task> start)
    {
        var revisions = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var steps = await StepsAsync(portal, run, revisions);
        var (ticks, reports) = (new List<(string Phase, double Took)>(), new List<double>());
        using (var watch = new TickWatch(portal))
        {
            var work = Task.Run(start);
            var people = Enumerable.Range(0, People).Select(i => Task.Run(() => PersonAsync(i, work)));
            await Task.WhenAll([.. people, Task.Run(() => ReportsAsync(work)), work]);
            Row($"{when}: ticks durable, reports", $"{ticks.Count:#,0}, {reports.Count:#,0}");
            foreach (var phase in ticks.GroupBy(t => t.Phase).OrderByDescending(p => p.Key))
                Print($"  tick durable while {phase.Key}", phase);
            Print("  tick durable (target p95 300 ms)", ticks);
            Row("  report, median", $"{At(reports, 0.5):0} ms");
            foreach (var (what, figure) in watch.Rows()) Row(what, $"{figure}");
        }

        // Everybody answers a step of their own, and takes it back in turn.
        async Task PersonAsync(int person, Task work)
        {
            var random = new Random(person);
            var (step, field, value) = steps[person % steps.Count];
            await Task.Delay(Breath * random.NextDouble());
            for (var turn = 0; !work.IsCompleted; turn++)
            {
                var (watch, phase) = (Stopwatch.StartNew(), portal.Phase);
                try
                {
                    await SaveAsync(
                        portal, run, step, revisions.GetValueOrDefault(step), field, turn % 2 == 0 ? null : value, person, revisions);
                    lock (ticks) ticks.Add((phase, watch.Elapsed.TotalMilliseconds));
                }
                catch (RefusedException refused) when (refused.Kind == RefusalKind.Conflict)
                {
                    // Answered too, but nothing was stored: not counted.
                }

                await Task.Delay(Breath * (0.5 + random.NextDouble()));
            }
        }

        async Task ReportsAsync(Task work)
        {
            while (!work.IsCompleted)
            {
                var watch = Stopwatch.StartNew();
                await portal.Get<ProduceReport>()
                    .ExecuteAsync(
                    new ReportRequest("findings", new FindingFilter(), ReportFormat.Csv), Person(0), Stream.Null, CancellationToken.None);
                reports.Add(watch.Elapsed.TotalMilliseconds);
                await Task.Delay(Breath);
            }
        }
    }

    private static void Print(string what, IEnumerable<(string Phase, double Took)> ticks)
    {
        var took = ticks.Select(t => t.Took).ToList();
        Row($"{what}: median, p95, most", $"{At(took, 0.5):0}, {At(took, 0.95):0}, {At(took, 1):0} ms");
    }

    private static double At(List<double> values, double share) =>
        values.Count == 0 ? double.NaN : values.Order().ElementAt((int)(share * (values.Count - 1)));

    private static Actor Person(int i) => new($"person{i}", $"Person {i}", new HashSet<Role> { Role.Installer });
}
