using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Pages.Findings;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Components.Pages.Inventory;

/// <summary>Every resource scans saw.</summary>
public sealed partial class InventoryPage : AddressedPage
{
    private InventoryView? _view;

    [Inject] public required KnownFilters Known { get; init; }

    [Inject] public required InventoryQueries Inventory { get; init; }

    [Inject] public required ResourceQueries Resources { get; init; }

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required IOptions<ScanOptions> Options { get; init; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private TimeZoneInfo Zone => Browser?.TimeZone ?? TimeZoneInfo.Utc;

    private ResourceFilter Filter => _view!.Filter;

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        // What is no moment is refused, never shown as now.
        Moments.Of(address);
        var asked = new ListAddress<ResourceFilter>(InventoryView.Path, ResourceKeys.All, ResourceKeys.All.None)
            .Read(address, InventoryView.SortKey);
        await Known.RequireAsync(asked.Keys, asked.Filter, cancellationToken);
        var sort = asked.Others is [var (_, word), ..] && ResourceKeys.TryReadSort(word, out var known) ? known : ResourceSort.Place;
        var page = await Resources.ListAsync(asked.Filter, sort, asked.Cursor, InventoryView.PageSize, cancellationToken);
        var count = await Inventory.CountAsync(asked.Filter, cancellationToken);
        var names = FindingsView.NamesOf(await Accounts.ListAsync(cancellationToken));
        _view = new InventoryView(asked, sort, page, count, names, [.. Options.Value.Regions.Order(StringComparer.Ordinal)]);
    }

    // Typing replaces the address instead of leaving a trail of half words behind Back.
    private void Put(ResourceFilter filter, bool replace = false) =>
        Navigation.NavigateTo(_view!.Address.With(filter).Href(), new NavigationOptions { ReplaceHistoryEntry = replace });

    private void Tag(string? typed)
    {
        if (typed?.Trim() is not { Length: > 0 } tag || Filter.Tags?.Contains(tag) == true) return;
        Put(Filter with { Tags = [.. Filter.Tags ?? [], tag] });
    }

    private static bool? Flag(string? picked) => picked is null ? null : picked == "true";
}
