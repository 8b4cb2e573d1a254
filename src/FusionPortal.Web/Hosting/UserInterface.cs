using FusionPortal.Core.Settings;
using FusionPortal.Web.Components;
using FusionPortal.Web.Api;
using FusionPortal.Web.Components.Shared;
using MudBlazor;
using MudBlazor.Services;

namespace FusionPortal.Web.Hosting;

/// <summary>Blazor, interactive on the server everywhere but on the few pages one sees signed out, and MudBlazor.</summary>
internal static class UserInterface
{
    public static void AddUserInterface(this WebApplicationBuilder builder)
    {
        // Also when started from build output outside Development; a published portal has no manifest and needs none.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSettings(builder.Configuration, PasswordManagerOptions.Section, new PasswordManagerOptionsValidation());
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            // A long paste into a field is one message; over the limit it would end the circuit, and with it what was typed.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 256 * 1024);
        builder.Services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.VisibleStateDuration = 10_000;
            options.SnackbarConfiguration.ShowTransitionDuration = 160;
            options.SnackbarConfiguration.HideTransitionDuration = 160;
        });
        builder.Services.AddScoped<PortalScript>();
        builder.Services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "FusionPortal.Form";
            // Its default is never to be secure. A page asked for over http must come all the same: it says that https is missing.
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    public static void MapUserInterface(this WebApplication app)
    {
        app.MapReportFiles();
        app.MapInstallRecordFile();
        app.MapAuditFile();
        app.MapStaticAssets().AllowAnonymous().Add(e => e.Metadata.Add(new QuietLogAttribute()));
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = "'none'");
    }
}
