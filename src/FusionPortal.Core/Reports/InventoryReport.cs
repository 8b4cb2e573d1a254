using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Inventory;

namespace FusionPortal.Core.Reports;

/// <summary>
/// Resources as scans saw them, with their tags. A tag's value that looks like a secret is left out, and the key says so. Accounts appear
/// by id, so that a past moment gives the same bytes for ever.
/// </summary>
internal sealed class InventoryReport(InventoryQueries inventory) : Report<ResourceFilter>
{
    public override string Name => "inventory";

    public override string Title => "Inventory";

    public override string Answers => "What was there in AWS at one moment?";

    public override string Readers => "Auditors, and whoever cleans up";

    public override string Summary => "Every resource that scans saw, with its tags as AWS has them.";

    public override string RowLabel => "resource";

    public override string Everything => "every account, region and kind";

    public override int Version => 1;

    public override IReadOnlyList<string> Columns { get; } =
        ["arn", "kind", "name", "account_id", "region", "tags", "like_this_since", "last_read_whole"];

    internal override HistoryDomains Domains => HistoryDomains.Estate | HistoryDomains.Records;

    protected override FilterKeys<ResourceFilter> Keys => ResourceKeys.All;

    private protected override Task<ReportContent> ReadAsync(ResourceFilter asked, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rows = inventory.AllAsync(asked with { AsOf = at }, cancellationToken).Select(r =>
            new object?[]
            {
                r.Arn, r.Kind, r.Name, r.AccountId, r.Region, ResourceTags.Text(r.Tags), r.Since, r.LastSeenAt,
            });
        return Task.FromResult(
            new ReportContent(rows, TrailScope.OfEstate(asked.AccountId is { Length: > 0 } account ? [account] : null)));
    }
}
