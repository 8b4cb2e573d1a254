using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Pages.Findings;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.NotEvaluated;

/// <summary>Why things could not be judged. The address is the API's.</summary>
public sealed partial class NotEvaluatedPage
{
    private const int PageSize = 50;

    private Core.Findings.NotEvaluatedPage? _page;
    private ListAddress<NotEvaluatedFilter> _address = new("/not-evaluated", NotEvaluatedKeys.All, NotEvaluatedKeys.All.None);

    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();
    private IReadOnlyList<(string, string)> _conventions = [];

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required BookQueries Books { get; init; }

    [Inject] public required KnownFilters Known { get; init; }

    [Inject] public required NotEvaluatedQueries Queries { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        // What is no moment is refused, never shown as now.
        Moments.Of(address);
        _address = _address.Read(address);
        await Known.RequireAsync(_address.Keys, _address.Filter, cancellationToken);
        var names = FindingsView.NamesOf(await Accounts.ListAsync(cancellationToken));
        var book = await Books.CurrentAsync(cancellationToken);
        var page = await Queries.ListAsync(_address.Filter, _address.Cursor, PageSize, cancellationToken);
        _names = names;
        _conventions = [.. book.Conventions.OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => (c.Id, $"{c.Id} {c.Title}"))];
        _page = page;
    }

    private string Range
    {
        get
        {
            var first = (_address.Page - 1) * PageSize + 1;
            return $"Reasons {Words.Number(first)} to {Words.Number(first + _page!.Rows.Count - 1)}";
        }
    }

    private void Put(NotEvaluatedFilter filter, bool replace = false) =>
        Navigation.NavigateTo(_address.With(filter).Href(), new NavigationOptions { ReplaceHistoryEntry = replace });
}
