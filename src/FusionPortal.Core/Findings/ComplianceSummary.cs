using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Scans;

namespace FusionPortal.Core.Findings;

/// <summary>Which part of the estate, and when.</summary>
/// <param name="AccountId">One account only; null for all.</param>
/// <param name="AsOf">What the portal knew at that moment; null means now.</param>
public sealed record ComplianceFilter(string? AccountId = null, DateTimeOffset? AsOf = null);

/// <summary>What the compliance page opens with. Every number is of the same moment.</summary>
/// <param name="ProductionAccounts">Accounts declared Production with what they hold; empty while nobody declared one, and where the filter
/// leaves none.</param>
/// <param name="OtherAccounts">The rest in the same way: what is misplaced in them belongs in production.</param>
/// <param name="LastScan">The last scan that ended; null before the first.</param>
public sealed record ComplianceSummary(
    DateTimeOffset AsOf, IReadOnlyList<AccountCleanliness> ProductionAccounts, IReadOnlyList<AccountCleanliness> OtherAccounts,
    ComplianceScore Score, ComplianceScore? PreviousScore,
    CoverageSummary Coverage, long OpenFindings, IReadOnlyList<FindingRow> MixUps, ScanSummary? LastScan);

/// <summary>How clean one account is.</summary>
/// <param name="Resources">Resources current in it.</param>
/// <param name="Misplaced">Resources that do not belong there.</param>
/// <param name="Undecided">Resources nobody can place: their organization is unknown, witnesses disagree, or only a name hints at another
/// environment.</param>
/// <param name="WrongLabels">Resources where they belong that an environment tag labels otherwise.</param>
/// <param name="NotCovered">Targets of the account whose last attempt failed: with any, nobody can say the account is clean.</param>
/// <param name="Unreachable">True where nobody can read the account at all, and so nobody can say it is clean.</param>
public sealed record AccountCleanliness(
    string AccountId, string Name, AccountRole Role, long Resources, long Misplaced, long Undecided, int Targets, int NotCovered,
        bool Unreachable = false,
    long WrongLabels = 0);

/// <summary>
/// Passed ÷ (passed + violated) over resource and convention pairs; what was not evaluated stands beside it, never in it. Only a violation
/// stays against the score until somebody has looked again: to lose sight of it never raises a score.
/// </summary>
/// <param name="Passed">Pairs that pass.</param>
/// <param name="Violated">Pairs that violate.</param>
/// <param name="NotEvaluated">Pairs nobody could judge, with those of targets whose last attempt failed.</param>
/// <param name="LostSightOf">Of those not evaluated, pairs that violated when last seen, each counted: in targets not read, and judged no
/// more.</param>
public sealed record ComplianceScore(long Passed, long Violated, long NotEvaluated, long LostSightOf = 0)
{
    /// <summary>Null while nothing was evaluated: there is no score of nothing.</summary>
    public double? Percent => Passed + Violated == 0 ? null : 100.0 * Passed / (Passed + Violated + LostSightOf);

    public long Pairs => Passed + Violated + NotEvaluated;
}

/// <param name="Targets">Targets of accounts that are read; those of others are no part of any number here.</param>
/// <param name="Gaps">Every target not covered now, the longest first.</param>
/// <param name="Accounts">Accounts nobody reads, one line each: the unreachable ones first, then closed and retired ones.</param>
public sealed record CoverageSummary(
    int Targets, int Completed, IReadOnlyList<CoverageGap> Gaps, IReadOnlyList<AccountOutOfSight>? Accounts = null)
{
    /// <summary>Accounts that may hold something nobody sees.</summary>
    public IReadOnlyList<AccountOutOfSight> Unreachable => [.. (Accounts ?? []).Where(a => a.Sight == AccountSight.Unreachable)];
}

