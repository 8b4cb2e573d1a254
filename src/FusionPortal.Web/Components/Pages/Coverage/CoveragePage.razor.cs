using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Coverage;

/// <summary>The coverage ledger: what of AWS the portal has seen, when, at what cost, and what it has not.</summary>
public sealed partial class CoveragePage : AddressedPage
{
    private CoverageLedger? _ledger;

    [Inject] public required CoverageLedgerQueries Ledger { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken) => _ledger = await Ledger.ReadAsync(cancellationToken);
}
