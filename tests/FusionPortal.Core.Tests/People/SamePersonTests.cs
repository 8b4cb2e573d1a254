using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.People;

public sealed class SamePersonTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private const string First = "rds-create-user", Second = "rds-confirm-isolation";

    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunWorker Worker => new(_portal) { Answers = { ["rds-hosting"] = "shared" } };

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task TwoIds_WithOneMail_CountAsOnePersonInAnyLetterCase()
    {
        var (lena, other) = (Person("lena"), Person("lena-oid"));
        await RememberAsync("lena", "Lena@Example.com");
        var run = await WorkedAsync("onemail", lena);
        await RefusesNobodyAsync(run, other);

        await RememberAsync("lena-oid", "lena@example.COM ");

        await RefusesAsync(run, other);
        await Worker.TickAsync(run, Second, TestActors.Priya, Ct);
    }

    [Fact]
    public async Task TwoIds_OneOfWhichTheTokenCarriedAsItsSub_CountAsOnePerson()
    {
        await RememberAsync("nils", null);
        var run = await WorkedAsync("former", Person("nils"));

        await _portal.Get<RememberPerson>().ExecuteAsync(new SignedInPerson("nils-oid", "Nils", null, "nils"), Ct);

        await RefusesAsync(run, Person("nils-oid"));
    }

    [Fact]
    public async Task TwoIds_DeclaredTheSame_CountAsOneAndItStandsInTheTrail()
    {
        await RememberAsync("olga", "olga@example.com");
        await RememberAsync("olga-new", "olga.weber@example.com");
        var run = await WorkedAsync("declared", Person("olga"));
        await RefusesNobodyAsync(run, Person("olga-new"));

        await DeclareAsync("olga-new", "olga", null, TestActors.Tom);

        await RefusesAsync(run, Person("olga-new"));
        var entry = Assert.Single(await _portal.Get<AuditQueries>().OfSubjectAsync("person:olga-new", null, 10, Ct));
        Assert.Equal(("person.declared", "tom"), (entry.Kind, entry.Actor));
        Assert.Contains("Claim changed", entry.Body);
        var row = (await _portal.Get<PeopleQueries>().ListAsync(Ct)).Single(p => p.SubjectId == "olga-new");
        Assert.Equal(("olga", "Tom Becker"), (row.DeclaredSameAs, row.DeclaredBy));
        Assert.Equal(["olga"], row.CountsAs);

        // Taken back, the mail decides again, and they differ.
        await DeclareAsync("olga-new", null, "olga", TestActors.Tom);
        await RefusesNobodyAsync(run, Person("olga-new"));
    }

    [Fact]
    public async Task TwoIds_WithOneMail_DeclaredTwoPeople_CountAsTwo()
    {
        await RememberAsync("desk-a", "desk@example.com");
        await RememberAsync("desk-b", "desk@example.com");
        var run = await WorkedAsync("desk", Person("desk-a"));
        await RefusesAsync(run, Person("desk-b"));

        await DeclareAsync("desk-b", "desk-b", null, TestActors.Tom);

        await RefusesNobodyAsync(run, Person("desk-b"));
    }

    [Fact]
    public async Task Mail_ThatChanged_StillJoinsUntilSomebodyDeclaresOtherwise()
    {
        await RememberAsync("mover", "old@example.com");
        await RememberAsync("mover", "new@example.com");
        await RememberAsync("newcomer", "old@example.com");

        var rows = await _portal.Get<PeopleQueries>().ListAsync(Ct);
        Assert.Equal("new@example.com", rows.Single(p => p.SubjectId == "mover").Mail);
        Assert.Equal(["mover"], rows.Single(p => p.SubjectId == "newcomer").CountsAs);

        await DeclareAsync("newcomer", "newcomer", null, TestActors.Tom);
        Assert.Empty(await CountsAsAsync("newcomer"));
    }

    [Fact]
    public async Task FormerId_OfEachApplication_JoinsAndIsWrittenOnce()
    {
        foreach (var former in new[] { "rosa-web", "rosa-api", "rosa-web", "rosa-api" })
            await _portal.Get<RememberPerson>().ExecuteAsync(new SignedInPerson("rosa", "Rosa", "rosa@example.com", former), Ct);

        Assert.Equal(["rosa-api", "rosa-web"], (await CountsAsAsync("rosa")).Order(StringComparer.Ordinal));
        await using var db = await _portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct);
        Assert.Equal(2, await db.Set<PersonIdentity>().CountAsync(p => p.SubjectId == "rosa", Ct));
    }

    [Fact]
    public async Task Declaration_ThatJoins_TakesNoOtherJoinAway()
    {
        await RememberAsync("sven", "sven@example.com");
        await RememberAsync("sven-mail", "sven@example.com");
        await RememberAsync("tess", "tess@example.com");
        await _portal.Get<RememberPerson>().ExecuteAsync(new SignedInPerson("sven-oid", "Sven", null, "sven"), Ct);

        await DeclareAsync("sven", "tess", null, TestActors.Tom);

        Assert.Equal(["sven", "sven-mail", "tess"], (await CountsAsAsync("sven-oid")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Declaration_OfTheActorsOwnIds_IsRefused()
    {
        var admin = new Actor("uma", "Uma", new HashSet<Role> { Role.Administrator, Role.Installer });
        await RememberAsync("uma", "uma@example.com");
        await RememberAsync("uma2", "uma@example.com");
        await RememberAsync("vera", "vera@example.com");

        await RefusesAsync("own-person", () => DeclareAsync("uma2", "uma2", null, admin));
        await RefusesAsync("own-person", () => DeclareAsync("uma", "uma", null, admin));
        await RefusesAsync("own-person", () => DeclareAsync("vera", "uma2", null, admin));
        Assert.Equal(["uma"], await CountsAsAsync("uma2"));
    }

    [Fact]
    public async Task Declarations_AtOnce_OneWinsAndTheOthersAreConflicts()
    {
        var others = Enumerable.Range(1, 8).Select(n => $"walt{n}").ToList();
        foreach (var id in others.Prepend("walt")) await RememberAsync(id, null);

        var outcomes = await Task.WhenAll(others.Select(async id =>
        {
            try
            {
                await DeclareAsync("walt", id, null, TestActors.Tom);
                return "declared";
            }
            catch (RefusedException e)
            {
                return e.Code;
            }
        }));

        Assert.Equal(["changed-meanwhile", "declared"], outcomes.Distinct().Order(StringComparer.Ordinal));
        Assert.Single(outcomes, "declared");
    }

    [Fact]
    public async Task FinishedSecondStep_OfTwoIdsFoundToBeOne_IsNoLongerRight()
    {
        await RememberAsync("petra", "petra@example.com");
        await RememberAsync("petra2", "petra2@example.com");
        var run = await WorkedAsync("foundlater", Person("petra"));
        await Worker.TickAsync(run, Second, Person("petra2"), Ct);

        await DeclareAsync("petra2", "petra", null, TestActors.Tom);

        var step = await Worker.StepAsync(run, Second, TestActors.Priya, Ct);
        Assert.Contains(step.Problems, p => p.Message.Contains("second person", StringComparison.Ordinal));
        // Both of their ids see both ids' work as their own.
        var work = await _portal.Get<MyWorkQueries>().ForAsync(Person("petra"), null, Ct);
        Assert.Contains(work.NeedsMe, i => i.RunId == run && i.Reason == WorkReason.NoLongerRight && i.StepKey == Second);
    }

    [Fact]
    public async Task Declaration_ThatCannotBe_IsRefused()
    {
        await RememberAsync("quinn", "quinn@example.com");
        await RememberAsync("quinn2", "quinn2@example.com");

        await RefusesAsync("forbidden", () => DeclareAsync("quinn", "quinn2", null, TestActors.Priya));
        await RefusesAsync("no-such-person", () => DeclareAsync("nobody-at-all", "quinn", null, TestActors.Tom));
        await RefusesAsync("no-such-person", () => DeclareAsync("quinn", "nobody-at-all", null, TestActors.Tom));
        await RefusesAsync(
            "missing", () =>
            _portal.Get<DeclarePerson>().ExecuteAsync(new DeclarePersonRequest("quinn", "quinn2", null, " "), TestActors.Tom, Ct));
        await DeclareAsync("quinn", "quinn2", null, TestActors.Tom);
        await RefusesAsync("changed-meanwhile", () => DeclareAsync("quinn", "quinn", null, TestActors.Tom));
    }

    private async Task<IReadOnlyList<string>> CountsAsAsync(string id) =>
        (await _portal.Get<PeopleQueries>().ListAsync(Ct)).Single(p => p.SubjectId == id).CountsAs;

    private static Actor Person(string id) => new(id, id, new HashSet<Role> { Role.Installer });

    private Task RememberAsync(string id, string? mail) => _portal.Get<RememberPerson>().ExecuteAsync(new SignedInPerson(id, id, mail), Ct);

    private Task DeclareAsync(string id, string? sameAs, string? seen, Actor actor) =>
        _portal.Get<DeclarePerson>().ExecuteAsync(new DeclarePersonRequest(id, sameAs, seen, "Claim changed to oid"), actor, Ct);

    private async Task<Guid> WorkedAsync(string orgId, Actor first)
    {
        var run = await Worker.StartInstallAsync(orgId, TestActors.Ana, Ct);
        await Worker.WorkUntilAsync(run.Head.Id, First, TestActors.Ana, TestActors.Marek, Ct);
        await Worker.TickAsync(run.Head.Id, First, first, Ct);
        return run.Head.Id;
    }

    private async Task RefusesAsync(Guid run, Actor actor)
    {
        var tick = await Assert.ThrowsAsync<RefusedException>(() => Worker.DoAsync(run, Second, StepAction.Tick, actor, Ct));
        var aside =
            await Assert.ThrowsAsync<RefusedException>(
            () => Worker.DoAsync(run, Second, StepAction.NotApplicable, actor, Ct, reason: "Not needed"));
        Assert.Equal(("not-ready", "not-ready"), (tick.Code, aside.Code));
        Assert.Contains("second person", tick.Message);
        Assert.Contains("second person", aside.Message);
    }

    private async Task RefusesNobodyAsync(Guid run, Actor actor) =>
        Assert.DoesNotContain(
            (await Worker.StepAsync(run, Second, actor, Ct)).Problems, p => p.Kind == Checklists.Runs.ProblemKind.SecondPerson);

    private static async Task RefusesAsync(string code, Func<Task> act) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(act)).Code);
}
