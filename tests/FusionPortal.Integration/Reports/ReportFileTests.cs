using System.Net;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Reports;

/// <summary>The address of reports for people, who sign in by their browser, beside the one for programs.</summary>
public sealed class ReportFileTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_ForPeople_AreThoseOfPrograms()
    {
        using var browser = await portal.SignInAsync("ingrid.holm", Token);
        using var program = await portal.ApiAsync("demo-auditor", Token);

        Assert.Equal(
            await program.GetStringAsync("/api/v1/reports/coverage.csv", Token),
            await browser.Http.GetStringAsync("/reports/coverage.csv", Token));
        foreach (var prefix in new[] { "", "/api/v1" })
        {
            foreach (var (wrong, status, code, words) in new[]
            {
                ("/reports/nothing.csv", HttpStatusCode.NotFound, "no-such-report", "coverage, findings, inventory, not-evaluated"),
                ("/reports/findings.pdf", HttpStatusCode.NotFound, "no-such-format", "csv, json or xlsx"),
                ("/reports/findings.csv?colour=red", HttpStatusCode.BadRequest, "not-understood", "colour=red"),
                ("/reports/coverage.json?asOf=yesterday", HttpStatusCode.BadRequest, "not-understood", "asOf=yesterday"),
                ("/reports/run.csv", HttpStatusCode.BadRequest, "missing", "A run's id"),
            })
            {
                var refused = await Problem.ReadAsync(await browser.Http.GetAsync(prefix + wrong, Token), status);
                Assert.Equal(code, refused.Code);
                Assert.Contains(words, refused.Detail, StringComparison.Ordinal);
            }
        }
    }
}
