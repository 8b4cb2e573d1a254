using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Scans;

namespace FusionPortal.Web.Components.Shared;

/// <summary>What the compliance page opens with when it is filtered to one account that is not production: what is true of that
/// account.</summary>
internal static class AccountSentence
{
    public static VerdictSentence Of(ComplianceSummary summary, string accountId, ScanSummary scan, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (summary.OtherAccounts.FirstOrDefault(a => a.AccountId == accountId) is not { } account)
            return new(
                StatusKind.Unknown, "There is nothing to judge in this account.",
                $"{EscapedText.Plain(accountId)} is closed, retired, or unknown to the portal.", "Choose another account.");

        var name = EscapedText.Plain(account.Name);
        var resources = Words.Count(account.Resources, "resource");
        if (account.Role == AccountRole.Undeclared)
            return new(
                StatusKind.Unknown, $"Nobody can say what belongs in {name}.",
                    $"It holds {resources} and is not declared: production, or not.",
                "Declare what it is for. Until then no environment convention is evaluated there.");

        var mixUps = summary.MixUps.Where(m => m.AccountId == accountId).ToArray();
        var rest = Rest(account) + VerdictSentence.Unread(account.NotCovered);
        if (account.Misplaced > 0)
            return new(
                StatusKind.Fail, $"{name} holds {Words.Count(account.Misplaced, "resource")} of production.",
                $"Of {resources} there {Words.Number(account.Misplaced)} "
                    + $"{(account.Misplaced == 1 ? "belongs" : "belong")} in a production account.{rest}",
                VerdictSentence.WhoseMove(mixUps, 0));
        if (account.Undecided + account.WrongLabels > 0)
            return new(
                StatusKind.Warn, $"{name} has {Words.Count(account.Undecided + account.WrongLabels, "resource")} to look at.",
                $"Of {resources} there none is known to belong in production.{rest}", VerdictSentence.WhoseMove(mixUps, 0));
        if (account.Unreachable)
            return new(
                StatusKind.Unknown, $"We cannot say whether {name} holds anything of production.",
                "Nobody can read it: suspended by AWS, or out of the organization.", "The accounts page says what to do about it.");
        if (account.NotCovered > 0 || account.Targets == 0)
            return new(
                StatusKind.Unknown, $"We cannot say whether {name} holds anything of production.",
                account.Targets == 0
                    ? "No target of the account has been read."
                    : $"Nothing of production among {resources}, but {Words.Count(account.NotCovered, "target")} there "
                        + $"{(account.NotCovered == 1 ? "was" : "were")} not read.",
                "What could not be read stands under Coverage, with what it needs.");
        return new(
            StatusKind.Pass, $"{name} holds nothing of production.",
                $"{resources} checked {Words.Ago(scan.EndedAt ?? scan.StartedAt, now, zone)}, none misplaced.",
            account.Targets == 1 ? "The one target answered." : $"All {Words.Number(account.Targets)} targets answered.")
        {
            At = scan.EndedAt ?? scan.StartedAt,
        };
    }

    private static string Rest(AccountCleanliness account) =>
        (account.Undecided == 0 ? "" : $" {Words.Number(account.Undecided)} {(account.Undecided == 1 ? "is" : "are")} undecided.")
        + (account.WrongLabels == 0 ? ""
            : $" {Words.Number(account.WrongLabels)} {(account.WrongLabels == 1 ? "is" : "are")} labelled wrongly.");
}
