using FusionPortal.Conventions;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Filters;

namespace FusionPortal.Core.Findings;

/// <summary>Which findings. Null or empty means no restriction; the page's query string, the API's and the reports' are the same.</summary>
/// <param name="OrgId">The organization's ID, ignoring case; an empty string selects findings of no known organization.</param>
/// <param name="Severities">Any of these.</param>
/// <param name="Statuses">Any of these; null means everything but resolved.</param>
/// <param name="MixUps">True for mix-ups only, false for the rest only.</param>
/// <param name="Kind">A resource kind, for example s3-bucket.</param>
/// <param name="Text">Found anywhere in name, subject, title, organization, expected or actual, ignoring case; % and _ are ordinary
/// characters.</param>
/// <param name="AsOf">What the portal knew at that moment; null means now.</param>
/// <param name="Deleted">True for resolved ones whose resource is gone, false for resolved ones whose resource is still there.</param>
public sealed record FindingFilter(
    IReadOnlyList<string>? AccountIds = null,
    IReadOnlyList<EnvironmentKind>? Environments = null,
    string? OrgId = null,
    IReadOnlyList<string>? ConventionIds = null,
    IReadOnlyList<Severity>? Severities = null,
    IReadOnlyList<FindingStatus>? Statuses = null,
    bool? MixUps = null,
    string? Kind = null,
    string? Text = null,
    DateTimeOffset? AsOf = null,
    bool? Deleted = null) : IAsOf;

public enum FindingSort
{
    /// <summary>Critical first, then the oldest first.</summary>
    Severity,

    /// <summary>First seen longest ago.</summary>
    Oldest,

    /// <summary>First seen most recently.</summary>
    Newest,

    /// <summary>By the resource's name.</summary>
    Resource,

    /// <summary>By organization ID; findings of none come first.</summary>
    Organization,
}

/// <summary>One line of the findings page.</summary>
/// <param name="Number">Shown as F-{number}.</param>
/// <param name="Subject">The ARN, or what else the convention judges.</param>
/// <param name="OrgTitle">What people call the client; null where no organization is known.</param>
/// <param name="LastSeenAt">When a complete read last showed it, and it could be judged; null before the first such read in this
/// portal.</param>
/// <param name="NotEvaluatedSince">Set where its target was not read, or it could not be judged: the finding may be out of date since
/// then.</param>
/// <param name="NotEvaluatedWhy">What stands in the way, fit to be shown.</param>
/// <param name="Deleted">True where it was resolved because its resource is gone, and not because somebody mended it.</param>
/// <param name="Verdict">What the witnesses of a placement come to; null for findings of another kind, and for those older than the
/// word.</param>
public sealed record FindingRow(
    Guid Id, long Number, string ConventionId, string Title, Severity Severity, FindingStatus Status, bool MixUp,
    string Kind, string Name, string Subject, string AccountId, string AccountName, string Region,
    string? OrgId, string? OrgTitle, EnvironmentKind? Environment, string Expected, string Actual,
    DateTimeOffset FirstSeenAt, DateTimeOffset? LastSeenAt, DateTimeOffset? NotEvaluatedSince, string? NotEvaluatedWhy,
    bool Deleted = false, PlacementVerdict? Verdict = null);

/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
/// <param name="AsOf">The moment the page shows; a first page without asOf pins it, so that later pages show the same moment.</param>
public sealed record FindingPage(IReadOnlyList<FindingRow> Rows, string? NextCursor, DateTimeOffset AsOf);

/// <summary>Counts beside a filtered list.</summary>
/// <param name="Matching">Findings the filter selects.</param>
/// <param name="MatchingOutOfDate">Of these, how many nobody could judge since: their target was not read, or their tags were not
/// told.</param>
/// <param name="Open">All findings not resolved.</param>
/// <param name="MixUps">All mix-ups not resolved.</param>
/// <param name="Reappeared">All findings that are reopened now.</param>
public sealed record FindingCounts(long Matching, long MatchingOutOfDate, long Open, long MixUps, long Reappeared);
