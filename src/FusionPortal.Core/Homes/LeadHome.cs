using FusionPortal.Core.Findings;
using FusionPortal.Core.Runs;

namespace FusionPortal.Core.Homes;

/// <summary>What a lead comes for, of one moment.</summary>
/// <param name="Since">Null before a second scan has ended: there is nothing to compare with.</param>
/// <param name="Behind">Whose findings are behind each cause of <paramref name="Since"/>.</param>
/// <param name="Critical">Critical findings that nobody acknowledged, the oldest first; at most
/// <see cref="LeadHomeQueries.Shown"/>.</param>
/// <param name="CriticalUnseen">How many of them there are.</param>
/// <param name="High">The same of high ones.</param>
/// <param name="HighUnseen">How many of those there are.</param>
/// <param name="Waiting">What keeps open runs from being worked, the longest first.</param>
public sealed record LeadHome(
    ComplianceSummary Summary, SincePrevious? Since, IReadOnlyList<ChangeBehind> Behind,
    IReadOnlyList<FindingRow> Critical, long CriticalUnseen, IReadOnlyList<FindingRow> High, long HighUnseen,
    IReadOnlyList<WaitingItem> Waiting)
{
    /// <summary>Accounts that are read and nobody has declared: no environment convention is evaluated there.</summary>
    public int Undeclared => Summary.OtherAccounts.Count(a => a.Role == Conventions.AccountRole.Undeclared && !a.Unreachable);
}
