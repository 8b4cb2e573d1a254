using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.NotEvaluated;

/// <summary>Why things could not be judged. The address is the API's.</summary>
public sealed partial class NotEvaluatedPage
{
    private const int PageSize = 50;

    private Core.Findings.NotEvaluatedPage? _page;
    private ListAddress<NotEvaluatedFilter> _address = new("/not-evaluated", NotEvaluatedKeys.All, NotEvaluatedKeys.All.None);

    [Inject] public required KnownFilters Known { get; init; }

    [Inject] public required NotEvaluatedQueries Queries { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        // What is no moment is refused, never shown as now.
        Moments.Of(address);
        _address = _address.Read(address);
        await Known.RequireAsync(_address.Keys, _address.Filter, cancellationToken);
        _page = await Queries.ListAsync(_address.Filter, _address.Cursor, PageSize, cancellationToken);
    }
}
