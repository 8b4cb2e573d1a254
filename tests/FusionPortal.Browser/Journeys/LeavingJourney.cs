using System.Net;
using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>A page is left while what was pressed on it is being written: it is written all the same, nobody is brought back, and nothing
/// is thrown.</summary>
public sealed class LeavingJourney(DemoPortal portal)
{
    [Theory]
    [InlineData("Left Within", "leftwithin", false)]
    [InlineData("Left The Tab", "leftthetab", true)]
    public async Task Client_BeingRecordedWhenThePageIsLeft_IsRecorded(string title, string orgId, bool tab)
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz", "/clients/new");
        var page = ana.Page;
        await page.GetByLabel("Site title").FillAsync(title);
        await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync(orgId);

        await HeldUpAsync("organization", async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Record the client" }).ClickAsync();
            await LeaveAsync(page, tab);
        });

        await WrittenAsync($"/api/v1/organizations/{orgId}", $"\"{orgId}\"");
        if (!tab) await Expect(page).ToHaveURLAsync(new Regex("/inventory$"));
    }

    [Fact]
    public async Task Schedule_BeingAddedWhenThePageIsLeft_IsAdded()
    {
        await using var tom = await portal.VisitAsync("Tom Becker", "/scans/schedules");
        var page = tom.Page;
        await page.ChooseAsync("What to scan", "One client…");
        await page.GetByLabel("Organization ID").FillAsync("peakbikes");

        await HeldUpAsync("scan_schedule", async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Add the schedule" }).ClickAsync();
            await LeaveAsync(page, tab: false);
        });

        await WrittenAsync("/api/v1/schedules", "\"peakbikes\"");
    }

    [Theory]
    [InlineData("Value Within", "valuewithin", false)]
    [InlineData("Value Away", "valueaway", true)]
    public async Task Value_BeingSavedWhenTheRunIsLeft_IsSaved(string title, string orgId, bool away)
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        var run = await Installs.StartAsync(ana.Page, title, orgId);

        await HeldUpAsync("run_step", async () =>
        {
            // Two, so that one still waits for the other when the page is left.
            await ana.Page.GetByLabel("The client signed the organization ID off").CheckAsync();
            await ana.Page.GetByLabel("Signed off by").FillAsync("Dana Whitfield");
            await ana.Page.GetByLabel("Signed off by").BlurAsync();
            if (away) await ana.Page.GotoAsync("about:blank");
            else await LeaveAsync(ana.Page, tab: false);
        });

        await WrittenAsync($"/api{"/v1" + run}", away ? "\"client-sign-off\"" : "Dana Whitfield");
        // Whatever was not sent when the browser went away is sent when the run is opened again in this tab.
        await ana.GoAsync(run);
        await Expect(ana.Page.GetByLabel("Signed off by")).ToHaveValueAsync("Dana Whitfield");
        await WrittenAsync($"/api{"/v1" + run}", "Dana Whitfield");
    }

    /// <summary>What was pressed is refused once its page is gone: nobody is there to be told, nothing is thrown, and the circuit goes
    /// on.</summary>
    [Fact]
    public async Task Client_RefusedAfterThePageWasLeft_BothersNobody()
    {
        var token = TestContext.Current.CancellationToken;
        await using var ana = await portal.VisitAsync("Ana Ruiz", "/clients/new");
        var page = ana.Page;
        await page.GetByLabel("Site title").FillAsync("Refused Later");
        await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync("refusedlater");
        // The form says that the id is free; while its write waits, somebody else takes it.
        await Expect(page.GetByText("fusion-rms-refusedlater").First).ToBeVisibleAsync();

        await HeldUpAsync("organization", async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Record the client" }).ClickAsync();
            await LeaveAsync(page, tab: false);
        }, """
            insert into organization (id, org_id, title, environment, created_by_id, created_by, created_at, revision)
            values (gen_random_uuid(), 'refusedlater', 'Somebody Faster', 'Production', 'marek.nowak', 'Marek Nowak', now(), 0)
            """);

        await WrittenAsync("/api/v1/organizations/refusedlater", "Somebody Faster");
        await Expect(page.GetByText("Refused Later")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Findings" })
            .ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Findings" })).ToBeVisibleAsync();
        // The navigation stays as wide as it was.
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByText("Inventory")).ToBeVisibleAsync();
    }

    private static async Task LeaveAsync(IPage page, bool tab)
    {
        if (tab)
        {
            await page.CloseAsync();
            return;
        }

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Inventory" })
            .ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Inventory" })).ToBeVisibleAsync();
    }

    /// <summary>Nothing can be written to the table until the act is over; then the log holds no error.</summary>
    /// <param name="meanwhile">Written by somebody faster, so that the portal's own write is refused by the database, which EF Core
    /// logs.</param>
    private async Task HeldUpAsync(string table, Func<Task> act, string? meanwhile = null)
    {
        var token = TestContext.Current.CancellationToken;
        var before = (await portal.LogAsync(token)).Length;
        await using (var connection = await portal.DatabaseAsync(token))
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            await RunAsync(connection, $"lock table {table} in share row exclusive mode", token);
            await act();
            // It does wait for us: the page was left in the middle of it.
            while (await CountAsync(connection, table, token) == 0) await Task.Delay(100, token);
            if (meanwhile is not null) await RunAsync(connection, meanwhile, token);
            await transaction.CommitAsync(token);
            while (await CountAsync(connection, table, token) > 0) await Task.Delay(100, token);
        }

        var since = (await portal.LogAsync(token)).Skip(before).SkipWhile(line => !Regex.IsMatch(line, @"^\S+ (ERR|FTL) ")
            || (meanwhile is not null && line.Contains("Microsoft.EntityFrameworkCore", StringComparison.Ordinal))).ToArray();
        // The trace below it says whose it is.
        Assert.True(since.Length == 0, string.Join('\n', since.Take(40)));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command =
            new NpgsqlCommand("select count(*) from pg_locks where relation = $1::regclass and not granted", connection)
            {
                Parameters = { new() { Value = table } }
            };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task WrittenAsync(string path, string text)
    {
        var token = TestContext.Current.CancellationToken;
        using var api = await portal.ApiAsync("demo-auditor", token);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await api.GetAsync(path, patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK
                && (await answer.Content.ReadAsStringAsync(patience.Token)).Contains(text, StringComparison.Ordinal)) return;
            await Task.Delay(200, patience.Token);
        }
    }
}
