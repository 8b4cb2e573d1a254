using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Core;
using FusionPortal.Core.Templates;
using FusionPortal.Integration.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>A secret sent into any text that the API takes: refused, and then nowhere in the answer, the log or the database.</summary>
public sealed class SecretApiTests(PortalHost portal) : IClassFixture<PortalHost>
{
    // Put together here, so that no scanner takes this file for a leak. None was ever a credential.
    private static readonly string KeyId = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";
    private static readonly string Password = "hunter2" + "hunter2";
    private static readonly string ConnectionString = $"Server=db;User Id=sa;Password={Password};";
    private static readonly string Pem = "-----BEGIN RSA "
        + "PRIVATE KEY-----\nMIIEowIBAAKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gun\n-----END RSA " + "PRIVATE KEY-----";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secret_InAnyTextOfTheApi_IsRefusedAndKeptNowhere()
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        var run = await StartAsync(http, "guarded");
        var step = $"/api/v1/runs/{run}/steps/site-title";
        foreach (var secret in new[] { KeyId, ConnectionString, Pem })
        {
            await RefusedAsync(http, "/api/v1/organizations", new { orgId = "secretive", title = $"Client {secret}" }, secret);
            await RefusedAsync(
                http, "/api/v1/runs", new { template = "rds-instance", title = $"RDS {secret}", commandId = Guid.CreateVersion7() },
                secret);
            await RefusedAsync(http, step, Save(new() { ["areas-of-operation"] = secret }), secret);
            await RefusedAsync(http, step, Save(new() { [secret] = "Oregon" }), secret);
            await RefusedAsync(
                http, step, new { action = "untick", reason = $"It was {secret}", commandId = Guid.CreateVersion7() }, secret);
            await RefusedAsync(http, step, new { action = "not-applicable", reason = secret, commandId = Guid.CreateVersion7() }, secret);
        }

        Assert.Empty(await TablesHoldingAsync(KeyId));
        Assert.Empty(await TablesHoldingAsync(Password));
        Assert.Empty(await TablesHoldingAsync("MIIEowIBAAKCAQEA"));
        // The search itself finds what is there.
        Assert.Contains("public.organization", await TablesHoldingAsync("guarded"));
    }

    [Fact]
    public async Task Secret_InAnAddress_IsNeitherLoggedNorKept()
    {
        const string Run = "/api/v1/runs/0199a4c2-7c1f-7d10-8a51-0942c1a40942";
        using var http = await portal.ApiAsync("demo-installer", Token);
        foreach (var (method, address) in new[]
        {
            ("GET", $"/api/v1/organizations/{KeyId}"), ("GET", $"/api/v1/organizations?q={KeyId}"),
                ("GET", $"/api/v1/organizations?cursor={KeyId}"),
            ("GET", $"/api/v1/findings/{KeyId}"), ("GET", $"/api/v1/findings?text={KeyId}"), ("GET", $"/api/v1/resources?text={KeyId}"),
            ("GET", $"/api/v1/runs?q={KeyId}"), ("GET", $"/api/v1/reference-topics/{KeyId}"), ("GET", $"/api/v1/{KeyId}"),
            ("POST", $"{Run}/steps/{KeyId}"), ("PUT", $"{Run}/links/{KeyId}"),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (method != "GET") request.Content = JsonContent.Create(new { commandId = Guid.CreateVersion7() });
            using var response = await http.SendAsync(request, Token);
            Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{(int)response.StatusCode} of {address}");
        }

        // A request's line is written after its answer; the portal that stopped has written all of them.
        await portal.StartAsync();
        Assert.Contains("/api/v1/organizations/[redacted]", portal.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(KeyId, portal.Log.ToString(), StringComparison.Ordinal);
        Assert.Empty(await TablesHoldingAsync(KeyId));
    }

    [Theory]
    [InlineData("arn:aws:s3:::fusion-rms-plain")]
    [InlineData("arn:aws:iam::123456789012:user/fusion-rms-plain")]
    [InlineData("01a20a75-45e3-7b30-a9f3-06bdc21a00e0")]
    [InlineData("The password is in the password manager, FPM-20418")]
    [InlineData("Café Zürich 東京 🚲")]
    public async Task OrdinaryText_AsATitle_Passes(string title)
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        using var made = await http.PostAsJsonAsync("/api/v1/organizations", new { orgId = $"p{Guid.CreateVersion7():N}", title }, Token);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(title, (await http.GetFromJsonAsync<JsonElement>(made.Headers.Location, Token)).GetProperty("title").GetString());
    }

    private static object Save(Dictionary<string, string> values) =>
        new { action = "save-fields", expectedRevision = 0, values, commandId = Guid.CreateVersion7() };

    private async Task RefusedAsync(HttpClient http, string address, object body, string secret)
    {
        using var response = await http.PostAsJsonAsync(address, body, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        var problem = await Problem.ReadAsync(response, HttpStatusCode.UnprocessableEntity);

        Assert.Equal("secret-found", problem.Code);
        foreach (var part in new[] { secret, KeyId, Password, "MIIEowIBAAKCAQEA" })
        {
            Assert.DoesNotContain(part, text, StringComparison.Ordinal);
            Assert.DoesNotContain(part, portal.Log.ToString(), StringComparison.Ordinal);
        }
    }

    private async Task<string> StartAsync(HttpClient http, string orgId)
    {
        await portal.Services.GetRequiredService<ImportTemplates>().ExecuteAsync(Actor.System, Token);
        (await http.PostAsJsonAsync("/api/v1/organizations", new { orgId, title = $"Client {orgId}" }, Token)).EnsureSuccessStatusCode();
        var topic = await http.GetFromJsonAsync<JsonElement>("/api/v1/reference-topics/aws-resources", Token);
        var acknowledged =
            new
            {
                key = "aws-resources",
                version = topic.GetProperty("version").GetInt32(),
                sha256 = topic.GetProperty("sha256")
            .GetString()
            };
        using var started =
            await http.PostAsJsonAsync("/api/v1/runs", new { orgId, acknowledged, commandId = Guid.CreateVersion7() }, Token);
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        return (await started.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("head").GetProperty("id").GetString()!;
    }

    /// <summary>Tables in which any column of any row holds the text; read as the owner, so that nothing is hidden.</summary>
    private async Task<List<string>> TablesHoldingAsync(string text)
    {
        await using var source = NpgsqlDataSource.Create(portal.Postgres.OwnerConnectionString);
        List<string> tables = [];
        await using (var list = source.CreateCommand("""
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
            """))
        await using (var reader = await list.ExecuteReaderAsync(Token))
            while (await reader.ReadAsync(Token)) tables.Add(reader.GetString(0));

        List<string> holding = [];
        foreach (var table in tables)
        {
            await using var search = source.CreateCommand($"select exists (select from {table} t where position($1 in t::text) > 0)");
            search.Parameters.AddWithValue(text);
            if (await search.ExecuteScalarAsync(Token) is true) holding.Add(table);
        }

        return holding;
    }
}
