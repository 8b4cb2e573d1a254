using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Checklists;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>What people and AWS send that nobody wished for, as a program sees the portal's answer to it.</summary>
public sealed class BadInputTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Script = "<script>alert(1)</script>";
    private const string RightToLeft = "\u202Egnp.exe";
    private const string Family = "\U0001F6B2\U0001F468\u200D\U0001F469\u200D\U0001F467";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OrganizationId_RacedInTwoLetterCases_IsOnesAndTheOtherIsTold()
    {
        using var ana = await portal.ApiAsync("demo-installer", Token);
        using var priya = await portal.ApiAsync("demo-lead", Token);
        var answers = await Task.WhenAll(
            ana.PostAsJsonAsync("/api/v1/organizations", new { orgId = "acme", title = "Acme" }, Token),
            priya.PostAsJsonAsync("/api/v1/organizations", new { orgId = "acme", title = "Acme Corporation" }, Token),
            priya.PostAsJsonAsync("/api/v1/organizations", new { orgId = "Acme", title = "Acme Limited" }, Token));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        // The one in capitals is told the rule or the owner's name, whichever it was first to meet.
        Assert.Single(answers[..2], answer => answer.StatusCode == HttpStatusCode.Conflict);
        Assert.Contains(answers[2].StatusCode, new[] { HttpStatusCode.Conflict, HttpStatusCode.BadRequest });
        Assert.Single(
            (await ana.GetFromJsonAsync<JsonElement>("/api/v1/organizations?q=acme", Token)).GetProperty("rows").EnumerateArray());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("\"QA,Staging\"")]
    [InlineData("\"QA, Staging\"")]
    [InlineData("\"Nothing\"")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    public async Task Environment_ThatIsNoNameOfOne_IsRefused(string environment)
    {
        using var ana = await portal.ApiAsync("demo-installer", Token);
        using var body = new StringContent(
            $$"""{"orgId":"exactly","title":"Exactly","environment":{{environment}}}""", System.Text.Encoding.UTF8, "application/json");

        await Problem.ReadAsync(await ana.PostAsync("/api/v1/organizations", body, Token), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Tick_InAFinishedRun_IsRefusedUntilAStepIsOpenedAgain()
    {
        await using var core = new TestPortal(portal.Postgres);
        var worker = new RunWorker(core);
        var run = await worker.StartSharedAsync("vpc", "VPC of the tests", TestActors.Ana, Token);
        run = await worker.WorkUntilAsync(run.Head.Id, null, TestActors.Ana, TestActors.Marek, Token);
        var step = run.Sections.SelectMany(section => section.Steps).Last(step => step.State == StepState.Done);
        var address = $"/api/v1/runs/{run.Head.Id}/steps/{step.Key}";
        using var http = await portal.ApiAsync("demo-installer", Token);

        var tick = new { action = "tick", expectedRevision = step.Revision, commandId = Guid.CreateVersion7() };
        var problem = await Problem.ReadAsync(await http.PostAsJsonAsync(address, tick, Token), HttpStatusCode.Conflict);
        Assert.Equal("run-finished", problem.Code);
        Assert.Equal(run.Head.FinishedBy, problem.Details!.Value.GetProperty("finishedBy").GetString());

        var untick =
            new { action = "untick", reason = "Looked again", expectedRevision = step.Revision, commandId = Guid.CreateVersion7() };
        (await http.PostAsJsonAsync(address, untick, Token)).EnsureSuccessStatusCode();
        (await http.PostAsJsonAsync(
            address, new { action = "tick", expectedRevision = step.Revision + 1, seen = step.Seen(), commandId = Guid.CreateVersion7() },
            Token)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task TagValue_OfAnyKind_LeavesTheApiAsItCameAndTheReportAsText()
    {
        await using var scanner = new TestScanner(portal.Postgres);
        var tags =
            new Dictionary<string, string>
            {
                ["note"] = Script,
                ["shown"] = RightToLeft,
                ["mood"] = Family,
                ["OrgId"] = "=cmd|' /C calc'!A0",
                ["Long"] = new('w', 256)
            };
        scanner.Estate.Add("arn:aws:s3:::fusion-rms-wild", tags);
        // Its name begins like a formula, and a report has a cell for the name.
        scanner.Estate.Bucket("=cmd", "nobody");
        await scanner.ScanAsync(Token);
        using var http = await portal.ApiAsync("demo-auditor", Token);

        var resource = (await http.GetFromJsonAsync<JsonElement>("/api/v1/resources?text=fusion-rms-wild", Token)).GetProperty("rows")
            .EnumerateArray().Single();
        Assert.Equal(tags, resource.GetProperty("tags").Deserialize<Dictionary<string, string>>());

        var json = await http.GetStringAsync("/api/v1/reports/findings.json", Token);
        Assert.Contains("\"=cmd\"", json, StringComparison.Ordinal);
        var csv = await http.GetStringAsync("/api/v1/reports/findings.csv", Token);
        Assert.Contains(",'=cmd,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"=", csv, StringComparison.Ordinal);
    }
}
