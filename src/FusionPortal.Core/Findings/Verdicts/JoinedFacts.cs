using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>What checklists captured of one resource, fact by fact, beside what AWS shows.</summary>
internal static class JoinedFacts
{
    /// <param name="observed">The resource.</param>
    /// <param name="captured">What every checklist says.</param>
    /// <param name="isTold">Whether a finding tells that it is not as its checklists say: then those of its name mean it, whatever place
    /// they say.</param>
    public static IReadOnlyList<JoinedFact> Of(Observation observed, CapturedResources captured, bool isTold)
    {
        var said = captured.All.Where(c => c.Kind == observed.Kind && IsMeant(c, observed, isTold)).ToList();
        var joined = new List<JoinedFact>();
        foreach (var fact in ShownFact.OfEveryKind.Concat(ResourceKinds.Of(observed.Kind).Shows))
        {
            var shown = fact.Read(observed);
            var values = said.Select(c => fact == ShownFact.Name ? c.Name : c.Value(fact.Id)).OfType<CapturedValue>()
                .DistinctBy(v => (v.Value.Trim().ToUpperInvariant(), v.Checklist)).ToList();
            joined.AddRange(values.Select(v => new JoinedFact(
                fact.Label, v.Shown, shown, shown is null ? JoinState.CannotSee : fact.Matches(v.Value, shown) ? JoinState.Agrees
                    : JoinState.Contradicted, new(v.Checklist, v.Step, v.By, v.At))));
            if (values.Count == 0 && shown is not null) joined.Add(new(fact.Label, null, shown, JoinState.ObservedOnly, null));
        }

        return [.. joined.OrderBy(j => j.State == JoinState.Contradicted ? 0 : 1)];
    }

    // By its id, or by its name where nothing that was captured says another place.
    private static bool IsMeant(CapturedResource captured, Observation observed, bool isTold)
    {
        bool Agrees(ShownFact fact) =>
            captured.Value(fact.Id) is not { } value || fact.Read(observed) is not { } shown || fact.Matches(value.Value, shown);
        var hasId = captured.Value(ShownFact.AwsId.Id) is not null;
        if (hasId && Agrees(ShownFact.AwsId)) return true;
        return ShownFact.Name.Matches(captured.Name.Value, observed.Name)
            && (isTold || (Agrees(ShownFact.Account) && Agrees(ShownFact.Region)));
    }
}
