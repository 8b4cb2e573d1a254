using FusionPortal.Core.Findings;

namespace FusionPortal.Core.Scorecards;

/// <summary>How the resources stand that a person's runs recorded. The four counts are of resources and add up to them.</summary>
/// <param name="Clean">A scan has shown it, and no finding of it is open.</param>
/// <param name="WithFindings">Something about it is wrong now.</param>
/// <param name="NotEvaluated">A scan has shown it, and what holds it is not covered now.</param>
/// <param name="Unseen">No scan has shown it, or several of its name and it cannot be told which is meant.</param>
/// <param name="Findings">Their open findings, the worst first; at most <see cref="MadeQueries.FindingsShown"/>.</param>
/// <param name="OpenFindings">How many of them there are.</param>
public sealed record MadeStanding(
    int Clean, int WithFindings, int NotEvaluated, int Unseen, IReadOnlyList<FindingRow> Findings, long OpenFindings)
{
    public int Resources => Clean + WithFindings + NotEvaluated + Unseen;
}
