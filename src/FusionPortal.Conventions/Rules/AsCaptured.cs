using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// AWS shows of a resource what people captured of it: zone, engine, version, CIDR block, account. What was captured after the last reading
/// of the resource's account and region is left open until the next one.
/// </summary>
public sealed class AsCaptured : EstateRule
{
    public override string Word => "as-captured";

    public override string Label => "Resource is as its checklists say";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => RdsInstance.Kind;

    public override RuleExample Passes { get; } = new(
        "The database is in the zone that was ticked.",
        ExampleEstate.Database("db-pos-01", """{"availabilityZone":"us-east-1a"}"""))
    {
        Captured = [ExampleEstate.Captured(RdsInstance.Kind, "acme", "db-POS-01", ("availability-zone", "us-east-1a"))],
    };

    public override RuleExample Breaks { get; } = new(
        "Another zone was ticked than the database is in.",
        ExampleEstate.Database("db-pos-01", """{"availabilityZone":"us-east-1b"}"""))
    {
        Captured = [ExampleEstate.Captured(RdsInstance.Kind, "acme", "db-POS-01", ("availability-zone", "us-east-1a"))],
    };

    internal override ResourceCollector NewCollector(EvaluationPlan plan) => new CapturedSightings(plan);

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        var sightings = seen.Collected<CapturedSightings>();
        foreach (var sighting in sightings.All.Where(s => convention.IsFor(s.Resource.Kind)))
        {
            var compared = Compare(sighting, sightings.SaidOf(sighting), seen.Reach);
            if (compared.Exists(c => c.Agrees == false)) sink.Violation(Describe(convention, sighting, compared));
            else if (sightings.LeftOpenFor(sighting).Any(c => c.Values.Count > 0))
                sink.NotEvaluated(TenantsBelongHere.Open(convention, sightings, sighting));
            else if (compared.Find(c => c.Agrees is null) is { } open) sink.NotEvaluated(Unknown(convention, sighting, open));
            else if (compared.Count > 0) sink.Pass(convention, sighting.Resource.Subject);
        }
    }

    private static List<Compared> Compare(CapturedSighting sighting, IReadOnlyList<CapturedResource> said, ScanReach reach)
    {
        var (all, seen) = (new List<Compared>(), sighting.Resource);
        foreach (var fact in CapturedSightings.FactsOf(seen.Kind))
        {
            var shown = sighting.Shown.GetValueOrDefault(fact.Id);
            // A name by which the resource was found agrees, so it says nothing; one that differs was found by its id.
            foreach (var value in said.Select(c => fact == ShownFact.Name ? c.Name : c.Value(fact.Id)).OfType<CapturedValue>())
            {
                var agrees = shown is null || !reach.WasReadAfter(seen.Kind, seen.AccountId, seen.Region, value.At) ? (bool?)null
                    : fact.Matches(value.Value, shown);
                var moved = agrees == false && sighting.Moved.TryGetValue(fact.Id, out var by) ? by : ((string, string)?)null;
                if (moved is not null) agrees = null;
                if (fact != ShownFact.Name || agrees == false) all.Add(new(fact, value, shown, agrees, moved));
            }
        }

        return all;
    }

    private static Violation Describe(Convention convention, CapturedSighting sighting, List<Compared> compared)
    {
        var wrong = compared.FindAll(c => c.Agrees == false);
        var facts = wrong.Select(c => c.Fact).Distinct().ToList();
        return sighting.Resource.Violated(
            convention, $"{sighting.Resource.Named} differs from its checklist: {Phrases.List([.. facts.Select(f => f.Label)])}",
            string.Join(", ", wrong.Select(c => RedactedText.Of(c.Value.Shown)).Distinct()),
            string.Join(", ", facts.Select(f => RedactedText.Of(sighting.Shown[f.Id]))),
            Evidence.Of(
            [
                .. wrong.Select(c => new EvidenceFact($"Captured {c.Fact.Label}", CapturedWords.Told(c.Value))),
                .. facts.Select(f => new EvidenceFact($"AWS shows as {f.Label}", RedactedText.Of(sighting.Shown[f.Id]))),
                .. compared.Where(c => c.Agrees == true && facts.Contains(c.Fact))
                    .Select(c => new EvidenceFact($"Captured {c.Fact.Label}, as AWS shows it", CapturedWords.Told(c.Value))),
            ]));
    }

    private static NotEvaluatedVerdict Unknown(Convention convention, CapturedSighting sighting, Compared open) =>
        open.Moved is var (reason, answer) ? sighting.Resource.NotEvaluated(convention, reason, answer)
        : open.Shown is null ? sighting.Resource.NotEvaluated(
            convention, $"No source of the scan has read its {open.Fact.Label}.", "A complete reading by the service that lists it.")
        : sighting.Resource.NotEvaluated(
            convention, $"Its {open.Fact.Label} was captured after it was last read.", "The next scan.");

    /// <param name="Agrees">Null where it cannot be told.</param>
    /// <param name="Moved">Why a difference may be AWS's own doing, and what would settle it; null where it is people's.</param>
    private sealed record Compared(
        ShownFact Fact, CapturedValue Value, string? Shown, bool? Agrees, (string Reason, string Answer)? Moved);
}
