using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>What no source of the scan can see, told per convention so that it never looks like a pass.</summary>
internal static class CoverageGaps
{
    public static IEnumerable<NotEvaluatedVerdict> Of(EvaluationPlan plan)
    {
        foreach (var convention in plan.Book.Conventions)
        {
            // "*" applies to whatever is seen; the kinds named elsewhere tell what is not.
            if (convention.Rule.Subject != RuleSubject.Resource || convention.Kinds is [Convention.AnyKind]) continue;
            if (Reason(convention, plan.Reach) is { } reason)
                yield return new(convention.Id, NotEvaluatedVerdict.Estate, null, null, reason)
                {
                    Answer = "A complete reading by a service that lists every resource of these kinds."
                };
        }
    }

    private static string? Reason(Convention convention, ScanReach reach)
    {
        var unlisted = convention.Kinds.Where(k => !reach.ListableKinds.Contains(k)).Select(Plural).ToList();
        if (unlisted.Count > 0)
            return $"No source of the scan lists {Phrases.List(unlisted)}, so the convention was not judged for "
                + $"{(unlisted.Count == convention.Kinds.Count ? "any" : "them")}.";
        if (!convention.Rule.NeedsWholeLists) return null;

        var partly = convention.Kinds.Where(k => !reach.WhollyListedKinds.Contains(k)).Select(Plural).ToList();
        return partly.Count == 0
            ? null
            : $"The tagging API shows only {Phrases.List(partly)} that are or once were tagged. Those never tagged are invisible to the "
                + "scan, so how many lack the tag is not known.";
    }

    private static string Plural(string kind) => ResourceKinds.Of(kind).Plural;
}
