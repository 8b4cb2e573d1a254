using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Conventions.Books;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.Core.Templates;
using FusionPortal.Core.Text;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.ShippedTexts;

/// <summary>Where people have published their own text, the shipped one waits for them.</summary>
public sealed class OfferTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private static readonly Actor Administrator = new("adam.stein", "Adam Stein", new HashSet<Role> { Role.Administrator });

    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string First => ConventionBook.Shipped[0].Text;

    private static string Own => First.Replace("title: Conventions", "title: Our conventions", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await postgres.ExecuteAsOwnerAsync("truncate book_version, convention_book_version, shipped_text, template_version cascade");
    }

    [Fact]
    public async Task ShippedBook_WherePeopleHaveTheirOwn_IsOfferedWithItsDiff_AndNeverTakesForceByItself()
    {
        var before = await EventsAsync("convention-book.offered");
        await ShipAsync(1);
        Assert.Equal(2, await PublishAsync(Own, instead: 1));

        Assert.Equal(ShippedOutcome.Offered, await ShipAsync(2));
        Assert.Equal(ShippedOutcome.Known, await ShipAsync(2));

        var books = _portal.Get<BookQueries>();
        Assert.Equal(Own, (await books.CurrentAsync(Ct)).Yaml);
        Assert.Equal(2, (await books.CurrentAsync(Ct)).Version);
        var offer = (await books.OfferAsync(Ct))!;
        Assert.Equal(("book", 2, 2), (offer.Key, offer.Number, offer.InForce));
        Assert.Contains(
            offer.Diff, l =>
            l is { Kind: DiffKind.Removed, Text: var text } && text.StartsWith("title: Our conventions", StringComparison.Ordinal));
        Assert.Contains(offer.Diff, l => l is { Kind: DiffKind.Added, Text: "version: 2" });
        Assert.Equal(1, await EventsAsync("convention-book.offered") - before);

        var stale = await Assert.ThrowsAsync<RefusedException>(() => AcceptAsync(2, instead: 1));
        Assert.Equal(RefusalKind.Conflict, stale.Kind);
        Assert.Equal(3, await AcceptAsync(2, instead: 2));
        Assert.Equal((3, ShippedText(2)), ((await books.CurrentAsync(Ct)).Version, (await books.CurrentAsync(Ct)).Yaml));
        Assert.Null(await books.OfferAsync(Ct));
        // Shipped again, so the next number follows by itself.
        Assert.Equal(ShippedOutcome.Published, await ShipAsync(7));
        Assert.Equal(7, (await books.CurrentAsync(Ct)).Version);
    }

    [Fact]
    public async Task OwnBook_ThatTakesTheShippedOneIn_EndsItsOffer()
    {
        await ShipAsync(1);
        await PublishAsync(Own, instead: 1);
        await ShipAsync(2);

        Assert.Equal(3, await PublishAsync(Own + "# With the changes of number 2.\n", instead: 2, takesIn: 2));

        Assert.Null(await _portal.Get<BookQueries>().OfferAsync(Ct));
        Assert.Equal("not-offered", (await Assert.ThrowsAsync<RefusedException>(() => AcceptAsync(2, instead: 3))).Code);
    }

    [Theory]
    [InlineData("severity: critical", "severity: severe", "\"severe\" is not allowed")]
    [InlineData("    title: Client bucket name", "    tittle: Client bucket name", "\"tittle\" is not known")]
    public async Task OwnBook_WithAMistake_IsRefusedAtLineAndColumn(string right, string wrong, string message)
    {
        await ShipAsync(1);
        var at = First.IndexOf(right, StringComparison.Ordinal);
        var text = string.Concat(First.AsSpan(0, at), wrong, First.AsSpan(at + right.Length));
        var line = First[..at].Count(c => c == '\n') + 1;
        var column = text.Split('\n')[line - 1]
            .IndexOf(wrong.Contains("severe", StringComparison.Ordinal) ? "severe" : "tittle", StringComparison.Ordinal) + 1;

        var refused = await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(text, instead: 1));

        Assert.Equal(("invalid-book", "yaml"), (refused.Code, refused.Field));
        var problems = (IEnumerable<TextProblem>)refused.Details!.GetType().GetProperty("Problems")!.GetValue(refused.Details)!;
        var problem = problems.First(p => p.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Fact]
    public async Task OwnBook_ByOthersOrWithASecretOrOverAnotherVersion_IsRefused()
    {
        await ShipAsync(1);
        var secret = "kX9!vTq2" + "#Lm7wPz4";

        Assert.Equal(
            RefusalKind.Forbidden,
            (await Assert.ThrowsAsync<RefusedException>(
            () => _portal.Get<PublishBook>().ExecuteAsync(new(Own, "Why", 1), TestActors.Ana, Ct))).Kind);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(Own + $"# password: {secret}\n", instead: 1));
        Assert.Equal(RefusalKind.SecretFound, refused.Kind);
        Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal);
        Assert.Equal("changed-meanwhile", (await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(Own, instead: 4))).Code);
        Assert.Equal("unchanged", (await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(First, instead: 1))).Code);
        Assert.Equal("no-such-number", (await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(Own, instead: 1, takesIn: 5))).Code);
        Assert.Equal(1, (await _portal.Get<BookQueries>().CurrentAsync(Ct)).Version);
    }

    [Fact]
    public async Task ShippedTemplate_WherePeopleHaveTheirOwn_WaitsUntilItIsAccepted()
    {
        await ShipTemplateAsync(1);
        var own = Template(1).Replace("title: VPC", "title: Our VPC", StringComparison.Ordinal);
        var publish = _portal.Get<PublishTemplate>();
        Assert.Equal(2, await publish.ExecuteAsync(new("vpc", own, "Our own words.", 1), Administrator, Ct));

        Assert.Equal(0, await ShipTemplateAsync(2));

        var templates = _portal.Get<TemplateQueries>();
        Assert.Equal(own, await templates.YamlAsync("vpc", 2, Ct));
        Assert.Contains(await templates.SharedKindsAsync(Ct), k => k.Title == "Our VPC");
        var offer = (await templates.OfferAsync("vpc", Ct))!;
        Assert.Equal((2, 2), (offer.Number, offer.InForce));
        Assert.Contains(offer.Diff, l => l is { Kind: DiffKind.Removed, Text: "title: Our VPC" });
        Assert.Null(await templates.OfferAsync("no-such", Ct));
        var broken =
            await Assert.ThrowsAsync<RefusedException>(
            () => publish.ExecuteAsync(
            new("vpc", own.Replace("summary:", "sumary:", StringComparison.Ordinal), "Why", 2), Administrator, Ct));
        Assert.Equal("invalid-template", broken.Code);
        var misnamed = TemplateLibrary.Get("vpc").Source
            .Replace("name: staff-security-group", "name: staff-group", StringComparison.Ordinal);
        var unfit = await Assert.ThrowsAsync<RefusedException>(
            () => publish.ExecuteAsync(new("vpc", misnamed, "Why", 2), Administrator, Ct));
        Assert.Equal("template-does-not-fit", unfit.Code);
        Assert.Contains(
            "takes the name 'staff-group', which the convention book in force has not", unfit.Message, StringComparison.Ordinal);
        Assert.Equal(
            "another-template",
            (await Assert.ThrowsAsync<RefusedException>(
            () => publish.ExecuteAsync(new("rds-instance", own, "Why", 1), Administrator, Ct))).Code);

        Assert.Equal(3, await _portal.Get<AcceptShippedTemplate>().ExecuteAsync(new("vpc", 2, "Better.", 2), Administrator, Ct));
        Assert.Equal(
            [(3, true, 2), (2, false, null), (1, false, (int?)1)], (await templates.ListAsync(Ct)).Where(t => t.Key == "vpc")
            .Select(t => (t.Version, t.Published, t.ShippedNumber)));
        Assert.Equal(1, await ShipTemplateAsync(4));
    }

    private static string ShippedText(int number) => First.Replace("version: 1\n", $"version: {number}\n", StringComparison.Ordinal);

    private static string Template(int number) =>
        TemplateLibrary.Shipped.First(t => t.Key == "vpc").Text.Replace("version: 1\n", $"version: {number}\n", StringComparison.Ordinal);

    private Task<ShippedOutcome> ShipAsync(int number) =>
        _portal.Get<PublishShippedBook>().ExecuteAsync(ConventionBook.Load(ShippedText(number)), Actor.System, Ct);

    private async Task<int> ShipTemplateAsync(int number)
    {
        var others = number == 1
            ? TemplateLibrary.Shipped.Where(t => t.Key != "vpc" && t.Number == 1).Select(t => TemplateYaml.Read(t.Text)) : [];
        return await _portal.Get<ImportTemplates>().ExecuteAsync([TemplateYaml.Read(Template(number)), .. others], Actor.System, Ct);
    }

    private Task<int> PublishAsync(string yaml, int? instead, int? takesIn = null) =>
        _portal.Get<PublishBook>().ExecuteAsync(new(yaml, "Our own words.", instead, takesIn), Administrator, Ct);

    private Task<int> AcceptAsync(int number, int? instead) =>
        _portal.Get<AcceptShippedBook>().ExecuteAsync(new(number, "Better.", instead), Administrator, Ct);

    private async Task<long> EventsAsync(string kind)
    {
        await using var db = postgres.CreateDbContext();
        return await db.Database.SqlQuery<long>($"""select count(*) as "Value" from audit.event where kind = {kind}""").SingleAsync(Ct);
    }
}
