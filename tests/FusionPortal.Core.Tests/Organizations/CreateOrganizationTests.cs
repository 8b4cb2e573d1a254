using FusionPortal.Conventions;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Organizations;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.Organizations;

public sealed class CreateOrganizationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private OrganizationQueries Queries => _portal.Get<OrganizationQueries>();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Organization_Created_IsFoundInAnyCaseAndStandsInTheTrail()
    {
        var created = await CreateAsync("kitecycles", "Kite Cycles", TestActors.Ana);

        Assert.Equal(created, await Queries.FindAsync("KiteCycles", Ct));
        Assert.Contains(
            await Queries.RecordsAsync(Ct), r => r == new OrganizationRecord("kitecycles", "Kite Cycles", EnvironmentKind.Production));
        var entry = Assert.Single(await _portal.Get<AuditQueries>().OfSubjectAsync("organization:kitecycles", null, 10, Ct));
        Assert.Equal(("organization.created", "ana"), (entry.Kind, entry.Actor));
    }

    [Fact]
    public async Task Organization_WhoseIdIsTaken_IsRefusedWithTheOthersName()
    {
        await CreateAsync("harborbooks", "Harbor Books", TestActors.Ana);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => CreateAsync("HarborBooks", "Another Harbor", TestActors.Marek));

        Assert.Equal((RefusalKind.Conflict, "organization-id-taken", "orgId"), (refused.Kind, refused.Code, refused.Field));
        Assert.Contains("Harbor Books", refused.Message);
        Assert.Contains("Ana Ruiz", refused.Message);
    }

    [Fact]
    public async Task Organization_CreatedByManyAtOnce_ExistsOnceAndTheOthersAreTold()
    {
        var attempts = Enumerable.Range(0, 12).Select(i =>
            TryCreateAsync("racing", i % 2 == 0 ? "First Racer" : "Second Racer", i % 2 == 0 ? TestActors.Ana : TestActors.Marek));

        var refusals = (await Task.WhenAll(attempts)).OfType<RefusedException>().ToList();

        Assert.Equal(11, refusals.Count);
        Assert.All(refusals, r => Assert.Equal(RefusalKind.Conflict, r.Kind));
        var winner = (await Queries.FindAsync("racing", Ct))!;
        Assert.All(refusals, r => Assert.Contains(winner.Title, r.Message));
        Assert.Single(await _portal.Get<AuditQueries>().OfSubjectAsync("organization:racing", null, 10, Ct));
    }

    [Fact]
    public async Task Organization_RacedInTwoLetterCases_ExistsOnceAndTheOtherGetsAnAnswer()
    {
        var refusals = await Task.WhenAll(
            TryCreateAsync("acme", "Acme Limited", TestActors.Ana),
            TryCreateAsync("Acme", "Acme Incorporated", TestActors.Marek));

        Assert.Null(refusals[0]);
        var refused = Assert.IsType<RefusedException>(refusals[1]);
        // Which one depends on who came first: taken by the other, or upper-case.
        Assert.True(refused.Kind is RefusalKind.Conflict && refused.Message.Contains("Acme Limited", StringComparison.Ordinal)
            || refused.Kind is RefusalKind.Invalid && refused.Message.Contains("Use lower case: acme.", StringComparison.Ordinal));
        Assert.Equal("Acme Limited", (await Queries.FindAsync("ACME", Ct))?.Title);
    }

    [Fact]
    public async Task Database_AskedForAnIdInAnotherCase_RefusesItself()
    {
        await CreateAsync("lumensalon", "Lumen Salons", TestActors.Ana);

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => postgres.ExecuteAsOwnerAsync("""
            insert into organization (id, org_id, title, environment, created_by_id, created_by, created_at)
            values ('0199aaaa-0000-7000-8000-000000000001', 'LumenSalon', 'Other', 'Production', 'x', 'x', now())
            """));
    }

    [Theory]
    [InlineData("", "Type an organization ID")]
    [InlineData("1st", "Begin with a letter")]
    [InlineData("Zebra", "Use lower case: zebra.")]
    [InlineData("kite-cycles", "take out \"-\"")]
    [InlineData("with\0nul", "U+0000")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyza", "Use at most 52 characters (1 too many)")]
    public async Task OrganizationId_BreakingARule_IsRefusedWithWhatToDo(string orgId, string says)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => CreateAsync(orgId, "Some Title", TestActors.Ana));

        Assert.Equal((RefusalKind.Invalid, "orgId"), (refused.Kind, refused.Field));
        Assert.Contains(says, refused.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    public async Task Title_ThatIsNoLineOfText_IsRefused(string? title)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => CreateAsync("sometitle", title!, TestActors.Ana));

        Assert.Equal((RefusalKind.Invalid, "title"), (refused.Kind, refused.Field));
    }

    [Fact]
    public async Task Title_ThatHoldsASecret_IsRefusedAndKeptNowhere()
    {
        const string Key = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";

        var refused = await Assert.ThrowsAsync<RefusedException>(() => CreateAsync("secretive", $"Kite {Key}", TestActors.Ana));

        Assert.Equal((RefusalKind.SecretFound, "title"), (refused.Kind, refused.Field));
        Assert.DoesNotContain(Key, refused.ToString());
        Assert.Null(await Queries.FindAsync("secretive", Ct));
    }

    [Theory]
    [InlineData(Role.Installer, true)]
    [InlineData(Role.Lead, true)]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Auditor, false)]
    public async Task Role_CreatingAnOrganization_IsAllowedOrNot(Role role, bool allowed)
    {
        var refused = await Record.ExceptionAsync(() => CreateAsync($"role{(int)role}", "By Role", TestActors.Of(role)));

        Assert.Equal(allowed ? null : RefusalKind.Forbidden, (refused as RefusedException)?.Kind);
    }

    [Fact]
    public async Task List_PagedAndSearched_GivesEveryMatchOnce()
    {
        foreach (var id in new[] { "pagea", "pageb", "pagec" }) await CreateAsync(id, $"Paging 100%_{id}", TestActors.Ana);

        var first = await Queries.ListAsync("100%_page", null, 2, Ct);
        var second = await Queries.ListAsync("100%_page", first.NextCursor, 2, Ct);

        Assert.Equal(["pagea", "pageb"], first.Rows.Select(o => o.OrgId));
        Assert.Equal(["pagec"], second.Rows.Select(o => o.OrgId));
        Assert.Null(second.NextCursor);
    }

    [Fact]
    public async Task List_WithACursorOfNothing_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Queries.ListAsync(null, "not-a-cursor", 10, Ct));

        Assert.Equal((RefusalKind.Invalid, "cursor"), (refused.Kind, refused.Field));
    }

    private async Task<Exception?> TryCreateAsync(string orgId, string title, Actor actor) =>
        await Record.ExceptionAsync(() => CreateAsync(orgId, title, actor));

    private Task<OrganizationDetail> CreateAsync(string orgId, string title, Actor actor) =>
        _portal.Get<CreateOrganization>().ExecuteAsync(new CreateOrganizationRequest(orgId, title, EnvironmentKind.Production), actor, Ct);
}
