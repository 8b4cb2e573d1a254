using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;

namespace FusionPortal.Web.Components.Shared;

/// <summary>What the compliance page opens with.</summary>
/// <param name="Kind">Fail and Warn colour the first sentence; Unknown says that nobody can say; Pass stays ink.</param>
/// <param name="First">For example "POS Production is not clean."</param>
/// <param name="Second">The numbers behind it.</param>
/// <param name="Move">Whose move it is; links follow it on the page.</param>
public sealed record VerdictSentence(StatusKind Kind, string First, string Second, string Move)
{
    /// <summary>The moment whose age the numbers tell; null where they tell none.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>
    /// How clean the production accounts are, and what of production lies outside them. Nothing is called clean while a target of theirs
    /// has not been read, while anything of production is known to be elsewhere, or while a label there is wrong.
    /// </summary>
    /// <param name="undeclared">Accounts nobody has declared; for them no environment convention is evaluated.</param>
    /// <param name="accountId">The one account the page is filtered to, or null.</param>
    public static VerdictSentence Of(
        ComplianceSummary summary, int undeclared, DateTimeOffset now, TimeZoneInfo zone, string? accountId = null) =>
        Unjudged(Aged(OfWhatIsKnown(summary, undeclared, now, zone, accountId), summary), summary);

    // Judged by an earlier book or by none: whatever was said then is not what the book in force says.
    private static VerdictSentence Unjudged(VerdictSentence said, ComplianceSummary summary) =>
        summary.Coverage.Gaps.Count(g => g.Outcome == CoverageOutcome.Unjudged) is var unjudged and > 0
            ? new(
                StatusKind.Unknown, "Nobody can say by the convention book in force.",
                $"{Words.Count(unjudged, "target")} {(unjudged == 1 ? "is" : "are")} not evaluated: "
                    + "the book in force needs a newer portal.",
                "Start a version of the portal that reads it; it judges what is stored by itself.")
            : said;

    // Knowledge ages: what nobody has read for too long is said of the past, and never coloured.
    private static VerdictSentence Aged(VerdictSentence said, ComplianceSummary summary)
    {
        var aged = summary.Coverage.Gaps.Where(g => g.Outcome == CoverageOutcome.Aged).ToArray();
        if (aged.Length == 0) return said;
        var read = aged.Max(g => g.LastCompleteAt!.Value);
        var newest = Words.Brief(summary.AsOf - read);
        return summary.Coverage.Completed > 0
            ? said with
            {
                Second = $"{said.Second} {Words.Count(aged.Length, "target")} {(aged.Length == 1 ? "was" : "were")} last read {newest} "
                    + "ago or longer: not evaluated any more.",
                At = read,
            }
            : new(
                StatusKind.Unknown, $"Nobody has read AWS whole for {newest}.",
                    $"Nothing is evaluated any more. What was known then: {said.First} {said.Second}",
                "Start a scan, and look at the schedules why none has ended by itself. " + said.Move)
            {
                At = read,
            };
    }

    private static VerdictSentence OfWhatIsKnown(
        ComplianceSummary summary, int undeclared, DateTimeOffset now, TimeZoneInfo zone, string? accountId)
    {
        if (summary.LastScan is not { } scan)
            return new(StatusKind.Unknown, "Nobody can say yet.", "No scan has ended.", "Start a scan; the first one shows what is where.");

        if (accountId is { Length: > 0 } && summary.ProductionAccounts.Count == 0)
            return AccountSentence.Of(summary, accountId, scan, now, zone);
        var accounts = summary.ProductionAccounts;
        if (accounts.Count == 0)
            return new(
                StatusKind.Unknown, "Nobody can say which resources are misplaced.", "No account is declared Production.",
                $"Declare what the {Words.Count(undeclared, "account")} {(undeclared == 1 ? "is" : "are")} for. Until then no "
                    + "environment convention is evaluated.");

        var ids = accounts.Select(a => a.AccountId).ToHashSet(StringComparer.Ordinal);
        var unread = accounts.Sum(a => a.NotCovered);
        var resources = accounts.Sum(a => a.Resources);
        var misplaced = accounts.Sum(a => a.Misplaced);
        var undecided = accounts.Sum(a => a.Undecided);
        var labels = accounts.Sum(a => a.WrongLabels);
        var outside = summary.OtherAccounts.Where(a => a.Misplaced > 0).ToArray();
        ids.UnionWith(outside.Select(a => a.AccountId));
        var mixUps = summary.MixUps.Where(m => ids.Contains(m.AccountId)).ToArray();

        if (misplaced > 0)
            return new(
                StatusKind.Fail, NotClean(accounts), Belong(resources, misplaced, undecided, labels) + Outside(outside) + Unread(unread),
                WhoseMove(mixUps, undeclared));
        if (outside.Length > 0)
            return new(
                StatusKind.Fail,
                    $"{Words.Count(outside.Sum(a => a.Misplaced), "resource")} of production "
                        + $"{Are(outside.Sum(a => a.Misplaced))} outside production.",
                $"{In(outside)}. {NoneMisplaced(resources)}{Open(undecided, labels)}{Unread(unread)}", WhoseMove(mixUps, undeclared));
        if (undecided > 0)
            return new(
                StatusKind.Warn, $"{Names(accounts)} {Has(accounts)} {Words.Count(undecided, "undecided resource")}.",
                $"{NoneMisplaced(resources)}{Open(0, labels)}{Unread(unread)}", WhoseMove(mixUps, undeclared));
        if (labels > 0)
            return new(
                StatusKind.Warn, $"{Names(accounts)} {Has(accounts)} {Words.Count(labels, "wrong label")}.",
                $"{NoneMisplaced(resources)} An environment tag there says otherwise.{Unread(unread)}", WhoseMove(mixUps, undeclared));
        if (accounts.Where(a => a.Unreachable).ToArray() is { Length: > 0 } lost)
            return new(
                StatusKind.Unknown, $"We cannot say whether {Names(accounts)} {(accounts.Count == 1 ? "is" : "are")} clean.",
                $"Nobody can read {Words.List(lost.Select(a => EscapedText.Plain(a.Name)))}: suspended by AWS, or out of the organization.",
                "The accounts page says what to do about it.");
        if (unread > 0)
            return new(
                StatusKind.Unknown, $"We cannot say whether {Names(accounts)} {(accounts.Count == 1 ? "is" : "are")} clean.",
                $"No mix-up among {Words.Count(resources, "resource")}, but {Words.Count(unread, "target")} there "
                    + $"{(unread == 1 ? "was" : "were")} not read.",
                "What could not be read stands under Coverage, with what it needs.");
        return new(
            StatusKind.Pass, $"{Names(accounts)} {(accounts.Count == 1 ? "is" : "are")} clean.",
            $"{Words.Count(resources, "resource")} checked {Words.Ago(scan.EndedAt ?? scan.StartedAt, now, zone)}, none misplaced.",
            undeclared > 0 ? Undeclared(undeclared)
            : summary.Coverage.Gaps.Count == 0
                ? $"All {Words.Count(summary.Coverage.Targets, "target")} "
                    + $"answered{Unreachable(summary.Coverage.Unreachable.Count)}."
            : $"Every target there answered; {Words.Number(summary.Coverage.Gaps.Count)} elsewhere did not.")
        {
            At = scan.EndedAt ?? scan.StartedAt,
        };
    }

