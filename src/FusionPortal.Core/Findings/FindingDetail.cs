using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Core.ConventionBooks;

namespace FusionPortal.Core.Findings;

/// <summary>Everything one finding's page shows.</summary>
/// <param name="Evidence">What was observed, as JSON: witnesses with their votes for a mix-up.</param>
/// <param name="Life">Its versions, oldest first.</param>
/// <param name="Tags">The resource's tags as last observed; null where the subject is not a resource.</param>
/// <param name="AlsoHere">Other findings of the same resource that are not resolved.</param>
public sealed record FindingDetail(
    FindingRow Row, JsonElement Evidence, ConventionSummary? Convention, IReadOnlyList<FindingMoment> Life,
    JsonElement? Tags, JsonElement? Facts, long? FirstScanNumber, long? LastScanNumber, IReadOnlyList<FindingRow> AlsoHere)
{
    /// <summary>What was different when it last turned; null where its subject is not a resource.</summary>
    public FindingDifference? Difference { get; init; }
}

/// <summary>One turn in a finding's life.</summary>
/// <param name="Actor">A person, or null where a scan or a re-evaluation did it.</param>
/// <param name="ToldBy">The number of the finding that tells the same since; only with <see cref="FindingCause.ToldOnce"/>.</param>
public sealed record FindingMoment(
    DateTimeOffset At, FindingStatus Status, FindingCause Cause, Severity Severity, string Expected, string Actual,
    string? Actor, string? Note, long? ScanNumber, int BookVersion, long? ToldBy);

