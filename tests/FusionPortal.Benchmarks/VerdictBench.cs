using System.Diagnostics;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Benchmarks;

/// <summary>
/// Resource × convention verdicts over a generated fleet held in memory, one thread. By processor time of the whole process, garbage
/// collection included, so that what else the machine does is not in the figure.
/// </summary>
internal sealed class VerdictBench : Bench
{
    private const int Resources = 200_000;
    private const int WarmUps = 3;
    private const int Rounds = 7;

    public override string Name => "verdicts";

    public override string What =>
        $"convention book over {Resources:#,0} resources in memory, one thread, median of {Rounds} after {WarmUps} to warm up";

    public override Task RunAsync()
    {
        Measure("an estate mostly right (target 3,000,000)", FleetShape.Fair(4_000), _ => AccountRole.Production);
        Measure("an estate where nearly every name is wrong", FleetShape.Mixed, account =>
            account == 0 ? AccountRole.Production : AccountRole.NonProduction);
        return Task.CompletedTask;
    }

    private static void Measure(string estate, FleetShape shape, Func<int, AccountRole> roles)
    {
        var fleet = new Fleet(Resources, accounts: 3, ["us-east-1", "eu-west-1"], seed: 7, shape);
        var observations = Observe(fleet).ToArray();
        var organizations = fleet.Organizations.Select(o => new OrganizationRecord(o, $"Organization {o}", EnvironmentKind.Production));
        var accounts = fleet.Accounts.Select((a, i) => new AccountRecord(a.Id, a.Name, roles(i)));
        var plan = EvaluationPlan.Compile(ConventionBook.Default, new PortalRecords(organizations, accounts), ScanReach.TaggingApi);

        using var process = Process.GetCurrentProcess();
        var rates = new List<double>();
        var counts = new Counts();
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            counts = new Counts();
            var session = plan.Begin();
            var before = process.TotalProcessorTime;
            foreach (var observation in observations) session.Observe(observation, ref counts);
            session.Complete(ref counts);
            process.Refresh();
            if (round >= WarmUps) rates.Add(counts.Total / (process.TotalProcessorTime - before).TotalSeconds);
        }

        Row($"{estate}, verdicts per second of processor time",
            $"{Median(rates):#,0} (slowest {rates.Min():#,0}, fastest {rates.Max():#,0})");
        Row("  verdicts",
            $"{counts.Total:#,0} ({counts.Passed:#,0} pass, {counts.Violated:#,0} violation, {counts.Unknown:#,0} not evaluated)");
    }

    private static IEnumerable<Observation> Observe(Fleet fleet)
    {
        foreach (var account in fleet.Accounts)
            foreach (var region in fleet.Regions)
                for (var i = 0; i < fleet.Count(account.Id, region); i++)
                {
                    var resource = fleet.At(account.Id, region, i)!;
                    yield return Observations.From(resource.Arn, account.Id, region, resource.Tags.ToDictionary(t => t.Key, t => t.Value));
                }
    }

    private struct Counts : IVerdictSink
    {
        public long Passed, Violated, Unknown;

        public readonly long Total => Passed + Violated + Unknown;

        public void Pass(Convention convention, in VerdictSubject subject) => Passed++;

        public void Violation(Violation violation) => Violated++;

        public void NotEvaluated(NotEvaluatedVerdict verdict) => Unknown++;
    }
}
