using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions.Books;
using FusionPortal.Core;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Templates;
using FusionPortal.Integration.Api;
using FusionPortal.TestKit.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Access;

/// <summary>
/// Writes that meet something which is there already, or is not as the caller says. Who has the right is told so by 409 or 404;
/// who has not gets 403 for the very same request and learns of nothing.
/// </summary>
public sealed class ConflictTests(EveryRole everyone) : IClassFixture<EveryRole>
{
    private static readonly Who[] Roles = [Who.Installer, Who.Lead, Who.Auditor, Who.Administrator];

    // Their 409 comes only where what is in force was published by a newer version of the portal.
    private static readonly string[] OnlyByANewerPortal =
    [
        "POST /api/v1/organizations/{orgId}/preview", "POST /api/v1/organizations/seen-in-aws/preview",
        "POST /api/v1/accounts/{accountId}/role/preview",
    ];

    /// <summary>They meet what is one's own, and so tell nobody of anything: ReportListApiTests.</summary>
    private static readonly string[] OfOnesOwn = ["POST /api/v1/reports/presets", "PUT /api/v1/reports/presets/{id:guid}"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private sealed record Met(string Route, string Address, object Body, HttpStatusCode Answer, string Code);

    [Fact]
    public async Task Write_ThatMeetsSomething_TellsOfItOnlyToThoseWithTheRight()
    {
        var met = await MetAsync();
        var declaring = WalkedRoute.All(everyone.Portal).Where(r => r.Method != "GET" && r.Declared.Contains(409))
            .Select(r => r.ToString());
        Assert.Equal([], declaring.Except(met.Select(m => m.Route)).Except(OnlyByANewerPortal).Except(OfOnesOwn));
        var wrong = new List<string>();
        foreach (var one in met)
        {
            var allowed = AccessTable.Rows.Single(row => row.ToString() == one.Route).Allowed;
            Assert.NotEqual(Who.Everyone, allowed);
            foreach (var who in Roles)
            {
                var method = new HttpMethod(one.Route.Split(' ')[0]);
                using var request = new HttpRequestMessage(method, one.Address);
                if (method != HttpMethod.Delete) request.Content = JsonContent.Create(one.Body);
                using var response = await everyone.Program(who).SendAsync(request, Token);
                var code = (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString();
                var expected = allowed.HasFlag(who) ? (one.Answer, one.Code) : (HttpStatusCode.Forbidden, "forbidden");
                if ((response.StatusCode, code) != expected)
                    wrong.Add($"{one.Route} by {who}: {(int)response.StatusCode} {code} instead of {expected}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private async Task<Met[]> MetAsync()
    {
        await using (var scanner = new TestScanner(everyone.Portal.Postgres))
        {
            scanner.Estate.Accounts[1] = scanner.Estate.Accounts[1] with { State = "SUSPENDED" };
            await scanner.ScanAsync(Token);
        }

        var lead = everyone.Program(Who.Lead);
        await everyone.Portal.Services.GetRequiredService<ImportTemplates>().ExecuteAsync(Actor.System, Token);
        await everyone.Portal.Services.GetRequiredService<PublishShippedBook>().ExecuteAsync(Actor.System, Token);
        await SendAsync(lead, "/api/v1/organizations", new { orgId = "metone", title = "Met" });
        var topic = await lead.GetFromJsonAsync<JsonElement>("/api/v1/reference-topics/aws-resources", Token);
        var (version, sha256) = (topic.GetProperty("version").GetInt32(), topic.GetProperty("sha256").GetString());
        var acknowledged = new { key = "aws-resources", version, sha256 };
        var begun = await SendAsync(lead, "/api/v1/runs", new { orgId = "metone", acknowledged, commandId = Guid.CreateVersion7() });
        var run = $"/api/v1/runs/{begun.GetProperty("head").GetProperty("id").GetString()}";
        const string Gone = $"/api/v1/accounts/{TestEstate.NonProduction}", Here = $"/api/v1/accounts/{TestEstate.Production}";
        using var retired = await lead.PostAsJsonAsync($"{Gone}/retire", new { reason = "Sold" }, Token);
        retired.EnsureSuccessStatusCode();
        await SendAsync(lead, "/api/v1/schedules", new { orgId = "metone", cron = "0 30 * * * ?" });
        var book = ConventionBook.Default.Yaml;
        var vpc = TemplateLibrary.Get("vpc").Source;
        const HttpStatusCode Conflict = HttpStatusCode.Conflict, NotFound = HttpStatusCode.NotFound;
        const string Runs = "/api/v1/runs/{id:guid}";
        return
        [
            new("POST /api/v1/organizations/", "/api/v1/organizations",
                new { orgId = "metone", title = "Met again" }, Conflict, "organization-id-taken"),
            new("PUT /api/v1/organizations/{orgId}", "/api/v1/organizations/metone",
                new { title = "Other", environment = "QA", reason = "Typed wrong", revision = 99, preview = "x" },
                Conflict, "organization-changed"),
            new("POST /api/v1/organizations/{orgId}/preview", "/api/v1/organizations/nobody/preview",
                new { title = "Nobody" }, NotFound, "no-such-organization"),
            new("PUT /api/v1/accounts/{accountId}/role", $"{Here}/role",
                new { role = "NonProduction", revision = 99, preview = "x" }, Conflict, "account-changed"),
            new("POST /api/v1/accounts/{accountId}/retire", $"{Gone}/retire", new { reason = "Sold" }, Conflict, "already-retired"),
            new("POST /api/v1/accounts/{accountId}/unretire", $"{Here}/unretire", new { reason = "Sold" }, Conflict, "not-retired"),
            new("POST /api/v1/accounts/{accountId}/pause", "/api/v1/accounts/999999999999/pause", new { }, NotFound, "account-not-found"),
            new("POST /api/v1/schedules/", "/api/v1/schedules",
                new { orgId = "metone", cron = "0 30 * * * ?" }, Conflict, "scheduled-already"),
            new("DELETE /api/v1/schedules/{id:guid}", $"/api/v1/schedules/{Guid.Empty}", new { }, NotFound, "no-such-schedule"),
            new("POST /api/v1/resources/recheck", "/api/v1/resources/recheck",
                new { arns = new[] { $"arn:aws:ec2:us-east-1:{TestEstate.NonProduction}:vpc/vpc-1" } }, NotFound, "not-in-inventory"),
            new("POST /api/v1/runs/", "/api/v1/runs",
                new { orgId = "metone", acknowledged, commandId = Guid.CreateVersion7() }, Conflict, "install-exists"),
            new($"POST {Runs}/steps/{{stepId}}", $"{run}/steps/site-title",
                new { action = "tick", commandId = Guid.CreateVersion7() }, Conflict, "not-ready"),
            new($"POST {Runs}/confirm", $"/api/v1/runs/{Guid.Empty}/confirm",
                new { steps = new[] { new { stepId = "site-title", expectedRevision = 0 } }, commandId = Guid.CreateVersion7() }, NotFound,
                "no-such-run"),
            new($"POST {Runs}/cancel", $"{run}/cancel",
                new { expectedRevision = 99, reason = "Not wanted" }, Conflict, "changed-meanwhile"),
            new($"PUT {Runs}/links/{{linkId}}", $"{run}/links/nothing", new { }, NotFound, "no-such-link"),
            new("PUT /api/v1/people/{subjectId}/same-as", "/api/v1/people/ana.ruiz/same-as",
                new { sameAs = "priya.shah", seen = "ingrid.holm", reason = "Claim changed" }, Conflict, "changed-meanwhile"),
            new("POST /api/v1/audit/{seq:long}/redaction", "/api/v1/audit/999999/redaction",
                new { reason = "Tried" }, NotFound, "no-such-event"),
            new("POST /api/v1/audit/{seq:long}/redaction/done", "/api/v1/audit/1/redaction/done",
                new { reason = "Tried" }, Conflict, "not-asked"),
            new("POST /api/v1/convention-book/", "/api/v1/convention-book",
                new { yaml = book, reason = "Tried", instead = 99 }, Conflict, "changed-meanwhile"),
            new("POST /api/v1/convention-book/offer/accept", "/api/v1/convention-book/offer/accept",
                new { number = ConventionBook.Default.Version, reason = "Tried", instead = 99 }, NotFound, "not-offered"),
            new("POST /api/v1/templates/{key}", "/api/v1/templates/vpc",
                new { yaml = vpc, reason = "Tried", instead = 99 }, Conflict, "changed-meanwhile"),
            new("POST /api/v1/templates/{key}/offer/accept", "/api/v1/templates/vpc/offer/accept",
                new { number = TemplateLibrary.Get("vpc").Template.Version, reason = "Tried", instead = 99 }, NotFound, "not-offered"),
            // A client that is recorded already, named with who recorded it.
            new("POST /api/v1/organizations/seen-in-aws", "/api/v1/organizations/seen-in-aws",
                new { clients = new[] { new { orgId = "metone", title = "Met", environment = "QA" } }, preview = "x" },
                HttpStatusCode.BadRequest, "clients-refused"),
            // Nothing is configured to scan here; who may start scans is told so, nobody else.
            new("POST /api/v1/scans/", "/api/v1/scans", new { }, HttpStatusCode.BadRequest, "no-region"),
        ];
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, string address, object body)
    {
        using var response = await http.PostAsJsonAsync(address, body, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
