using System.Globalization;
using FusionPortal.Core.Inventory;
using FusionPortal.Web.Components.Pages.Findings;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace FusionPortal.Web.Components.Pages.Inventory;

/// <summary>The inventory's address: filter and place in the list, in the words of the HTTP API.</summary>
public sealed record InventoryAddress(ResourceFilter Filter, string? Cursor = null, int Page = 1)
{
    public const string Path = "/inventory";

    public static InventoryAddress Parse(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        var asOf = Moments.Of(address);
        var page = int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1 ? number : 1;
        return new(new ResourceFilter(Text("account"), Text("region"), Text("kind"), Text("text"), asOf), Text("cursor"), page);

        string? Text(string key) => query.TryGetValue(key, out var found) && found.ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    public string Href()
    {
        (string Key, string? Value)[] pairs =
        [
            ("account", Filter.AccountId), ("region", Filter.Region), ("kind", Filter.Kind), ("text", Filter.Text),
            ("asOf", Filter.AsOf is { } asOf ? FindingAddress.MomentText(asOf) : null), ("cursor", Cursor),
                ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
        ];
        return QueryHelpers.AddQueryString(
            Path, pairs.Where(p => p.Value is not null).Select(p => new KeyValuePair<string, StringValues>(p.Key, p.Value)));
    }

    /// <summary>Another filter starts at the first page again.</summary>
    public InventoryAddress With(ResourceFilter filter) => new(filter);

    public InventoryAddress Next(string cursor) => this with { Cursor = cursor, Page = Page + 1 };

    public int Filters => new object?[] { Filter.AccountId, Filter.Region, Filter.Kind, Filter.Text }.Count(f => f is not null);
}

/// <summary>What the inventory shows for one address.</summary>
/// <param name="Names">Account names by id.</param>
/// <param name="Regions">Regions resources were seen in.</param>
public sealed record InventoryView(
    InventoryAddress Address, ResourcePage Page, IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> Regions)
{
    public const int PageSize = 50;

    public string Range
    {
        get
        {
            var first = (Address.Page - 1) * PageSize + 1;
            return $"Resources {Shared.Words.Number(first)} to {Shared.Words.Number(first + Page.Rows.Count - 1)}";
        }
    }

    public string? NextHref => Page.NextCursor is { } cursor ? Address.Next(cursor).Href() : null;

    public string? FirstHref => Address.Cursor is null ? null : Address.With(Address.Filter).Href();
}
