using FusionPortal.Core.Coverage;
using FusionPortal.Core.Filters;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Coverage;

/// <summary>The coverage ledger, now or as of a moment: what of AWS the portal has seen, when, at what cost, and what it has not.</summary>
public sealed partial class CoveragePage : AddressedPage
{
    private const string Export = "/reports/coverage.csv";

    private CoverageLedger? _ledger;
    private DateTimeOffset? _asOf;

    [Inject] public required CoverageLedgerQueries Ledger { get; init; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private TimeZoneInfo Zone => Browser?.TimeZone ?? TimeZoneInfo.Utc;

    private bool NamesAccounts => _ledger?.Accounts is { Count: > 0 };

    private string ExportHref => _asOf is { } asOf ? QueryHelpers.AddQueryString(Export, "asOf", MomentText.Of(asOf)) : Export;

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asOf = Moments.Of(address);
        (_ledger, _asOf) = (await Ledger.ReadAsync(asOf, cancellationToken), asOf);
    }
}
