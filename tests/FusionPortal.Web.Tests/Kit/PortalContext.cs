using Bunit;
using FusionPortal.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace FusionPortal.Web.Tests.Kit;

/// <summary>Renders components that hold MudBlazor's: its services are there, and what they ask of the browser answers nothing.</summary>
public abstract class PortalContext : BunitContext
{
    protected PortalContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<PortalScript>();
        Services.AddSingleton(TimeProvider.System);
        // Popovers of menus and selects are drawn there.
        Render<MudBlazor.MudPopoverProvider>();
    }
}
