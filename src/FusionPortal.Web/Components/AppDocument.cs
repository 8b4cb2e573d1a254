using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using NetEscapades.AspNetCore.SecurityHeaders;

namespace FusionPortal.Web.Components;

/// <summary>What the document needs of the request: render mode, theme and time zone, so that the first paint is already right.</summary>
public abstract class AppDocument : ComponentBase
{
    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    /// <summary>Interactive without prerendering: one query for each page, no data in the HTML. Null for the static pages.</summary>
    protected IComponentRenderMode? PageMode =>
        Context.AcceptsInteractiveRouting() ? new InteractiveServerRenderMode(prerender: false) : null;

    /// <summary>Whom the page is for; null for nobody. It travels protected, with the page's components.</summary>
    protected string? Subject => Context.User.FindFirst(PortalClaims.Subject)?.Value;

    /// <summary>As chosen earlier; null lets theme.js follow the system.</summary>
    protected string? Theme => Context.Request.Cookies["theme"] is "dark" or "light" ? Context.Request.Cookies["theme"] : null;

    protected bool IsDark => Theme == "dark";

    /// <summary>Where the portal's own modules are, whose addresses change with what they say and are kept for good. Without the digests
    /// that the framework adds: modules come from the portal itself, and each page would carry them.</summary>
    protected ImportMapDefinition Modules => new(
        Assets.Where(IsModule).ToDictionary(a => $"./{LabelOf(a)}", a => $"./{a.Url}"), scopes: null, integrity: null);

    /// <summary>The one inline script there is, which the policy lets through by its number.</summary>
    protected string Nonce => Context.GetNonce();

    /// <summary>The browser's IANA time zone, as theme.js left it; null on the very first visit.</summary>
    protected string? TimeZone => Context.Request.Cookies["tz"];

    private static bool IsModule(ResourceAsset asset) => LabelOf(asset) is { } label
        && label.StartsWith("js/", StringComparison.Ordinal) && label.EndsWith(".js", StringComparison.Ordinal);

    /// <summary>What the file is called, where its address says more.</summary>
    private static string? LabelOf(ResourceAsset asset) => asset.Properties?.FirstOrDefault(p => p.Name == "label")?.Value;
}
