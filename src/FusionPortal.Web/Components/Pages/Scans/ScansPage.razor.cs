using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Scans;

/// <summary>Every scan, the one that is running first.</summary>
public sealed partial class ScansPage : AddressedPage
{
    private const int PageSize = 25;

    private ScanPage? _page;
    private ScanStatus? _status;
    private string? _cursor;

    [Inject] public required ScanQueries Scans { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var cursor = QueryHelpers.ParseQuery(address.Query).TryGetValue("cursor", out var given) ? given.ToString() : null;
        var page = await Scans.ListAsync(cursor, PageSize, cancellationToken);
        _status = await Scans.StatusAsync(cancellationToken);
        (_page, _cursor) = (page, cursor);
    }
}
