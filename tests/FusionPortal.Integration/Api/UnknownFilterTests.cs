using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Integration.Hosting;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>A list filtered by something nobody knows would say that there is nothing: it is refused at its place, with what may be
/// meant.</summary>
public sealed class UnknownFilterTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("findings?organization=filterclien", "organization", "filterclient")]
    [InlineData("findings?account=999999999999", "account", null)]
    [InlineData("findings?convention=ENV-00", "convention", "ENV-0")]
    [InlineData("findings?kind=s3-buckt", "kind", "s3-bucket")]
    [InlineData("not-evaluated?account=999999999999", "account", null)]
    [InlineData("not-evaluated?convention=ENV-00", "convention", "ENV-0")]
    [InlineData("trend?account=999999999999", "account", null)]
    [InlineData("trend?span=2w", "span", null)]
    [InlineData("resources?account=POS", "account", null)]
    [InlineData("resources?kind=buckets", "kind", null)]
    [InlineData("resources?region=us-west-9", "region", "us-west-2")]
    [InlineData("runs?orgId=filterclien", "orgId", "filterclient")]
    [InlineData("findings?organization=filterclien&asOf=2026-01-01T00:00:00Z", "organization", null)]
    [InlineData("findings?asOf=yesterday", "asOf", null)]
    public async Task List_FilteredByWhatNobodyKnows_IsRefusedAtItsFieldWithWhatMayBeMeant(string list, string field, string? meant)
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        await lead.PostAsJsonAsync(
            "/api/v1/organizations", new { orgId = "filterclient", title = "Filter Stores", environment = "Production" }, Token);

        using var response = await lead.GetAsync($"/api/v1/{list}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        if (meant is not null) Assert.Contains($"Did you mean", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        if (meant is not null) Assert.Contains(meant, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("findings?organization=FILTERclient")]
    [InlineData("findings?organization=")]
    [InlineData("findings?convention=ENV-01&kind=s3-bucket")]
    [InlineData("not-evaluated?account=&convention=ENV-01")]
    [InlineData("resources?kind=rds-instance&region=us-east-1")]
    [InlineData("runs?orgId=FilterClient")]
    public async Task List_FilteredByWhatIsKnown_Answers(string list)
    {
        using var lead = await portal.ApiAsync("demo-lead", Token);
        await lead.PostAsJsonAsync(
            "/api/v1/organizations", new { orgId = "filterclient", title = "Filter Stores", environment = "Production" }, Token);

        using var response = await lead.GetAsync($"/api/v1/{list}", Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
