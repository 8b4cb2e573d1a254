using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>
/// An estate that is right but for what is planted in it, and the exact findings it has to give. The same in every run.
/// </summary>
internal sealed class Fleet
{
    private Fleet(FleetBuilder builder, IReadOnlyList<Observation> planted, IReadOnlyList<Observation> right)
    {
        Records = builder.Records();
        Reach = builder.Reach;
        Planted = planted;
        Right = right;
        Expected = builder.Expected();
    }

    /// <summary>Everything seen: tens of thousands of right resources, and among them every planter's.</summary>
    public static Fleet Whole { get; } = Make(ScanReach.Everything, rightClients: 1_500, p => p.Plant());

    /// <summary>The same without what is right in bulk and gives no finding anyway: for judging it again and again.</summary>
    public static Fleet PlantedAlone { get; } = Make(ScanReach.Everything, rightClients: 0, p => p.Plant());

    /// <summary>A small estate of which the scan saw a part only.</summary>
    public static Fleet InPart { get; } = Make(FleetBuilder.PartlySeen, rightClients: 0, p => p.PlantInPart());

    public PortalRecords Records { get; }

    public ScanReach Reach { get; }

    /// <summary>What planters made: violations, near misses, and the right resources of their clients.</summary>
    public IReadOnlyList<Observation> Planted { get; }

    /// <summary>What nobody may find anything about.</summary>
    public IReadOnlyList<Observation> Right { get; }

    /// <summary>Each with what was planted, in a sentence.</summary>
    public IReadOnlyDictionary<PlantedFinding, string> Expected { get; }

    /// <summary>What a book makes of it.</summary>
    public HashSet<PlantedFinding> Judge(ConventionBook book)
    {
        var found = new FoundVerdicts();
        var session = EvaluationPlan.Compile(book, Records, Reach).Begin();
        foreach (var observation in Planted.Concat(Right)) session.Know(observation);
        foreach (var observation in Planted) session.Observe(observation, ref found);
        foreach (var observation in Right) session.Observe(observation, ref found);
        session.Complete(ref found);
        return found.All;
    }

    private static Fleet Make(ScanReach reach, int rightClients, Action<Planting> plant)
    {
        var builder = new FleetBuilder(reach);
        foreach (var planting in Plantings.All)
        {
            planting.Into(builder);
            plant(planting);
        }

        var planted = builder.Observe();
        RightEstate.Add(builder, rightClients);
        return new(builder, planted, builder.Observe());
    }

    private readonly struct FoundVerdicts() : IVerdictSink
    {
        public HashSet<PlantedFinding> All { get; } = [];

        void IVerdictSink.Pass(Convention convention, in VerdictSubject subject)
        {
            // Most of a right estate: nothing to tell.
        }

        void IVerdictSink.Violation(Violation violation) =>
            Add(new(violation.ConventionId, violation.Subject, PlantedVerdict.Violation));

        void IVerdictSink.NotEvaluated(NotEvaluatedVerdict verdict) =>
            Add(new(verdict.ConventionId, verdict.Subject, PlantedVerdict.NotEvaluated));

        private void Add(PlantedFinding finding)
        {
            if (!All.Add(finding)) throw new InvalidOperationException($"{finding} is told twice.");
        }
    }
}
