using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Inventory;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>What one convention makes of one resource.</summary>
/// <param name="Sentence">What is so: the finding's title, why it could not be judged, or what holds where the convention is kept.</param>
/// <param name="Answer">What would let it be judged; null where it was.</param>
/// <param name="Since">Since when it is broken or could not be judged; null where it is kept, and where nobody can tell.</param>
/// <param name="Finding">Null where the convention is not broken, and between a change of records and the next judging.</param>
public sealed record ConventionVerdict(
    ConventionSummary Convention, ResourceVerdict Verdict, string Sentence, string? Answer, DateTimeOffset? Since, FindingRow? Finding);
