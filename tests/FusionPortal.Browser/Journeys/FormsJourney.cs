using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.Browser.Kit;
using FusionPortal.TestKit.Running;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FusionPortal.Browser.Journeys;

/// <summary>Every form is filled in, the portal is ended and started anew, and what was typed is there again; until it is sent or given
/// up.</summary>
public sealed class FormsJourney(DemoPortal portal)
{
    private static readonly PageGetByLabelOptions Exact = new() { Exact = true };

    private const string Back = "What you typed here before is back. It is not saved yet.";

    [Trait("Category", "Long")]
    [Fact]
    public async Task EveryForm_SurvivesALostCircuitAndARestartedPortal()
    {
        var token = TestContext.Current.CancellationToken;
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        await using var tom = await portal.VisitAsync("Tom Becker");
        var run = await Installs.StartAsync(ana.Page, "Kept Forms", "keptforms");
        await RecordAsync(ana.Page, "Kept Start", "keptstart");
        await using var world = await Odd.MakeAsync(portal, token);
        TypedForm[] ofAna = [.. OfAna(run, await FindingAsync(token), await BlockedRunAsync(token))], ofTom = [.. OfTom()];
        // A form that nobody walks here is a form that loses what is typed.
        Assert.Equal(Named(), ofAna.Concat(ofTom).Select(f => f.Form).Order(StringComparer.Ordinal));

        (TypedForm Form, IPage Page)[] open = [.. await OpenAsync(ana, ofAna), .. await OpenAsync(tom, ofTom)];
        await portal.RestartAsync(token);

        // One is opened anew as the strip offers it, the others by the browser.
        await Expect(open[0].Page.Locator("#connection"))
            .ToContainTextAsync("What you typed is kept in this tab", new() { Timeout = 60_000 });
        await open[0].Page.GetByRole(AriaRole.Button, new() { Name = "Open again" }).ClickAsync();
        foreach (var (form, page) in open)
        {
            if (form != open[0].Form) await page.ReloadAsync();
            await Expect(page.GetByText(Back)).ToBeVisibleAsync(new() { Timeout = 30_000 });
            await form.Expect(page);
        }

        foreach (var (form, page) in open)
        {
            await page.EvaluateAsync("() => document.documentElement.setAttribute('data-before', '')");
            await page.GetByRole(AriaRole.Button, new() { Name = "Discard it" }).ClickAsync();
            // The page is loaded anew.
            await Expect(page.Locator("html[data-before]")).ToHaveCountAsync(0);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await Expect(page.GetByText(Back)).ToHaveCountAsync(0);
            Assert.True(await KeptAsync(page) == 0, $"{form.Form} is kept although it was given up.");
        }
    }

    [Fact]
    public async Task Form_TypedInWhileTheLineWasDown_SendsWhatStandsInIt()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz");
        var page = ana.Page;
        var line = await Line.LayAsync(page);
        await ana.GoAsync("/clients/new");
        await page.GetByLabel("Site title").FillAsync("Before The Cut");
        await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync("beforethecut");
        await line.CutAsync();
        await Expect(page.Locator("#connection")).ToBeVisibleAsync();
        await page.GetByLabel("Site title").FillAsync("After The Cut");
        line.Mend();

        await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync("afterthecut", new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the client" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("After The Cut");
        // Sent is sent: the form is empty again.
        await ana.GoAsync("/clients/new");
        await Expect(page.GetByLabel("Site title")).ToHaveValueAsync("");
        Assert.Equal(0, await KeptAsync(page));
    }

    [Fact]
    public async Task Draft_IsOfItsPersonAndHoldsNoSecret()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz", "/clients/new");
        await ana.Page.GetByLabel("Site title").FillAsync("q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2");
        await Expect(ana.Page.Locator("#title-error")).ToContainTextAsync("secret");
        Assert.DoesNotContain(
            "q7Rz2Lm9", await ana.Page.EvaluateAsync<string>("() => JSON.stringify(sessionStorage)"), StringComparison.Ordinal);

