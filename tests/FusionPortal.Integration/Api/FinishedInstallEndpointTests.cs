using System.Net;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>The record of a finished install over HTTP, as data and as a document for the client.</summary>
[Trait("Category", "Long")]
public sealed class FinishedInstallEndpointTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_OfAFinishedInstall_IsDataAndADocument_AndTheTrailNamesWhoTookIt()
    {
        await using var core = new TestPortal(portal.Postgres);
        var worker = new RunWorker(core);
        var run = await worker.StartInstallAsync("printed", TestActors.Ana, Token);
        using var http = await portal.ApiAsync("demo-auditor", Token);
        var address = $"/api/v1/runs/{run.Head.Id}/finished";
        var early = await Problem.ReadAsync(await http.GetAsync($"{address}.pdf", Token), HttpStatusCode.NotFound);
        Assert.Equal("no-finished-install", early.Code);
        await worker.WorkUntilAsync(run.Head.Id, null, TestActors.Ana, TestActors.Marek, Token);

        var record = JsonDocument.Parse(await http.GetStringAsync(address, Token)).RootElement;
        using var document = await http.GetAsync($"{address}.pdf", Token);

        Assert.Equal(
            record.GetProperty("done").GetInt32(),
            record.GetProperty("people").EnumerateArray().Sum(p => p.GetProperty("steps").GetInt32()));
        Assert.Equal("application/pdf", document.Content.Headers.ContentType!.MediaType);
        Assert.Equal("install-printed.pdf", document.Content.Headers.ContentDisposition!.FileName);
        Assert.StartsWith("%PDF-", await document.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var taken = await core.Get<FusionPortal.Core.AuditReading.AuditReader>().ListAsync(
            new FusionPortal.Core.AuditTrail.AuditFilter(Kind: "install.taken"), null, 5, Token);
        Assert.Contains("took the record of install Client printed as PDF", Assert.Single(taken).Text, StringComparison.Ordinal);
    }
}
