using FusionPortal.Core.Findings.Verdicts;

namespace FusionPortal.Core.Findings;

/// <summary>What was different when a finding last turned, held against the reading before: why it is so now and was not then.</summary>
/// <param name="Turn">What happened to the finding, and when.</param>
/// <param name="Before">The finding as it stood before that; null where it was new.</param>
/// <param name="Then">What of the resource differed from the reading before it.</param>
/// <param name="Later">What of the resource has changed since, and left the finding as it is.</param>
public sealed record FindingDifference(
    FindingMoment Turn, FindingMoment? Before, IReadOnlyList<ResourceChange> Then, IReadOnlyList<ResourceChange> Later)
{
    /// <summary>Whether the reading that turned it was the first to show the resource: there is nothing before to compare with.</summary>
    public bool IsFirstReading => Then.Any(c => c.Kind == ResourceChangeKind.FirstSeen);
}
