using FusionPortal.Core.Filters;
using FusionPortal.Core.Inventory;
using FusionPortal.Web.Components.Shared;
using MudBlazor;

namespace FusionPortal.Web.Components.Pages.Inventory;

/// <summary>What the inventory shows for one address.</summary>
/// <param name="Sort">The order, which stands in the address too.</param>
/// <param name="Count">How many the filter selects, up to one more than <see cref="InventoryQueries.MostCounted"/>.</param>
/// <param name="Names">Account names by id.</param>
/// <param name="Regions">Regions resources were seen in.</param>
public sealed record InventoryView(
    ListAddress<ResourceFilter> Address, ResourceSort Sort, ResourcePage Page, int Count, IReadOnlyDictionary<string, string> Names,
    IReadOnlyList<string> Regions)
{
    public const string Path = "/inventory";

    public const int PageSize = 50;

    public const string SortKey = "sort";

    public ResourceFilter Filter => Address.Filter;

    /// <summary>How many there are, in words.</summary>
    public string Counted => Count > InventoryQueries.MostCounted
        ? $"More than {Words.Count(InventoryQueries.MostCounted, "resource")}"
        : Words.Count(Count, "resource");

    public string Range
    {
        get
        {
            var first = (Address.Page - 1) * PageSize + 1;
            return $"Resources {Words.Number(first)} to {Words.Number(first + Page.Rows.Count - 1)}";
        }
    }

    public string? NextHref => Page.NextCursor is { } cursor ? Address.Next(cursor).Href() : null;

    public string? FirstHref => Address.Cursor is null ? null : Address.First().Href();

    /// <summary>Filters that are on and have no box of their own.</summary>
    public IReadOnlyList<(string Tag, string RemoveHref)> Tags =>
        [.. (Filter.Tags ?? []).Select(tag => (tag, Address.With(Filter with { Tags = Without(tag) }).Href()))];

    private string[]? Without(string tag) =>
        Filter.Tags!.Where(t => t != tag).ToArray() is { Length: > 0 } rest ? rest : null;

    /// <summary>What a column heading's link leads to: sorted by it, or back to the portal's own order.</summary>
    public string SortHref(ResourceSort sort) =>
        (Address.With(Filter) with
        {
            Others = sort == Sort ? [] : [KeyValuePair.Create(SortKey, EnumWords.Word(sort))],
        }).Href();

    public SortDirection? Direction(ResourceSort sort) =>
        sort != Sort ? null : sort == ResourceSort.Changed ? SortDirection.Descending : SortDirection.Ascending;

    public string Order => Sort switch
    {
        ResourceSort.Place => "by account and service",
        ResourceSort.Name => "by name",
        ResourceSort.Kind => "by kind",
        ResourceSort.Changed => "last changed first",
        _ => throw new InvalidOperationException($"No words for order {Sort}."),
    };
}
