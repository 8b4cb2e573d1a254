using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Inventory;

/// <summary>One AWS resource: what is recorded and observed of it, and what every convention makes of it.</summary>
public sealed partial class ResourceDetailPage : AddressedPage
{
    private ResourceView? _view;
    private bool _missing;

    /// <summary>As <see cref="Core.Inventory.ResourceKey"/> gives it.</summary>
    [Parameter] public string Key { get; set; } = "";

    [Inject] public required ResourceQueries Resources { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private TimeZoneInfo Zone => Browser?.TimeZone ?? TimeZoneInfo.Utc;

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asOf = Moments.Of(address);
        var detail = await Resources.GetAsync(Key, asOf, cancellationToken);
        _missing = detail is null;
        _view = detail is null ? null : new ResourceView(detail, asOf, Clock.GetUtcNow());
    }
}
