using FusionPortal.Core.Findings;
using FusionPortal.Core.Runs;

namespace FusionPortal.Core.Homes;

/// <summary>What a lead comes for, of one moment.</summary>
/// <param name="LastLookedAt">When the person last looked before this visit; null during their first.</param>
/// <param name="Since">What changed since they last looked; since the scan before the last where they never did, or the portal knew nothing
/// of the estate then. Null where there is nothing to compare with.</param>
/// <param name="Behind">Whose findings are behind each cause of <paramref name="Since"/>.</param>
/// <param name="Critical">Critical findings that nobody acknowledged, the oldest first; at most
/// <see cref="LeadHomeQueries.Shown"/>.</param>
/// <param name="CriticalUnseen">How many of them there are.</param>
/// <param name="High">The same of high ones.</param>
/// <param name="HighUnseen">How many of those there are.</param>
/// <param name="Waiting">What keeps open runs from being worked, the longest first.</param>
public sealed record LeadHome(
    ComplianceSummary Summary, DateTimeOffset? LastLookedAt, SincePrevious? Since, IReadOnlyList<ChangeBehind> Behind,
    IReadOnlyList<FindingRow> Critical, long CriticalUnseen, IReadOnlyList<FindingRow> High, long HighUnseen,
    IReadOnlyList<WaitingItem> Waiting)
{
    /// <summary>True where <see cref="Since"/> begins when the person last looked.</summary>
    public bool IsSinceLastLooked => Since is { } since && since.Since == LastLookedAt;

    /// <summary>Accounts that are read and nobody has declared: no environment convention is evaluated there.</summary>
    public int Undeclared => Summary.OtherAccounts.Count(a => a.Role == Conventions.AccountRole.Undeclared && !a.Unreachable);
}
