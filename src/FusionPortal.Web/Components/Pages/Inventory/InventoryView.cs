using FusionPortal.Core.Inventory;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Inventory;

/// <summary>What the inventory shows for one address.</summary>
/// <param name="Names">Account names by id.</param>
/// <param name="Regions">Regions resources were seen in.</param>
public sealed record InventoryView(
    ListAddress<ResourceFilter> Address, ResourcePage Page, IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> Regions)
{
    public const string Path = "/inventory";

    public const int PageSize = 50;

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
}
