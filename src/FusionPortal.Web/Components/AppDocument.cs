using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

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

    /// <summary>The browser's IANA time zone, as theme.js left it; null on the very first visit.</summary>
    protected string? TimeZone => Context.Request.Cookies["tz"];
}
