using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Coverage;

/// <summary>How the ledger is spoken of.</summary>
public static class LedgerWords
{
    /// <summary>What the page opens with.</summary>
    public static string Sentence(CoverageLedger ledger)
    {
        var (targets, gaps) = (ledger.Targets.Count, ledger.Gaps.Count);
        return targets == 0 ? "Nothing has been read yet"
            : gaps == 0 ? $"All {Words.Count(targets, "target")} were read whole"
            : $"{Words.Number(targets - gaps)} of {Words.Count(targets, "target")} were read whole, {Words.Number(gaps)} {(gaps == 1 ? "was" : "were")} not";
    }

    public static string Calls(CoverageLedger ledger) =>
        $"{Words.Number(ledger.TotalCalls)} AWS calls so far, {Words.Number(ledger.DiscoveryCalls)} of them to list accounts and regions.";

    public static string Region(ScanTarget target) => target.Region == ScanTarget.Global ? "all regions" : target.Region;

    public static string Service(string service) => service switch
    {
        Pass.BucketFacts => "bucket facts",
        Pass.Creators => "who made it",
        Pass.Rechecks => "re-checks",
        Pass.TagChanges => "tag changes",
        ScanTarget.Tagging => "tags",
        _ => service,
    };
}
