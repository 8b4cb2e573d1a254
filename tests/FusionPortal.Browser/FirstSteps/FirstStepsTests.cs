using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Browser.Kit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.FirstSteps;

/// <summary>docs/first-steps.md word for word: from a clone to a portal that judges, and back in where nobody is an administrator any
/// more.</summary>
[Collection(typeof(AsDocumented))]
public sealed class FirstStepsTests(DocumentedPortal portal, DemoPortal demo)
{
    private readonly string _root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Administrator_TakesTheStepsOfThePage_FromAnEmptyPortalToJudgedClients()
    {
        await portal.RestartAsync("fusionportal-administrators", Token);
        await using var tom = await demo.VisitAsync("Tom Becker", "/", portal.Address);
        var page = tom.Page;
        await tom.LookAsync("first-steps-empty");

        await FollowAsync(page, "Scans");
        await page.GetByRole(AriaRole.Button, new() { Name = "Scan now" }).First.ClickAsync();
        await ScannedAsync();

        await FollowAsync(page, "Accounts");
        await DeclareAsync(page, "POS Production", "Production");
        await DeclareAsync(page, "POS QA", "Non-production");
        await DeclareAsync(page, "Corporate Applications", "Non-production");
        await tom.LookAsync("first-steps-accounts");

        await FollowAsync(page, "Clients");
        await page.GetByRole(AriaRole.Link, new() { Name = "seen in AWS, not recorded" }).ClickAsync();
        await RecordSomeAsync(tom);

        await FollowAsync(page, "Compliance");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("POS Production");
        await tom.LookAsync("first-steps-compliance");
        using var api = await portal.ApiAsync("demo-auditor", Token);
        var clients = await api.GetFromJsonAsync<JsonElement>("/api/v1/organizations?take=200", Token);
        Assert.True(clients.GetProperty("rows").GetArrayLength() > 20, clients.ToString());
        var rows = clients.GetProperty("rows").EnumerateArray().ToList();
        Assert.Contains(rows, c => c.GetProperty("title").GetString() == "Named by Tom");
        Assert.DoesNotContain(rows, c => c.GetProperty("orgId").GetString() == DocumentedPortal.Extra(1));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Recover_AsDocumented_OpensThePortalWhereNobodyIsAnAdministrator()
    {
        // What a shell would stumble over, were it not quoted as the page says.
        await portal.RestartAsync("renamed to $Others; `all`", Token);
        await using (var tom = await demo.VisitAsync("Tom Becker", "/people", portal.Address))
            await Expect(tom.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToContainTextAsync("People");

        var command = Assert.Single(new Page(_root, "operations.md").Blocks("A way in when groups or the provider are wrong", ""))
            .Replace("https://HOST", portal.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        var (exitCode, link, said) = await portal.BesideThePortalAsync(command, Token);
        Assert.True(exitCode == 0, $"{link}\n{said}");
        Assert.StartsWith(portal.Address + "recover#code=", link, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', link.TrimEnd());
        Assert.StartsWith("Opens FusionPortal once for tom.becker@example.com", said, StringComparison.Ordinal);

        await using var back = await demo.StrangerAsync(portal.Address);
        await back.Page.GotoAsync(link.Trim());
        await back.Page.GetByRole(AriaRole.Button, new() { Name = "Open FusionPortal" }).ClickAsync();
        await Expect(back.Page.GetByRole(AriaRole.Navigation).First).ToBeVisibleAsync();
        await back.GoAsync("/audit");
        await Expect(back.Page.GetByText("recovery.made").First).ToBeVisibleAsync();
        await Expect(back.Page.GetByText("recovery.used").First).ToBeVisibleAsync();
        await back.GoAsync("/people");
        await Expect(back.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("People");

        await using var late = await demo.StrangerAsync(portal.Address);
        await late.Page.GotoAsync(link.Trim());
        await late.Page.GetByRole(AriaRole.Button, new() { Name = "Open FusionPortal" }).ClickAsync();
        await Expect(late.Page.GetByText("A link opens the portal once")).ToBeVisibleAsync();
    }

    // More than a page holds, and not all that is selected beforehand: the rest stays offered, and what was typed on another page is there
    // again.
    private static async Task RecordSomeAsync(Visit tom)
    {
        var page = tom.Page;
        var all = await OfferedAsync(page);
        var first = await RowsAsync(page);
        Assert.Equal(50, first.Count);
        await tom.LookAsync("first-steps-seen");
        await page.GetByLabel($"Site title of {DocumentedPortal.Extra(7)}", new() { Exact = true }).FillAsync("Named by Tom");

        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "First page" })).ToBeVisibleAsync();
        var second = await RowsAsync(page);
        Assert.Equal(all, first.Concat(second).Distinct().Count());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Next page" })).ToHaveCountAsync(0);
        Assert.Equal(all, await OfferedAsync(page));
        await page.GetByRole(AriaRole.Link, new() { Name = "First page" }).ClickAsync();
        await Expect(page.GetByLabel($"Site title of {DocumentedPortal.Extra(7)}", new() { Exact = true }))
            .ToHaveValueAsync("Named by Tom");

        await Box(page, DocumentedPortal.Extra(0)).UncheckAsync();
        await Box(page, DocumentedPortal.Extra(1)).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what that changes" }).ClickAsync();
        var record = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Record [0-9]+ clients$") });
        var count = int.Parse((await record.InnerTextAsync()).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(count, 20, 48);
        var recorded = page.GetByText($"{count} clients recorded, and what is stored judged with them");
        var changed = page.GetByText("Look at it again");
        await record.ClickAsync();
        // Where something was read meanwhile, the page shows what would happen now, and one clicks again.
        await Expect(recorded.Or(changed)).ToBeVisibleAsync(new() { Timeout = 60_000 });
        if (await changed.IsVisibleAsync()) await record.ClickAsync();
        await Expect(recorded).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync($"{all - count} organization");
        await Expect(Box(page, DocumentedPortal.Extra(0))).ToBeVisibleAsync();
        await Expect(Box(page, DocumentedPortal.Extra(1))).ToBeVisibleAsync();
    }

    private static ILocator Box(IPage page, string orgId) =>
        page.GetByRole(AriaRole.Checkbox, new() { Name = $"Record {orgId}", Exact = true });

    private static async Task<int> OfferedAsync(IPage page)
    {
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Expect(heading).ToContainTextAsync("seen in AWS, not recorded");
        return int.Parse((await heading.InnerTextAsync()).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<List<string>> RowsAsync(IPage page)
    {
        var titles = page.GetByLabel(new System.Text.RegularExpressions.Regex("^Site title of "));
        await titles.First.WaitForAsync();
        var labels = await titles.EvaluateAllAsync<string[]>("boxes => boxes.map(b => b.getAttribute('aria-label'))");
        return [.. labels.Select(l => l["Site title of ".Length..])];
    }

    private static async Task FollowAsync(IPage page, string name)
    {
        await page.GetByRole(AriaRole.Navigation).First.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex($"^{name}"));
    }

    private static async Task DeclareAsync(IPage page, string account, string role)
    {
        await page.GetByLabel($"What {account} is for").SelectOptionAsync(role);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Declare it {role.ToLowerInvariant()}" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByLabel($"What {account} is for") });
        await Expect(row).ToContainTextAsync("Tom Becker");
    }

    private async Task ScannedAsync()
    {
        using var api = await portal.ApiAsync("demo-auditor", Token);
        while (true)
        {
            var scans = await api.GetFromJsonAsync<JsonElement>("/api/v1/scans", Token);
            if (scans.GetProperty("rows").EnumerateArray().Any(s => s.GetProperty("state").GetString() == "Completed")) return;
            await Task.Delay(500, Token);
        }
    }
}
