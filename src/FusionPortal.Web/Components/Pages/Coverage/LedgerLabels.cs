using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Coverage;

/// <summary>How the ledger is spoken of.</summary>
public static class LedgerLabels
{
    /// <summary>What the page opens with.</summary>
    public static string Sentence(CoverageLedger ledger)
    {
        var (targets, gaps) = (ledger.Targets.Count, ledger.Gaps.Count);
        var unreachable = (ledger.Accounts ?? []).Count(a => a.Sight == AccountSight.Unreachable);
        var accounts = unreachable == 0 ? "" : $", and {Words.Count(unreachable, "account")} cannot be read at all";
        return targets == 0 && unreachable > 0 ? $"{Words.Count(unreachable, "account")} cannot be read, and there is no other"
            : targets == 0 ? "Nothing has been read yet"
            : gaps == 0 ? $"All {Words.Count(targets, "target")} were read whole{accounts}"
            : $"{Words.Number(targets - gaps)} of {Words.Count(targets, "target")} were read whole, {Words.Number(gaps)} "
                + $"{(gaps == 1 ? "was" : "were")} not{accounts}";
    }

    public static string Calls(CoverageLedger ledger) =>
        $"{Words.Number(ledger.TotalCalls)} AWS calls so far, {Words.Number(ledger.DiscoveryCalls)} of them to list accounts and regions.";

    /// <summary>How many were last seen; null where the target was never seen whole, since then nobody knows.</summary>
    public static string? Resources(CoverageRow row) => row.LastCompleteAt is null ? null : Words.Number(row.Resources);

    public static string Region(ScanTarget target) => target.Region == ScanTarget.Global ? "all regions" : target.Region;

    public static string Service(string service) => service switch
    {
        Pass.Creators => "Who made it",
        Pass.Rechecks => "Re-checks",
        Pass.TagChanges => "Tag changes",
        ScanTarget.Tagging => "Tags",
        _ when service.EndsWith(FactPass.Suffix, StringComparison.Ordinal) => Facts(service[..^FactPass.Suffix.Length]),
        _ => service,
    };

    // Kept under the kind's id, or under a word of its own.
    private static string Facts(string source) =>
        (ResourceKinds.IsKnown(source) ? ResourceKinds.Of(source).Title : $"{char.ToUpperInvariant(source[0])}{source[1..]}") + " facts";
}
