using System.Diagnostics;
using FusionPortal.Integration.Hosting;
using FusionPortal.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Host;

public sealed class StartTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void Build_WithTheDemosSignInOutsideDevelopment_IsRefused(string environment)
    {
        var refused = Assert.Throws<StartRefusedException>(() => PortalApplication.Build(portal.Options(environment)));
        Assert.Contains("is not https", refused.Message, StringComparison.Ordinal);
        Assert.Contains("is the demo's secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_WithTheDemosSignInInProduction_EndsWithTheReasonsAndCode1()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.ArgumentList.Add(typeof(PortalApplication).Assembly.Location);
        foreach (var setting in PortalHost.Settings(portal.Postgres.ConnectionString, portal.Identity.Provider.Authority)) start.ArgumentList.Add(setting);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("FusionPortal does not start:", error, StringComparison.Ordinal);
        Assert.Contains("Plain http is accepted in Development only.", error, StringComparison.Ordinal);
        Assert.DoesNotContain(portal.Postgres.ConnectionString, await output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_OfThePortal_CanAllBeMade()
    {
        IServiceCollection? registered = null;
        await using var app = PortalApplication.Build(portal.Options("Development"), builder => registered = builder.Services);
        await using var scope = app.Services.CreateAsyncScope();

        var ours = registered!.Select(s => s.ServiceType).Distinct()
            .Where(t => t.FullName!.StartsWith("FusionPortal.", StringComparison.Ordinal) && !t.ContainsGenericParameters).ToArray();
        Assert.NotEmpty(ours);
        Assert.All(ours, type => Assert.NotNull(scope.ServiceProvider.GetRequiredService(type)));
    }
}
