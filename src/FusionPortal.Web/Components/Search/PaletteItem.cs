using FusionPortal.Core.Search;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Search;

/// <summary>One line of the palette.</summary>
/// <param name="Icon">One of <see cref="PortalIcons"/>.</param>
/// <param name="Href">Where it leads; null where choosing it does something here.</param>
/// <param name="Does">What choosing it does; null where it leads somewhere.</param>
public sealed record PaletteItem(string Icon, string Title, string? Detail = null, string? Href = null, Func<Task>? Does = null)
{
    public string? State { get; init; }

    public SearchTone Tone { get; init; }

    /// <summary>The name is AWS's, letter by letter.</summary>
    public bool IsExact { get; init; }

    internal StatusKind? Status => Tone switch
    {
        SearchTone.Bad => StatusKind.Fail,
        SearchTone.Warn => StatusKind.Warn,
        SearchTone.Good => StatusKind.Pass,
        _ => null,
    };
}

/// <summary>Lines of one kind.</summary>
/// <param name="Kind">As the API says it; pages and acts have words of their own.</param>
/// <param name="Found">How many there are; <paramref name="More"/> than that nobody counted.</param>
public sealed record PaletteGroup(string Kind, string Title, int Found, bool More, IReadOnlyList<PaletteItem> Items)
{
    public const string Pages = "page";
    public const string Acts = "act";

    /// <summary>How many, as the palette says it.</summary>
    public string Count => More ? $"{Words.Number(Found)}+" : Words.Number(Found);
}
