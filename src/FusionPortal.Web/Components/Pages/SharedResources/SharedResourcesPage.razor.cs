using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Scorecards;
using FusionPortal.Core.SharedResources;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using MudBlazor;

namespace FusionPortal.Web.Components.Pages.SharedResources;

/// <summary>Every shared resource. A company has tens of them, so they are read at once; kind and order are in the address.</summary>
public sealed partial class SharedResourcesPage
{
    private const string Path = "/shared-resources";

    private IReadOnlyList<SharedResourceRow>? _rows;
    private IReadOnlyDictionary<Guid, long> _open = new Dictionary<Guid, long>();
    private string? _kind;
    private string _sort = "name";
    private bool _mayStart;

    [Inject] public required SharedResourceQueries Queries { get; init; }

    [Inject] public required SharedScorecardQueries Scorecards { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        var mayStart = Policies.Allows(Policies.WorkRuns, await CurrentActor.GetAsync());
        var rows = await Queries.ListAsync(null, cancellationToken);
        var open = await Scorecards.OpenAsync(cancellationToken);
        var sort = query.GetValueOrDefault("sort").ToString();
        (_rows, _open, _mayStart) = (rows, open, mayStart);
        (_kind, _sort) = (
            query.GetValueOrDefault("kind").ToString() is { Length: > 0 } kind && rows.Any(r => r.Kind == kind) ? kind : null,
            sort is "kind" or "clients" or "findings" ? sort : "name");
    }

    private List<SharedResourceRow> Shown
    {
        get
        {
            var rows = _rows!.Where(r => _kind is null || r.Kind == _kind)
                .OrderBy(r => r.Name ?? r.Title, StringComparer.OrdinalIgnoreCase);
            return [.. _sort switch
            {
                "kind" => rows.OrderBy(r => KindLabels.Of(r.Kind), StringComparer.OrdinalIgnoreCase),
                "clients" => rows.OrderByDescending(r => r.Tenants),
                "findings" => rows.OrderByDescending(OpenOf),
                _ => rows,
            }];
        }
    }

    private IReadOnlyList<TabLink> Tabs =>
    [
        new(Address(null, _sort), "All", _kind is null, _rows!.Count),
        .. _rows!.CountBy(r => r.Kind).OrderBy(k => KindLabels.Of(k.Key), StringComparer.OrdinalIgnoreCase)
            .Select(k => new TabLink(Address(k.Key, _sort), Plural(k.Key), _kind == k.Key, k.Value)),
    ];

    private long OpenOf(SharedResourceRow row) => _open.GetValueOrDefault(row.Id);

    private SortDirection? Direction(string sort) =>
        _sort != sort ? null : sort is "clients" or "findings" ? SortDirection.Descending : SortDirection.Ascending;

    private static string? WhereOf(SharedResourceRow row) =>
        row.Outputs.GetValueOrDefault("availability-zone") ?? row.Outputs.GetValueOrDefault("region");

    private static string Plural(string kind) => ResourceKinds.IsKnown(kind) ? ResourceKinds.Of(kind).Plural : kind;

    private static string Address(string? kind, string sort) => QueryHelpers.AddQueryString(
        Path, new Dictionary<string, string?> { ["kind"] = kind, ["sort"] = sort == "name" ? null : sort }.Where(p => p.Value is not null));
}
