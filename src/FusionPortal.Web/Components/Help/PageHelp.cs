using System.Reflection;
using FusionPortal.Web.Components.Layout;

namespace FusionPortal.Web.Components.Help;

/// <summary>Where one reads about a page, and the keys it has: as its own attributes say.</summary>
/// <param name="Topic">Null for a page that names none.</param>
/// <param name="Section">Id of a heading of the topic; null for its begin.</param>
public sealed record PageHelp(HelpTopic? Topic, string? Section, IReadOnlyList<PageKeyAttribute> Keys)
{
    /// <param name="page">The page's component; null while there is none.</param>
    public static PageHelp Of(Type? page)
    {
        var help = page?.GetCustomAttribute<HelpAttribute>();
        return new PageHelp(
            help is null ? null : HelpTopic.Find(help.Topic), help?.Section, [.. page?.GetCustomAttributes<PageKeyAttribute>() ?? []]);
    }

    /// <summary>The place itself; the list of topics where the page names none.</summary>
    public string Href => Topic is null ? "/help" : $"/help/{Topic.Key}{(Section is null ? "" : "#" + Section)}";

    /// <summary>What stands there.</summary>
    public string Title => Topic is null ? "All topics"
        : Section is null ? Topic.Title
        : HelpText.Of(Topic).Sections.Single(s => s.Id == Section).Title;
}