        await ana.Page.GetByLabel("Site title").FillAsync("Only Ana Typed This");
        await Expect(ana.Page.GetByLabel("Organization ID")).ToHaveValueAsync("onlyanatypedthis");
        await UntilKeptAsync(ana.Page);
        var key = await ana.Page.EvaluateAsync<string>("() => Object.keys(sessionStorage).find(key => key.startsWith('draft:'))");
        Assert.Equal("draft:ana.ruiz:new-client", key);
    }

    [Fact]
    public async Task Draft_GoesWithARefusedSecretAndWithTheSignOut()
    {
        var token = TestContext.Current.CancellationToken;
        await using var ana = await portal.VisitAsync("Ana Ruiz", await FindingAsync(token));
        var page = ana.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge…" }).ClickAsync();
        var note = page.GetByLabel("What will be done, and when");
        await note.FillAsync("sa password " + "Hunter2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge", Exact = true }).ClickAsync();
        await Expect(page.Locator("#ack-note-error")).Not.ToBeEmptyAsync();
        await page.WaitForFunctionAsync("() => !Object.keys(sessionStorage).some(key => key.startsWith('draft:'))");
        await note.PressSequentiallyAsync("x");
        Assert.Equal(0, await KeptAsync(page));

        await ana.GoAsync("/clients/new");
        await page.GetByLabel("Site title").FillAsync("Left Behind");
        await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync("leftbehind");
        await UntilKeptAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "account of" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        Assert.Equal(0, await KeptAsync(page));
    }

    [Fact]
    public async Task Draft_GoesWhereThePersonWasSignedOutElsewhere()
    {
        await using var ana = await portal.VisitAsync("Ana Ruiz", "/clients/new");
        await ana.Page.GetByLabel("Site title").FillAsync("Left Elsewhere");
        await Expect(ana.Page.GetByLabel("Organization ID")).ToHaveValueAsync("leftelsewhere");
        await UntilKeptAsync(ana.Page);

        // No form of this tab was sent: the identity provider leads here.
        await ana.GoAsync("/signed-out");

        Assert.Equal(0, await KeptAsync(ana.Page));
    }

    private static IEnumerable<TypedForm> OfAna(string run, string finding, string blocked)
    {
        yield return new("new-client", "/clients/new",
            async page =>
            {
                await page.GetByLabel("Site title").FillAsync("Typed Twice");
                await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync("typedtwice");
                await page.GetByLabel("Organization ID").FillAsync("typed2");
                await page.ChooseAsync("Environment", "QA");
            },
            async page =>
            {
                await Expect(page.GetByLabel("Site title")).ToHaveValueAsync("Typed Twice");
                await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync("typed2");
                await Expect(page.GetByLabel("Environment")).ToHaveValueAsync("QA");
                // The portal has heard of it, and not only the browser.
                await Expect(page.GetByText("fusion-rms-typed2").First).ToBeVisibleAsync();
            });
        yield return new("start-install", "/runs/new?client=keptstart",
            page => page.GetByLabel("I have read and understood it").CheckAsync(),
            page => Expect(page.GetByLabel("I have read and understood it")).ToBeCheckedAsync());
        yield return new("cancel-run", run,
            async page =>
            {
                await page.GetByText("Cancel this run…").ClickAsync();
                await page.GetByLabel("Why it will not be worked to its end").FillAsync("They signed elsewhere");
            },
            page => Expect(page.GetByLabel("Why it will not be worked to its end")).ToHaveValueAsync("They signed elsewhere"));
        yield return new("link-another", blocked,
            async page =>
            {
                await Expect(page.Locator("[data-ready]")).ToHaveCountAsync(1);
                await page.GetByRole(AriaRole.Button, new() { Name = "Use another…" }).First.ClickAsync();
                await page.Locator(".blockbox select").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            },
            page => Expect(page.Locator(".blockbox select")).Not.ToHaveValueAsync(""));
        yield return new("acknowledge", finding,
            async page =>
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge…" }).ClickAsync();
                await page.GetByLabel("What will be done, and when").FillAsync("Marek looks at it on Friday");
            },
            page => Expect(page.GetByLabel("What will be done, and when")).ToHaveValueAsync("Marek looks at it on Friday"));
        yield return new("acknowledge-several", "/findings",
            async page =>
            {
                await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Select F-") }).First.CheckAsync();
                await page.GetByLabel("What will be done, and when").FillAsync("All of them on Friday");
            },
            page => Expect(page.GetByLabel("What will be done, and when")).ToHaveValueAsync("All of them on Friday"));
    }

    private static IEnumerable<TypedForm> OfTom()
    {
        yield return Boxes(
            "new-shared-resource", "/shared-resources/new", ("What it is for", "Database of the western stores"),
            ("Dedicated to", "kiteqa"));
        yield return new("seen-clients", "/clients/seen-in-aws",
            page => page.GetByLabel(new Regex("^Site title of")).First.FillAsync("Renamed While Typing"),
            page => Expect(page.GetByLabel(new Regex("^Site title of")).First).ToHaveValueAsync("Renamed While Typing"));
        yield return Boxes("correct-client", "/clients/kiteqa?dialog=edit", ("Site title", "Kite Cycles, quality"));
        yield return new("report", "/reports/findings",
            async page =>
            {
                await page.GetByLabel("As of", Exact).FillAsync("31 Oct 2026");
                await page.GetByLabel("Client", Exact).FillAsync("kite");
                await page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("kiteqa") }).ClickAsync();
            },
            async page =>
            {
                await Expect(page.GetByLabel("As of", Exact)).ToHaveValueAsync("31 Oct 2026");
                await Expect(page.GetByLabel("Client", Exact)).ToHaveValueAsync(new Regex("Kite"));
            });
        yield return Boxes("report-preset", "/reports/coverage?keep=yes", ("Name", "What was not read"));
        yield return new("schedule", "/scans/schedules",
            async page =>
            {
                await page.ChooseAsync("What to scan", "One client…");
                await page.GetByLabel("Organization ID").FillAsync("kiteqa");
                await page.ChooseAsync("How often", "by a cron expression…");
                await page.GetByLabel("Cron expression").FillAsync("0 30 * * * ?");
            },
            async page =>
            {
                await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync("kiteqa");
                await Expect(page.GetByLabel("Cron expression")).ToHaveValueAsync("0 30 * * * ?");
            });
        yield return new("account-role", "/accounts",
            async page =>
            {
                await page.ChooseAsync("What Corporate Applications is for", "Not declared");
                await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take the declaration back" })).ToBeVisibleAsync();
            },
            page => Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take the declaration back" })).ToBeVisibleAsync());
        yield return new("retire-account", "/accounts",
            async page =>
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Retire… POS Retail Fairs" }).ClickAsync();
                await page.GetByLabel("Why nobody needs to look there").FillAsync("The team moved out");
            },
            page => Expect(page.GetByLabel("Why nobody needs to look there")).ToHaveValueAsync("The team moved out"));
        yield return new("declare-person", "/people",
            async page =>
            {
                await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ana.ruiz" })
                    .GetByRole(AriaRole.Button, new() { Name = "Declare…" }).ClickAsync();
                await page.GetByLabel("Reason").FillAsync("She has two ids");
            },
            async page =>
            {
                await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Whose is ana.ruiz?" })).ToBeVisibleAsync();
                await Expect(page.GetByLabel("Reason")).ToHaveValueAsync("She has two ids");
            });
        yield return new("verify-trail", "/audit",
            page => page.GetByLabel("Number").FillAsync("17"), page => Expect(page.GetByLabel("Number")).ToHaveValueAsync("17"));
        yield return Boxes("take-in", "/conventions", ("Why it is taken in", "The company wants what ships"));
    }

    private static TypedForm Boxes(string form, string path, params (string Label, string Text)[] boxes) => new(
        form, path,
        async page =>
        {
            foreach (var (label, text) in boxes) await page.GetByLabel(label).FillAsync(text);
        },
        async page =>
        {
            foreach (var (label, text) in boxes) await Expect(page.GetByLabel(label)).ToHaveValueAsync(text);
        });

    private static async Task<List<(TypedForm, IPage)>> OpenAsync(Visit visit, IEnumerable<TypedForm> forms)
    {
        var open = new List<(TypedForm, IPage)>();
        foreach (var form in forms)
        {
            // A tab of its own: what is kept is kept by tab.
            var page = await visit.Context.NewPageAsync();
            await page.GotoAsync(form.Path);
            await form.Fill(page);
            try
            {
                await UntilKeptAsync(page);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"{form.Form} keeps nothing of what is typed.");
            }

            open.Add((form, page));
        }

        return open;
    }

    // The page answers what is typed before it has said that it is to be kept, on a busy machine much before.
    private static async Task UntilKeptAsync(IPage page) =>
        await page.WaitForFunctionAsync("() => Object.keys(sessionStorage).some(key => key.startsWith('draft:'))");

    private static Task<int> KeptAsync(IPage page) =>
        page.EvaluateAsync<int>("() => Object.keys(sessionStorage).filter(key => key.startsWith('draft:')).length");

    private static IEnumerable<string> Named() =>
        Directory.EnumerateFiles(
            SourceTree.PathOf("src", "FusionPortal.Web", "Components"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "<Draft\\b[^>]*?\\bForm=\"([^\"]+)\"").Select(m => m.Groups[1].Value))
                .Order(StringComparer.Ordinal);

    private static async Task RecordAsync(IPage page, string title, string orgId)
    {
        await page.GotoAsync("/clients/new");
        await page.GetByLabel("Site title").FillAsync(title);
        await Expect(page.GetByLabel("Organization ID")).ToHaveValueAsync(orgId);
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the client" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Start the install" })).ToBeVisibleAsync();
    }

    private async Task<string> FindingAsync(CancellationToken cancellationToken)
    {
        using var api = await portal.ApiAsync("demo-auditor", cancellationToken);
        var rows = (await api.GetFromJsonAsync<JsonElement>("/api/v1/findings?take=200&status=open", cancellationToken)).GetProperty("rows")
            .EnumerateArray();
        return $"/findings/F-{rows.First().GetProperty("number").GetInt64()}";
    }

    private async Task<string> BlockedRunAsync(CancellationToken cancellationToken)
    {
        using var api = await portal.ApiAsync("demo-auditor", cancellationToken);
        var runs = (await api.GetFromJsonAsync<JsonElement>("/api/v1/runs?q=Pine+Post+Outfitters", cancellationToken)).GetProperty("rows")
            .EnumerateArray().ToList();
        foreach (var id in runs.Select(r => r.GetProperty("head").GetProperty("id").GetGuid()))
        {
            var run = await api.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{id}", cancellationToken);
            foreach (var section in run.GetProperty("sections").EnumerateArray().Where(s => s.GetProperty("blocks").GetArrayLength() > 0))
            {
                // Another of its kind, to be chosen instead.
                var kind = section.GetProperty("blocks")[0].GetProperty("sharedKind").GetString();
                using var lead = await portal.ApiAsync("demo-lead", cancellationToken);
                using var made =
                    await lead.PostAsJsonAsync(
                    "/api/v1/runs", new { template = kind, title = "Another one", commandId = Guid.NewGuid() }, cancellationToken);
                made.EnsureSuccessStatusCode();
                return $"/runs/{id}?section={section.GetProperty("key").GetString()}";
            }
        }

        throw new InvalidOperationException("Nothing is blocked in the demo.");
    }

    /// <summary>What only a later version of the portal brings about: a template that waits to be taken in.</summary>
    private sealed class Odd(DemoPortal portal) : IAsyncDisposable
    {
        public static async Task<Odd> MakeAsync(DemoPortal portal, CancellationToken cancellationToken)
        {
            var odd = new Odd(portal);
            await odd.RunAsync(
                """
                update template_version set takes_in = shipped_number, shipped_number = null where key = 'vpc' and published;
                insert into shipped_text (key, number, yaml, sha256, seen_at) select key, 99, yaml || E'\n# more', repeat('0', 64), now()
                  from template_version where key = 'vpc' and published;
                """,
                cancellationToken);
            return odd;
        }

        public async ValueTask DisposeAsync() => await RunAsync(
            """
            delete from shipped_text where key = 'vpc' and number = 99;
            update template_version set shipped_number = takes_in, takes_in = null where key = 'vpc' and published;
            """,
            CancellationToken.None);

        private async Task RunAsync(string sql, CancellationToken cancellationToken)
        {
            await using var connection = await portal.DatabaseAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
