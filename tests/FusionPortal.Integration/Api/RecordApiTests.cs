using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>"Correct the record", which findings advise, over the API: previewed, applied with what was seen, refused where that is
/// old.</summary>
public sealed class RecordApiTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_IsPreviewedCorrectedAndRefusedToWhoeverSawAnOlderOne()
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        (await lead.PostAsJsonAsync(
            "/api/v1/organizations", new { orgId = "corrected", title = "Corected", environment = "Production" }, Token))
            .EnsureSuccessStatusCode();
        var wanted = new { title = "Corrected", environment = "Staging" };
        using var previewed = await lead.PostAsJsonAsync("/api/v1/organizations/corrected/preview", wanted, Token);
        var preview = await previewed.Content.ReadFromJsonAsync<JsonElement>(Token);
        var revision = preview.GetProperty("revision").GetInt64();
        var change =
            new { wanted.title, wanted.environment, reason = "Typed wrong", revision, preview = preview.GetProperty("token").GetString() };
        var unseen = await Problem.ReadAsync(
            await lead.PutAsJsonAsync(
                "/api/v1/organizations/corrected", new { wanted.title, wanted.environment, reason = "Typed wrong", revision }, Token),
                HttpStatusCode.BadRequest);
        var other = await Problem.ReadAsync(
            await lead.PutAsJsonAsync(
                "/api/v1/organizations/corrected",
                new { wanted.title, environment = "QA", reason = "Typed wrong", revision, change.preview }, Token),
            HttpStatusCode.Conflict);

        using var corrected = await lead.PutAsJsonAsync("/api/v1/organizations/CORRECTED", change, Token);
        var again =
            await Problem.ReadAsync(await lead.PutAsJsonAsync("/api/v1/organizations/corrected", change, Token), HttpStatusCode.Conflict);
        var bare = await Problem.ReadAsync(
            await lead.PutAsJsonAsync(
                "/api/v1/organizations/corrected", new { wanted.title, wanted.environment, revision = revision + 1 }, Token),
                HttpStatusCode.BadRequest);

        var view = await corrected.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(
            ("corrected", "Corrected", "Staging"),
            (view.GetProperty("orgId").GetString(), view.GetProperty("title").GetString(), view.GetProperty("environment").GetString()));
        Assert.Equal(("preview-required", "preview-changed"), (unseen.Code, other.Code));
        Assert.Equal("organization-changed", again.Code);
        Assert.Equal("missing", bare.Code);
    }

    [Fact]
    public async Task AccountNobodyHasSeen_IsSaidToBeUnknown()
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        var unknown = await Problem.ReadAsync(
            await lead.PutAsJsonAsync("/api/v1/accounts/999999999999/role", new { role = "Production", revision = 0 }, Token),
                HttpStatusCode.NotFound);

        Assert.Equal("account-not-found", unknown.Code);
        Assert.Equal(JsonValueKind.Array, (await lead.GetFromJsonAsync<JsonElement>("/api/v1/accounts", Token)).ValueKind);
        Assert.Equal(
            JsonValueKind.Array, (await lead.GetFromJsonAsync<JsonElement>("/api/v1/not-evaluated", Token)).GetProperty("rows").ValueKind);
    }
}
