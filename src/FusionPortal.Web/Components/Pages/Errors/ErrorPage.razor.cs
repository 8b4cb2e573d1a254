using FusionPortal.Web.Hosting;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace FusionPortal.Web.Components.Pages.Errors;

/// <summary>A request that failed outside any circuit. The exception itself is in the log, under the reference.</summary>
public sealed partial class ErrorPage
{
    private readonly string _reference = Reference.Create();
    private bool _isDatabaseAway;

    [CascadingParameter] private HttpContext? Context { get; set; }

    protected override void OnInitialized()
    {
        if (Context is null) return;
        _isDatabaseAway = DatabaseAway.IsCause(Context.Features.Get<IExceptionHandlerFeature>()?.Error);
        if (_isDatabaseAway) Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }
}
