using System.Globalization;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.NotEvaluated;

/// <summary>Why things could not be judged. The address is the API's: account, convention, text, asOf, cursor.</summary>
public sealed partial class NotEvaluatedPage
{
    private const int PageSize = 50;

    private Core.Findings.NotEvaluatedPage? _page;
    private NotEvaluatedFilter _filter = new();
    private string _query = "";
    private bool _isLater;

    [Inject] public required KnownFilters Known { get; init; }

    [Inject] public required NotEvaluatedQueries Queries { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string? Text(string key) => query.TryGetValue(key, out var found) && found.ToString().Trim() is { Length: > 0 } text ? text : null;
        _filter = new NotEvaluatedFilter(Text("account"), Text("convention"), Text("text"), Moments.Of(address));
        _query = Query(null);
        _isLater = Text("cursor") is not null;
        await Known.RequireAsync(NotEvaluatedKeys.All, _filter, cancellationToken);
        _page = await Queries.ListAsync(_filter, Text("cursor"), PageSize, cancellationToken);
    }

    private string Href(string? cursor) => "/not-evaluated" + Query(cursor);

    private string Query(string? cursor) => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["account"] = _filter.AccountId,
        ["convention"] = _filter.ConventionId,
        ["text"] = _filter.Text,
        ["asOf"] = _filter.AsOf?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
        ["cursor"] = cursor,
    }.Where(pair => pair.Value is not null));
}
