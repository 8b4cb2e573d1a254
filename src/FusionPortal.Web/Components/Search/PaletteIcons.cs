using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Search;

/// <summary>The glyph before what was found. A test holds that every kind has one.</summary>
public static class PaletteIcons
{
    public static IReadOnlyDictionary<string, string> ByKind { get; } = new Dictionary<string, string>
    {
        ["resource"] = PortalIcons.Box,
        ["finding"] = PortalIcons.Flag,
        ["shared-resource"] = PortalIcons.Share,
        ["client"] = PortalIcons.Building,
        ["run"] = PortalIcons.List,
        ["step"] = PortalIcons.Todo,
        ["recorded-value"] = PortalIcons.Claimed,
        ["account"] = PortalIcons.Aws,
        ["convention"] = PortalIcons.Book,
    };

    public static string Of(string kind) => ByKind.GetValueOrDefault(kind, PortalIcons.Search);
}