/// <param name="Since">Since when the target has not been read whole; null if it never was.</param>
/// <param name="Resources">Resources last seen there; their verdicts are not evaluated.</param>
public sealed record CoverageGap(
    ScanTarget Target, string AccountName, CoverageOutcome Outcome, string? Message, DateTimeOffset? Since,
    DateTimeOffset? LastCompleteAt, int Resources);

/// <summary>Open findings and verdicts of one convention.</summary>
public sealed record ConventionCount(ConventionSummary Convention, long Passed, long Violated, long NotEvaluated);

/// <summary>Open findings by client, most first.</summary>
/// <param name="OrgId">As recorded, or as claimed where nobody knows it; empty for findings of no organization.</param>
/// <param name="OutOfDate">Of the open ones, how many nobody could judge since.</param>
public sealed record ClientCount(string OrgId, string? Title, EnvironmentKind? Environment, long Open, long OutOfDate);

/// <summary>Resources of one account by what their organization is for.</summary>
/// <param name="Cells">In the order of <see cref="EnvironmentKind"/>.</param>
/// <param name="Unknown">Resources that claim an organization nobody knows.</param>
/// <param name="Shared">Resources of no organization: shared ones, and those nothing names.</param>
public sealed record EnvironmentRow(
    string AccountId, string AccountName, AccountRole Role, IReadOnlyList<EnvironmentCell> Cells, EnvironmentCell Unknown, long Shared);

/// <param name="Allowed">False where the account's declared role forbids this environment; true while the role is undeclared.</param>
public sealed record EnvironmentCell(EnvironmentKind? Environment, long Resources, bool Allowed);

/// <summary>Clients by conventions; a client without a cell for a convention has nothing it applies to.</summary>
public sealed record HeatMap(IReadOnlyList<ConventionSummary> Conventions, IReadOnlyList<HeatMapRow> Rows, int Clients);

/// <param name="Cells">By convention id.</param>
public sealed record HeatMapRow(
    string OrgId, string? Title, long Open, long OutOfDate, IReadOnlyDictionary<string, HeatMapCell> Cells);

public sealed record HeatMapCell(long Passed, long Open, long NotEvaluated);

/// <summary>Open findings then and now, and every difference by its cause: the causes add up to the difference exactly.</summary>
/// <param name="Since">The end of the previous scan, or the moment that was asked for.</param>
/// <param name="New">Of resources, accounts or clients that nobody knew then.</param>
/// <param name="Changed">New ones of resources that were there then.</param>
/// <param name="Fixed">Mended: the resource is there and violates no more.</param>
/// <param name="Deleted">Closed because their resource is gone.</param>
/// <param name="ClosedUnread">Findings closed although their target was not read whole. Silence closes nothing, so this is counted to be
/// shown as 0.</param>
public sealed record SincePrevious(
    DateTimeOffset Since, DateTimeOffset AsOf, long OpenThen, long New, long Changed, long Reappeared, long ConventionAdded,
    long RecordAdded, long Fixed, long Deleted, long ConventionRemoved, long RecordRemoved, long ClosedUnread, long OpenNow);

/// <summary>Why there are more or fewer open findings than before: the counts of <see cref="SincePrevious"/>.</summary>
public enum ChangeCause
{
    New, Changed, Reappeared, ConventionAdded, RecordAdded, Fixed, Deleted, ConventionRemoved, RecordRemoved, ClosedUnread,
}

/// <summary>How much of one cause is one client's.</summary>
/// <param name="OrgId">As recorded, or as claimed where nobody knows it; empty for findings of no organization.</param>
/// <param name="Title">What people call the client; null where it is not recorded.</param>
public sealed record ChangeBehind(ChangeCause Cause, string OrgId, string? Title, long Findings);

/// <summary>Ageing of open findings of one severity, in whole days since first seen.</summary>
public sealed record AgeingRow(
    Severity Severity, long Open, long UnderOneDay, long Days1To7, long Days8To30, long Days31To90, long Over90Days);
