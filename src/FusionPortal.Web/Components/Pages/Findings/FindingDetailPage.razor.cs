using System.Globalization;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>One finding: what was expected, what AWS says, who says so, and what to do.</summary>
public sealed partial class FindingDetailPage : AddressedPage
{
    private FindingView? _view;
    private bool _missing;

    /// <summary>F-20931 as people say it, or the finding's id.</summary>
    [Parameter] public string Reference { get; set; } = "";

    [Inject] public required FindingQueries Findings { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asOf = Moments.Of(address);
        var id = await IdAsync(cancellationToken);
        var detail = id is { } known ? await Findings.GetAsync(known, asOf, cancellationToken) : null;
        _missing = detail is null;
        _view = detail is null ? null : new FindingView(detail, Clock.GetUtcNow());
    }

    private async Task<Guid?> IdAsync(CancellationToken cancellationToken)
    {
        if (Guid.TryParse(Reference, out var id)) return id;
        return Reference.StartsWith("F-", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(Reference.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await Findings.FindAsync(number, cancellationToken)
            : null;
    }
}
