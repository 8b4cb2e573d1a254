using System.Diagnostics;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Benchmarks;

/// <summary>Resource × convention verdicts per second on one core, over a generated fleet held in memory.</summary>
internal sealed class VerdictBench : Bench
{
    private const int Resources = 200_000;
    private const int Rounds = 7;

    public override string Name => "verdicts";

    public override string What => $"convention book over {Resources:#,0} resources in memory, one thread, median of {Rounds}";

    public override Task RunAsync()
    {
        var fleet = new Fleet(Resources, accounts: 3, ["us-east-1", "eu-west-1"], seed: 7);
        var observations = Observe(fleet).ToArray();
        var organizations = Enumerable.Range(0, 4_000).Select(i => new OrganizationRecord($"org{i:D4}", $"Organization {i}", EnvironmentKind.Production));
        var accounts = fleet.Accounts.Select((a, i) => new AccountRecord(a.Id, a.Name, i == 0 ? AccountRole.Production : AccountRole.NonProduction));
        var plan = EvaluationPlan.Compile(ConventionBook.Default, new PortalRecords(organizations, accounts), ScanReach.TaggingApi);

        var rates = new List<double>();
        var counts = new Counts();
        for (var round = 0; round < Rounds; round++)
        {
            counts = new Counts();
            var session = plan.Begin();
            var watch = Stopwatch.StartNew();
            foreach (var observation in observations) session.Observe(observation, ref counts);
            session.Complete(ref counts);
            rates.Add(counts.Total / watch.Elapsed.TotalSeconds);
        }

        Row("verdicts", $"{counts.Total:#,0} ({counts.Passed:#,0} pass, {counts.Violated:#,0} violation, {counts.Unknown:#,0} not evaluated)");
        Row("verdicts per second per core, median (target 3,000,000)", $"{Median(rates):#,0}");
        Row("verdicts per second per core, slowest and fastest round", $"{rates.Min():#,0} and {rates.Max():#,0}");
        return Task.CompletedTask;
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
