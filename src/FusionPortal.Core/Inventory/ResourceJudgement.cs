using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Core.Inventory;

/// <summary>What conventions make of a resource. In the order in which it matters.</summary>
public enum ResourceVerdict
{
    /// <summary>A convention is broken: it has a finding that is not resolved.</summary>
    Violation,

    /// <summary>None is known to be broken, and one at least could not be judged.</summary>
    NotEvaluated,

    /// <summary>Every convention that judges it is kept.</summary>
    Pass,

    /// <summary>No convention of the book judges it.</summary>
    NotJudged,
}

/// <summary>Whose a resource is, and the worst of its verdicts.</summary>
/// <param name="OrgId">Spelled as recorded where the client is known, else as name or tag have it; null where nothing names one.</param>
/// <param name="OrgTitle">What people call the client; null where nobody has recorded it.</param>
/// <param name="By">What told whose it is.</param>
/// <param name="Worst">The worst of what conventions make of it.</param>
/// <param name="Violations">Conventions it breaks.</param>
/// <param name="NotEvaluated">Conventions nobody could judge of it.</param>
public sealed record ResourceJudgement(
    string? OrgId, string? OrgTitle, AttributionSource By, ResourceVerdict Worst, int Violations, int NotEvaluated);
