using FusionPortal.Core.Settings;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using FusionPortal.Web.Hosting.Telemetry;
using FusionPortal.Web.Hosting.Texts;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Hosting;

/// <summary>Puts the portal together. The executable and the tests start the very same application.</summary>
public static class PortalApplication
{
    /// <summary>What the process ends with where it had to be cut off, eight seconds after it was told to stop.</summary>
    public const int CutOff = 3;

    /// <summary>Builds, starts and runs until stopped; or, as <c>recover</c>, makes a way in and ends.</summary>
    /// <returns>0 after an orderly stop, <see cref="CutOff"/> where that took too long, 1 when the portal refused to start; the reasons are
    /// on standard error.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (args is [RecoverCommand.Name, .. var given])
                return await RecoverCommand.RunAsync(given, new() { ContentRootPath = PublishedRoot }, Console.Out, Console.Error);
            var end = new ProcessEnd();
            await using (var app = Build(new() { Args = args, ContentRootPath = PublishedRoot }))
            {
                await StartGuard.CheckAsync(app, CancellationToken.None);
                app.CutOffWhenLate(end);
                await app.RunAsync();
            }
            return end.TryEndByItself() ? 0 : CutOff;
        }
        catch (Exception exception) when (Refusal(exception) is not null)
        {
            await Console.Error.WriteLineAsync(Refusal(exception)!.Message);
            return 1;
        }
    }

    /// <summary>
    /// Where a published portal lies: beside its own <c>wwwroot</c>, from whatever folder it was started. Null in a build of the sources,
    /// whose static files a manifest finds.
    /// </summary>
    private static string? PublishedRoot =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null;

    /// <summary>A start that fails for what a person set is told in words, without a stack trace; anything else is the portal's
    /// fault.</summary>
    private static StartRefusedException? Refusal(Exception exception) => exception switch
    {
        StartRefusedException refused => refused,
        OptionsValidationException options => new StartRefusedException(options.Failures),
        IOException { InnerException: AddressInUseException } taken =>
            new StartRefusedException([$"urls: {taken.Message}. Another program listens there."]),
        _ => null,
    };

    /// <summary>Builds the application without starting it.</summary>
    /// <param name="options">Arguments, environment and content root.</param>
    /// <param name="configure">Runs after every registration, so a test can replace one.</param>
    /// <exception cref="StartRefusedException">The configuration is not fit to run with.</exception>
    public static WebApplication Build(WebApplicationOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(options);
        builder.AddPortalLogging();
        builder.AddTelemetry();
        builder.AddStopping();
        builder.AddProxySupport();
        builder.AddPortalSecurityHeaders();
        builder.AddCompressedPages();
        builder.AddPersistence();
        builder.AddScanning();
        builder.AddPortalHealth();
        builder.AddSignIn();
        builder.AddApi();
        builder.AddUserInterface();
        var faults = PortalSettings.In(builder.Services).FaultsOf(builder.Configuration);
        if (faults.Count > 0) throw new StartRefusedException(faults);
        configure?.Invoke(builder);

        var app = builder.Build();
        RefusedByServer.Name(app);
        app.UseProxies();
        app.UsePortalRequestLogging();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseUncachedAnswers();
        app.UseErrorPages();
        app.UseStorableAddresses();
        app.UseOldAddresses();
        app.UseOwnPagesOnly();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseStorableBodies();
        app.UseAntiforgery();

        app.MapPortalHealth();
        app.MapSignIn();
        app.MapApi();
        app.MapUserInterface();
        return app;
    }
}
