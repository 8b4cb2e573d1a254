using FusionPortal.Core.Findings;

namespace FusionPortal.Core.Reports;

/// <summary>What one production of a report reads: rows come once and are forgotten as they are written.</summary>
/// <param name="Rows">In the report's order.</param>
/// <param name="Trail">What of the audit trail is about the same, to be counted where it was redacted.</param>
internal sealed record ReportContent(IAsyncEnumerable<object?[]> Rows, TrailScope Trail)
{
    /// <summary>What the rows are of, where that is more than what was asked; null for what was asked.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? About { get; init; }

    /// <summary>Whether it shows what may be too old to be known, so that the limit of knowledge shapes it.</summary>
    public bool HasLimit { get; init; } = true;
}

/// <summary>What was counted in the database apart from the file, for its certificate.</summary>
/// <param name="Rows">Rows the same question selects.</param>
/// <param name="Coverage">What the report cannot show.</param>
public sealed record ReportEvidence(long Rows, ComplianceScore Score, CoverageSummary Coverage);
