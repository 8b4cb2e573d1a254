namespace FusionPortal.Web.Components.Layout;

/// <summary>What a page is for. Every page says it: <c>docs/pages.md</c> is written from it.</summary>
/// <param name="purpose">In a line, as a list has it: "every recorded client". Markdown, for people who have not seen the page.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PurposeAttribute(string purpose) : Attribute
{
    public string Purpose { get; } = purpose;
}

/// <summary>The page stands in the main navigation, for those who may open it.</summary>
/// <param name="title">As the entry is called.</param>
/// <param name="icon">One of <see cref="Shared.PortalIcons"/>.</param>
/// <param name="place">Entries stand in this order; those of one ten are a group, and groups part by a gap.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NavigationAttribute(string title, string icon, int place) : Attribute
{
    public string Title { get; } = title;

    public string Icon { get; } = icon;

    public int Place { get; } = place;

    public int Group => Place / 10;
}

/// <summary>
/// The palette offers the page by this name, for those who may open it; those of the main navigation are offered without.
/// </summary>
/// <param name="title">As it is called, or as the act is: "New client".</param>
/// <param name="icon">One of <see cref="Shared.PortalIcons"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OfferedAttribute(string title, string icon) : Attribute
{
    public string Title { get; } = title;

    public string Icon { get; } = icon;

    /// <summary>One goes there to do something, not to look.</summary>
    public bool IsAct { get; init; }
}
