using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>The lists of reports, of what was produced, of presets and of events, as a program sees them.</summary>
public sealed class ReportListApiTests(PortalHost portal) : IClassFixture<PortalHost>, IAsyncLifetime
{
    private const string Presets = "/api/v1/reports/presets";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await portal.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Report_ProducedTwice_StandsInTheRegisterWithTheSameBytes()
    {
        using var auditor = await portal.ApiAsync("demo-auditor", Token);
        var listed = await auditor.GetFromJsonAsync<JsonElement>("/api/v1/reports", Token);
        Assert.Contains("accounts", listed.EnumerateArray().Select(r => r.GetProperty("name").GetString()));
        using var first = await auditor.GetAsync("/api/v1/reports/coverage.csv", Token);
        var produced = await auditor.GetFromJsonAsync<JsonElement>("/api/v1/reports/produced?report=coverage", Token);
        var made = produced.GetProperty("rows")[0];
        var asOf = Uri.EscapeDataString(made.GetProperty("asOf").GetString()!);
        using var again = await auditor.GetAsync($"/api/v1/reports/coverage.csv?asOf={asOf}", Token);

        Assert.Equal(first.Headers.GetValues("X-Content-SHA256").Single(), made.GetProperty("sha256").GetString());
        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await again.Content.ReadAsStringAsync(Token));
        var none = await auditor.GetFromJsonAsync<JsonElement>("/api/v1/reports/produced?bytes=Other", Token);
        Assert.Equal(0, none.GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Preset_IsKeptRenamedAndDeleted_AndATakenNameIsAConflict()
    {
        using var auditor = await portal.ApiAsync("demo-auditor", Token);
        using var lead = await portal.ApiAsync("demo-lead", Token);
        var asked = new { name = "Acme", report = "findings", question = new[] { new { key = "organization", value = "acme" } } };
        using var kept = await auditor.PostAsJsonAsync(Presets, asked, Token);
        using var taken = await auditor.PostAsJsonAsync(Presets, asked with { name = "ACME" }, Token);
        using var bad = await auditor.PostAsJsonAsync(Presets, asked with { name = " " }, Token);
        var address = kept.Headers.Location!;

        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "preset-name-taken"), (taken.StatusCode, await CodeAsync(taken)));
        Assert.Equal((HttpStatusCode.BadRequest, "missing"), (bad.StatusCode, await CodeAsync(bad)));
        Assert.Empty((await lead.GetFromJsonAsync<JsonElement>(Presets, Token)).EnumerateArray());

        using var shared = await auditor.PutAsJsonAsync(address, new { name = "Acme’s", isShared = true }, Token);
        Assert.Equal(HttpStatusCode.NoContent, shared.StatusCode);
        var seen = Assert.Single((await lead.GetFromJsonAsync<JsonElement>(Presets, Token)).EnumerateArray());
        Assert.Equal(("Acme’s", false), (seen.GetProperty("name").GetString(), seen.GetProperty("mayChange").GetBoolean()));

        using var foreign = await lead.DeleteAsync(address, Token);
        using var deleted = await auditor.DeleteAsync(address, Token);
        using var gone = await auditor.DeleteAsync(address, Token);
        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.NoContent, HttpStatusCode.NotFound),
            (foreign.StatusCode, deleted.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task Events_AreSearched_AndLeaveAsAFile_WhichIsAnEvent()
    {
        using var auditor = await portal.ApiAsync("demo-auditor", Token);
        using var file = await auditor.GetAsync("/api/v1/audit/events.csv?kind=convention-book.", Token);
        var events = await auditor.GetFromJsonAsync<JsonElement>("/api/v1/audit?kind=audit.exported&take=1", Token);
        using var wrong = await auditor.GetAsync("/api/v1/audit?finding=twelve", Token);

        Assert.Equal("text/csv", file.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("number,at,who,", await file.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.StartsWith(
            "Script as Auditor exported events of the trail, ", events.GetProperty("rows")[0].GetProperty("told").GetString(),
            StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "not-understood"), (wrong.StatusCode, await CodeAsync(wrong)));
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString();
}
