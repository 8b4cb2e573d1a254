using FusionPortal.Core.Accounts;
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
    private string _text = "";

    [Inject] public required KnownFilters Known { get; init; }

    [Inject] public required InventoryQueries Inventory { get; init; }

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required IOptions<ScanOptions> Options { get; init; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private TimeZoneInfo Zone => Browser?.TimeZone ?? TimeZoneInfo.Utc;

    private ResourceFilter Filter => _view!.Address.Filter;

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        // What is no moment is refused, never shown as now.
        Moments.Of(address);
        var asked = new ListAddress<ResourceFilter>(InventoryView.Path, ResourceKeys.All, ResourceKeys.All.None).Read(address);
        await Known.RequireAsync(asked.Keys, asked.Filter, cancellationToken);
        var page = await Inventory.ListAsync(asked.Filter, asked.Cursor, InventoryView.PageSize, cancellationToken);
        var names = FindingsView.NamesOf(await Accounts.ListAsync(cancellationToken));
        _view = new InventoryView(asked, page, names, [.. Options.Value.Regions.Order(StringComparer.Ordinal)]);
        _text = asked.Filter.Text ?? "";
    }

    private void Search()
    {
        var text = _text.Trim();
        if (text != (Filter.Text ?? "")) Put(Filter with { Text = text.Length == 0 ? null : text });
    }

    private void Put(ResourceFilter filter) => Navigation.NavigateTo(_view!.Address.With(filter).Href());

    private static string? Given(ChangeEventArgs e) => e.Value is string { Length: > 0 } given ? given : null;
}