    private static string NoneMisplaced(long resources) => $"Of {Words.Count(resources, "resource")} there none is known to be misplaced.";

    private static string Open(long undecided, long labels) =>
        (undecided == 0 ? "" : $" {Words.Number(undecided)} {Are(undecided)} undecided.")
            + (labels == 0 ? "" : $" {Words.Number(labels)} {Are(labels)} labelled wrongly.");

    private static string Outside(AccountCleanliness[] outside) => outside.Length == 0
        ? ""
        : $" {Words.Count(outside.Sum(a => a.Misplaced), "resource")} of production "
            + $"{Are(outside.Sum(a => a.Misplaced))} outside: {In(outside)}.";

    // "2 in POS QA and 1 in Corporate Applications".
    private static string In(AccountCleanliness[] outside) =>
        Words.List(outside.Select(a => $"{Words.Number(a.Misplaced)} in {EscapedText.Plain(a.Name)}"));

    private static string Are(long count) => count == 1 ? "is" : "are";

    internal static string Unread(int targets) =>
        targets == 0 ? "" : $" {Words.Count(targets, "target")} there {(targets == 1 ? "was" : "were")} not read.";

    private static string NotClean(IReadOnlyList<AccountCleanliness> accounts)
    {
        var dirty = accounts.Where(a => a.Misplaced > 0).ToArray();
        return accounts.Count == dirty.Length && dirty.Length > 2
            ? $"None of {dirty.Length} production accounts is clean."
            : $"{Words.List(dirty.Select(a => EscapedText.Plain(a.Name)))} {(dirty.Length == 1 ? "is" : "are")} not clean.";
    }

    private static string Belong(long resources, long misplaced, long undecided, long labels)
    {
        var said =
            new List<string> {
            $"{Words.Number(misplaced)} of {Words.Count(resources, "resource")} {(misplaced == 1 ? "does" : "do")} not belong there" };
        if (undecided > 0) said.Add($"{Words.Number(undecided)} {Are(undecided)} undecided");
        if (labels > 0) said.Add($"{Words.Number(labels)} {Are(labels)} labelled wrongly");
        return string.Join(", ", said) + ".";
    }

    internal static string WhoseMove(FindingRow[] mixUps, int undeclared)
    {
        var clients = mixUps.Where(m => m.OrgTitle is not null).GroupBy(m => m.OrgId, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(g => g.Count()).Select(g => EscapedText.Plain(FindingLabels.Client(g.First()))).ToArray();
        var unseen = mixUps.Count(m => m.Status is FindingStatus.Open or FindingStatus.Reopened);
        var said = new List<string>();
        if (clients.Length == 1) said.Add($"{clients[0]} is the client to ask about.");
        if (clients.Length > 1) said.Add($"The clients to ask about are {Some(clients)}.");
        if (mixUps.Length > 0)
            said.Add(
                unseen == 0 ? "All are acknowledged." : unseen == mixUps.Length ? "Nobody has acknowledged them."
                : $"Nobody has acknowledged {unseen} of {mixUps.Length}.");
        if (undeclared > 0) said.Add(Undeclared(undeclared));
        return string.Join(' ', said);
    }

    private static string Some(string[] clients) =>
        clients.Length <= 3 ? Words.List(clients) : $"{clients[0]}, {clients[1]} and {clients.Length - 2} more";

    private static string Undeclared(int undeclared) =>
        $"{Words.Count(undeclared, "account")} {(undeclared == 1 ? "is" : "are")} not declared, so environment "
            + "conventions are not evaluated there.";

    private static string Names(IReadOnlyList<AccountCleanliness> accounts) =>
        accounts.Count <= 3 ? Words.List(accounts.Select(a => EscapedText.Plain(a.Name))) : $"The {accounts.Count} production accounts";

    private static string Has(IReadOnlyList<AccountCleanliness> accounts) => accounts.Count == 1 ? "has" : "have";

    private static string Unreachable(int accounts) =>
        accounts == 0 ? "" : $", and {Words.Count(accounts, "account")} elsewhere cannot be read";
}
