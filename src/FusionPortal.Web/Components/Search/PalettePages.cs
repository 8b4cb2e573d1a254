using FusionPortal.Core;
using FusionPortal.Web.Components.Layout;

namespace FusionPortal.Web.Components.Search;

/// <summary>Pages one can go to, and what one can begin: known without asking the database.</summary>
public static class PalettePages
{
    /// <summary>Those whose name has every word that was typed; all of them where nothing was.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="actor">Sees what they may open.</param>
    public static IEnumerable<PaletteItem> Pages(string text, Actor actor) => Of(text, actor, isAct: false);

    /// <summary>The same of what pages are for.</summary>
    public static IEnumerable<PaletteItem> Acts(string text, Actor actor) => Of(text, actor, isAct: true);

    /// <summary>Whether a name has every word that was typed.</summary>
    public static bool Fits(string title, string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .All(word => title.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PaletteItem> Of(string text, Actor actor, bool isAct) =>
        from page in PortalPages.All
        let name = page.Offered?.Title ?? page.Navigation?.Title
        where name is not null && (page.Offered?.IsAct ?? false) == isAct && page.Roles.Any(actor.Is) && Fits(name, text)
        orderby page.Navigation?.Place ?? int.MaxValue, name
        select new PaletteItem(page.Offered?.Icon ?? page.Navigation!.Icon, name, Href: page.Route);
}
