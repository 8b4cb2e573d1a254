using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Core;
using FusionPortal.Core.Templates;
using FusionPortal.Integration.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Host;

/// <summary>A client's install over the API, as a script works it.</summary>
public sealed class RunApiTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Install_WorkedByAScript_AnswersEachCommandOnce()
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        var run = await StartAsync(http, "scripted");
        var address = $"/api/v1/runs/{run.GetProperty("head").GetProperty("id").GetString()}";
        Assert.Equal("org-id", run.GetProperty("nextStep").GetString());

        var command =
            new
            {
                action = "save-fields",
                expectedRevision = 0,
                values = new { hosting_region = "us-east-1" },
                commandId = Guid.CreateVersion7()
            };
        Assert.Equal("no-such-field", (await PostAsync(http, $"{address}/steps/site-title", command, HttpStatusCode.BadRequest)).Code);

        object values =
            new Dictionary<string, object>
            {
                ["site-title"] = "Scripted",
                ["areas-of-operation"] = "Oregon",
                ["hosting-region"] = "us-west-2"
            };
        var tick = new { action = "tick", expectedRevision = 0, values, commandId = Guid.CreateVersion7() };
        var first = await SendAsync(http, $"{address}/steps/site-title", tick);
        Assert.Equal(("Done", 1L), (first.GetProperty("state").GetString(), first.GetProperty("revision").GetInt64()));
        Assert.Equal(first.GetRawText(), (await SendAsync(http, $"{address}/steps/site-title", tick)).GetRawText());

        using var other = await portal.ApiAsync("demo-lead", Token);
        var stale =
            new
            {
                action = "save-fields",
                expectedRevision = 0,
                values = new Dictionary<string, string> { ["hosting-region"] = "eu-west-1" },
                commandId = Guid.CreateVersion7()
            };
        var conflict = await PostAsync(other, $"{address}/steps/site-title", stale, HttpStatusCode.Conflict);
        Assert.Equal(("changed-meanwhile", "hosting-region"), (conflict.Code, conflict.Field));
        Assert.Equal(
            ("us-west-2", "eu-west-1"),
            (conflict.Details!.Value.GetProperty("theirs").GetString(), conflict.Details.Value.GetProperty("yours").GetString()));

        var done = (await http.GetFromJsonAsync<JsonElement>(address, Token)).GetProperty("progress").GetProperty("done").GetInt32();
        Assert.Equal(1, done);
        Assert.Single((await http.GetFromJsonAsync<JsonElement>($"{address}/activity", Token)).EnumerateArray());
        Assert.Contains(
            (await http.GetFromJsonAsync<JsonElement>("/api/v1/runs?orgId=scripted", Token)).GetProperty("rows").EnumerateArray(), r =>
            r.GetProperty("standing").GetString() == "InProgress");
    }

    [Fact]
    public async Task Tick_OverTheApi_CarriesWhatWasSeen()
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        var run = await StartAsync(http, "attested");
        var address = $"/api/v1/runs/{run.GetProperty("head").GetProperty("id").GetString()}";
        var values =
            new Dictionary<string, object>
            {
                ["site-title"] = "Attested",
                ["areas-of-operation"] = "Oregon",
                ["hosting-region"] = "us-west-2"
            };
        await SendAsync(
            http, $"{address}/steps/site-title",
            new { action = "save-fields", expectedRevision = 0, values, commandId = Guid.CreateVersion7() });

        var blind =
            await PostAsync(
            http, $"{address}/steps/site-title", new { action = "tick", expectedRevision = 1, commandId = Guid.CreateVersion7() },
            HttpStatusCode.BadRequest);
        Assert.Equal(("seen-needed", "seen"), (blind.Code, blind.Field));
        var seen = Fields(await http.GetFromJsonAsync<JsonElement>(address, Token));
        var stale = seen.ToDictionary(f => f.Key, f => f.Value with { Revision = 0 });
        var refused =
            await PostAsync(
            http, $"{address}/steps/site-title",
            new { action = "tick", expectedRevision = 1, seen = stale, commandId = Guid.CreateVersion7() }, HttpStatusCode.Conflict);
        Assert.Equal("changed-meanwhile", refused.Code);

        await SendAsync(
            http, $"{address}/steps/site-title", new { action = "tick", expectedRevision = 1, seen, commandId = Guid.CreateVersion7() });
    }

    private sealed record Seen(long Revision, string? Value);

    private static Dictionary<string, Seen> Fields(JsonElement run) => run.GetProperty("sections").EnumerateArray()
        .SelectMany(s => s.GetProperty("steps").EnumerateArray()).Single(s => s.GetProperty("key").GetString() == "site-title")
        .GetProperty("fields").EnumerateArray()
            .ToDictionary(
            f => f.GetProperty("id").GetString()!, f => new Seen(f.GetProperty("revision").GetInt64(), f.GetProperty("value").GetString()));

    [Fact]
    public async Task Command_ThatNoRunAccepts_IsAProblemWithACode()
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        var run = await StartAsync(http, "refusing");
        var step = $"/api/v1/runs/{run.GetProperty("head").GetProperty("id").GetString()}/steps/site-title";
        var secret = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";

        Assert.Equal("missing", (await PostAsync(http, step, new { action = "tick" }, HttpStatusCode.BadRequest)).Code);
        Assert.Equal("invalid-action", (await PostAsync(http, step, Command("burn"), HttpStatusCode.BadRequest)).Code);
        Assert.Equal("reason-needed", (await PostAsync(http, step, Command("not-applicable"), HttpStatusCode.BadRequest)).Code);
        Assert.Equal("not-ready", (await PostAsync(http, step, Command("tick"), HttpStatusCode.Conflict)).Code);
        Assert.Equal("no-such-step", (await PostAsync(http, $"{step}-not", Command("tick"), HttpStatusCode.NotFound)).Code);
        Assert.Equal(
            "no-such-run",
            (await PostAsync(
            http, $"/api/v1/runs/{Guid.CreateVersion7()}/steps/site-title", Command("tick"), HttpStatusCode.NotFound)).Code);
        var refused =
            await PostAsync(
            http, step, new { action = "untick", reason = secret, commandId = Guid.CreateVersion7() }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("secret-found", "reason"), (refused.Code, refused.Field));
        Assert.DoesNotContain(secret, $"{refused} {portal.Log}", StringComparison.Ordinal);

        using var auditor = await portal.ApiAsync("demo-auditor", Token);
        Assert.Equal("forbidden", (await PostAsync(auditor, step, Command("tick"), HttpStatusCode.Forbidden)).Code);
    }

    [Fact]
    public async Task Install_StartedWithoutReading_SaysWhatToRead()
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        await ImportedAsync();
        (await http.PostAsJsonAsync("/api/v1/organizations", new { orgId = "unread", title = "Unread" }, Token)).EnsureSuccessStatusCode();
        var problem =
            await PostAsync(http, "/api/v1/runs", new { orgId = "unread", commandId = Guid.CreateVersion7() }, HttpStatusCode.BadRequest);

        Assert.Equal("topic-not-acknowledged", problem.Code);
        var topic =
            await http.GetFromJsonAsync<JsonElement>(
            $"/api/v1/reference-topics/{problem.Details!.Value.GetProperty("key").GetString()}", Token);
        Assert.Equal(problem.Details.Value.GetProperty("sha256").GetString(), topic.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task SharedResource_Started_IsListedWithItsChecklist()
    {
        using var http = await portal.ApiAsync("demo-lead", Token);
        await ImportedAsync();
        var run =
            await SendAsync(
            http, "/api/v1/runs", new { template = "rds-instance", title = "RDS for everybody", commandId = Guid.CreateVersion7() });

        var listed = (await http.GetFromJsonAsync<JsonElement>("/api/v1/shared-resources?kind=rds-instance", Token)).EnumerateArray()
            .Single(r => r.GetProperty("title").GetString() == "RDS for everybody");
        Assert.Equal(run.GetProperty("head").GetProperty("sharedResourceId").GetString(), listed.GetProperty("id").GetString());
        Assert.Equal(0, listed.GetProperty("tenants").GetInt32());
    }

    [Fact]
    public async Task DoubtfulValue_OverTheApi_IsKeptWithAReason()
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        await ImportedAsync();
        var (one, two) = (await SharedAsync(http, "One of two"), await SharedAsync(http, "Two of two"));
        object Save(string? why) => new
        {
            action = "save-fields",
            values = new Dictionary<string, string> { ["db-master-entry"] = "FPM-990017" },
            commandId = Guid.CreateVersion7(),
            keepReasons = why is null ? null : new Dictionary<string, string> { ["db-master-entry"] = why },
        };
        await SendAsync(http, $"{one}/steps/db-master-record", Save(null));

        var asked = await PostAsync(http, $"{two}/steps/db-master-record", Save(null), HttpStatusCode.Conflict);
        Assert.Equal(("doubtful-value", "db-master-entry"), (asked.Code, asked.Field));
        Assert.Equal("reason-needed", (await PostAsync(http, $"{two}/steps/db-master-record", Save("-"), HttpStatusCode.BadRequest)).Code);
        var kept = (await SendAsync(http, $"{two}/steps/db-master-record", Save("Both are one login"))).GetProperty("changes")[0]
            .GetProperty("kept");
        Assert.Equal("Both are one login", kept.GetProperty("reason").GetString());
        var record = await http.GetStringAsync($"/api/v1/reports/run.csv?run={two["/api/v1/runs/".Length..]}", Token);
        Assert.Contains("kept_although,kept_because", record, StringComparison.Ordinal);
        Assert.Contains("One of two's checklist records FPM-990017 too.,Both are one login", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_CancelledOverTheApi_MakesRoomForAnother()
    {
        using var http = await portal.ApiAsync("demo-installer", Token);
        var run = (await StartAsync(http, "cancelled")).GetProperty("head");
        var address = $"/api/v1/runs/{run.GetProperty("id").GetString()}/cancel";
        var revision = run.GetProperty("revision").GetInt64();

        Assert.Equal(("missing", "reason"), await RefusedAsync(new { expectedRevision = revision }, HttpStatusCode.BadRequest));
        Assert.Equal(
            "changed-meanwhile",
            (await RefusedAsync(new { expectedRevision = revision + 1, reason = "Not wanted" }, HttpStatusCode.Conflict)).Code);
        var cancelled = await SendAsync(http, address, new { expectedRevision = revision, reason = "The client signed elsewhere" });

        Assert.Equal("Cancelled", cancelled.GetProperty("standing").GetString());
        var client = await http.GetFromJsonAsync<JsonElement>("/api/v1/organizations/cancelled", Token);
        Assert.NotEqual(JsonValueKind.Null, client.GetProperty("installCancelledAt").ValueKind);
        var topic = await http.GetFromJsonAsync<JsonElement>("/api/v1/reference-topics/aws-resources", Token);
        var acknowledged =
            new
            {
                key = "aws-resources",
                version = topic.GetProperty("version").GetInt32(),
                sha256 = topic.GetProperty("sha256")
            .GetString()
            };
        await SendAsync(http, "/api/v1/runs", new { orgId = "cancelled", acknowledged, commandId = Guid.CreateVersion7() });

        async Task<(string? Code, string? Field)> RefusedAsync(object body, HttpStatusCode expected) =>
            await PostAsync(http, address, body, expected) is var problem ? (problem.Code, problem.Field) : default;
    }

    private static async Task<string> SharedAsync(HttpClient http, string title)
    {
        var run = await SendAsync(http, "/api/v1/runs", new { template = "rds-instance", title, commandId = Guid.CreateVersion7() });
        return $"/api/v1/runs/{run.GetProperty("head").GetProperty("id").GetString()}";
    }

    private static object Command(string action) => new { action, commandId = Guid.CreateVersion7() };

    private async Task<JsonElement> StartAsync(HttpClient http, string orgId)
    {
        await ImportedAsync();
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
        return await SendAsync(http, "/api/v1/runs", new { orgId, acknowledged, commandId = Guid.CreateVersion7() });
    }

    // The portal imports its templates by itself shortly after it started; asking again waits for that.
    private Task<int> ImportedAsync() => portal.Services.GetRequiredService<ImportTemplates>().ExecuteAsync(Actor.System, Token);

    private static async Task<Problem> PostAsync(HttpClient http, string address, object body, HttpStatusCode expected) =>
        await Problem.ReadAsync(await http.PostAsJsonAsync(address, body, Token), expected);

    private static async Task<JsonElement> SendAsync(HttpClient http, string address, object body)
    {
        using var response = await http.PostAsJsonAsync(address, body, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
