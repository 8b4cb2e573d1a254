using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using FusionPortal.Browser.Walk;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>
/// What a stranger of each role asks first: they go the way that docs/questions.md says, in two presses at most, and what they find there
/// is what the API says.
/// </summary>
public sealed class QuestionsJourney(DemoPortal portal)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Installer", "Ana Ruiz")]
    [InlineData("Lead", "Priya Shah")]
    [InlineData("Auditor", "Ingrid Holm")]
    [InlineData("Administrator", "Tom Becker")]
    public async Task Stranger_AsksFiveQuestions_IsAnsweredInTwoPresses(string role, string person)
    {
        var questions = QuestionOfRole.All.Where(q => q.Role == role).ToArray();
        Assert.Equal(5, questions.Length);
        using var api = await portal.ApiAsync("demo-administrator", Token);
        await using var visit = await portal.VisitAsync(person);
        var page = visit.Page;
        foreach (var question in questions)
        {
            Assert.True(question.Way.Count <= 2, $"{question.Asked} takes {question.Way.Count} presses.");
            await page.EvaluateAsync("() => Blazor.navigateTo('/')");
            await Expect(page).ToHaveTitleAsync(new Regex("^My work"));
            await PageChecks.SettleAsync(page);
            foreach (var press in question.Way)
            {
                var named = new Regex($"^{Regex.Escape(press)}(\\d+|,.*)?$");
                await page.GetByRole(AriaRole.Link, new() { NameRegex = named }).First.ClickAsync();
                await PageChecks.SettleAsync(page);
            }

            TestContext.Current.TestOutputHelper?.WriteLine(question.Asked);
            await Answers[question.Asked](page, api);
        }
    }

    private static readonly Dictionary<string, Func<IPage, HttpClient, Task>> Answers = new()
    {
        ["What do I do next?"] = async (page, api) =>
        {
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Continue" })).ToBeVisibleAsync();
            var runs = (await RowsAsync(api, "runs")).Select(r => r.GetProperty("head").GetProperty("title").GetString()!);
            var shown = await page.Locator("main").InnerTextAsync();
            Assert.Contains(runs, shown.Split("Needs you")[0].Contains);
        },
        ["Which of my checklists are open, and how far is each?"] = async (page, api) =>
        {
            var run = (await RowsAsync(api, "runs")).First(r => r.GetProperty("head").GetProperty("orgId").GetString() == "peakbikes");
            var progress = run.GetProperty("progress");
            await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Peak Bikes" }).First)
                .ToContainTextAsync($"{progress.GetProperty("done")} / {progress.GetProperty("applicable")}");
        },
        ["What holds up an install?"] = async (page, api) =>
        {
            var run = (await RowsAsync(api, "runs")).First(r => r.GetProperty("standing").GetString() == "InProgress");
            var title = run.GetProperty("head").GetProperty("title").GetString()!;
            await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = title }).First)
                .ToContainTextAsync(run.GetProperty("nextStep").GetString()!);
        },
        ["What does a client stand on, and what does AWS say of it?"] = async (page, api) =>
        {
            var card = await api.GetFromJsonAsync<JsonElement>("/api/v1/organizations/saltlane/scorecard", Token);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Salt Lane Fish");
            await Expect(page.GetByText("AWS says").First).ToBeVisibleAsync();
            foreach (var held in card.GetProperty("held").EnumerateArray().Take(3))
                await Expect(page.Locator("main")).ToContainTextAsync(held.GetProperty("recorded").GetString()!);
        },
        ["Which name is right for what I make next?"] = ShowsConventionsAsync,
        ["Is Production clean?"] = async (page, api) =>
        {
            var critical = await RowsAsync(api, "findings?severity=critical&status=open&take=500");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
                .ToContainTextAsync($"nobody has acknowledged {critical.Count} critical findings");
        },
        ["Which client is worst, and who has to act?"] = async (page, api) =>
        {
            var critical = await RowsAsync(api, "findings?severity=critical&status=open&status=acknowledged&take=500");
            var first = page.GetByRole(AriaRole.Row).Nth(1);
            await Expect(first).ToContainTextAsync(new Regex("[Cc]ritical"));
            var shown = await first.InnerTextAsync();
            var titles = critical.Select(f => f.GetProperty("orgTitle").GetString()).Where(t => t is { Length: > 0 });
            Assert.Contains(titles, t => shown.Contains(t!, StringComparison.Ordinal));
        },
        ["What changed since the previous scan?"] = async (page, api) =>
        {
            var open = await RowsAsync(api, "findings?status=open&status=acknowledged&take=500");
            await Expect(page.GetByText(new Regex("[Ss]ince the previous scan|One scan has ended")).First).ToBeVisibleAsync();
            await Expect(page.Locator("main")).ToContainTextAsync(open.Count.ToString(CultureInfo.InvariantCulture));
        },
        ["What is in the wrong kind of account?"] = async (page, api) =>
        {
            var mixUps = await RowsAsync(api, "findings?mixUps=true&status=open&status=acknowledged&take=500");
            await Expect(page.GetByText($"{mixUps.Count} of {mixUps.Count}").First).ToBeVisibleAsync();
        },
        ["What did nobody look at?"] = ShowsCoverageAsync,
        ["Does the trail hold, and who verified it last?"] = async (page, _) =>
            await Expect(page.GetByText("Last verification").First).ToBeVisibleAsync(),
        ["Who did what?"] = async (page, _) =>
            await Expect(page.Locator("main")).ToContainTextAsync(new Regex("(Ana Ruiz|Marek Novák|Priya Shah|Ingrid Holm|Tom Becker)")),
        ["Is there proof of how things stood?"] = async (page, _) =>
            await Expect(page.Locator("main")).ToContainTextAsync("its hash stands in the audit trail"),
        ["Which rules are the company's, and which the portal's own?"] = async (page, api) =>
        {
            await ShowsConventionsAsync(page, api);
            await Expect(page.GetByText("portal default, not a company rule").First).ToBeVisibleAsync();
        },
        ["Which accounts are there, and what is each for?"] = async (page, api) =>
        {
            foreach (var account in await RowsAsync(api, "accounts"))
                await Expect(page.Locator("main")).ToContainTextAsync(account.GetProperty("name").GetString()!);
        },
        ["What needs setting up?"] = async (page, _) =>
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("setting up"),
        ["Which clients does AWS name that nobody recorded?"] = async (page, api) =>
        {
            foreach (var seen in await RowsAsync(api, "organizations/seen-in-aws"))
                await Expect(page.Locator("main")).ToContainTextAsync(seen.GetProperty("seen").GetProperty("key").GetString()!);
        },
        ["When is the next scan?"] = async (page, api) =>
        {
            var next = (await RowsAsync(api, "schedules"))[0].GetProperty("nextAt").GetDateTimeOffset();
            await Expect(page.Locator("main")).ToContainTextAsync(next.ToString("HH:mm", CultureInfo.InvariantCulture));
        },
        ["Who has signed in, and which ids are one person?"] = async (page, api) =>
        {
            foreach (var someone in await RowsAsync(api, "people"))
                await Expect(page.Locator("main")).ToContainTextAsync(someone.GetProperty("subjectId").GetString()!);
        },
        ["What could the portal not read, and why?"] = ShowsCoverageAsync,
    };

    private static async Task ShowsConventionsAsync(IPage page, HttpClient api)
    {
        await Expect(page.Locator("main")).ToContainTextAsync("Client bucket name");
        await Expect(page.Locator("main")).ToContainTextAsync("NAME-S3-01");
    }

    private static async Task ShowsCoverageAsync(IPage page, HttpClient api)
    {
        var ledger = await api.GetFromJsonAsync<JsonElement>("/api/v1/coverage", Token);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToContainTextAsync(new Regex($"\\b{ledger.GetProperty("targets").GetArrayLength()}\\b.* targets? w"));
    }

    private static async Task<IReadOnlyList<JsonElement>> RowsAsync(HttpClient api, string list)
    {
        var answer = await api.GetFromJsonAsync<JsonElement>($"/api/v1/{list}", Token);
        return [.. (answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("rows")).EnumerateArray()];
    }
}
