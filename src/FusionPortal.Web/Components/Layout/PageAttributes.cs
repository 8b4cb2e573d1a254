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

/// <summary>Where one reads about the page; what <c>?</c> shows leads there. A test holds that the place exists.</summary>
/// <param name="topic">Key of a <see cref="Help.HelpTopic"/>.</param>
/// <param name="section">Id of a heading in it; null for its begin.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HelpAttribute(string topic, string? section = null) : Attribute
{
    public string Topic { get; } = topic;

    public string? Section { get; } = section;
}

/// <summary>Keys the page has of its own; what <c>?</c> shows lists them in the order they are said.</summary>
/// <param name="keys">With a space between them: "j k".</param>
/// <param name="does">In a few words, small: "move".</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PageKeyAttribute(string keys, string does) : Attribute
{
    public string Keys { get; } = keys;

    public string Does { get; } = does;
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
