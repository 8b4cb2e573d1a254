using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.People;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>
/// A command reads its run before it waits for whoever works it. The test holds the run, lets commands read and wait, and lets something
/// happen meanwhile: what is decided must be decided on what is so when they get the run, not on what they had read.
/// </summary>
public sealed class SetStepWaitingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private const string Step = "site-title";
    private const string Field = "areas-of-operation";

    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunWorker Worker => new(_portal) { Answers = { ["rds-hosting"] = "shared" } };

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task TwoPeople_OnTwoSteps_AreBothKept()
    {
        var run = (await Worker.StartInstallAsync("waittwo", TestActors.Ana, Ct)).Head.Id;
        await using var held = await HoldAsync(run, TestContext.Current.CancellationToken);
        var ana = SaveAsync(run, Step, Field, "Oregon", TestActors.Ana);
        await held.UntilWaitingAsync(1, Ct);
        var marek = SaveAsync(run, "hosting-domains", "pos-domain", "pos.waittwo.example", TestActors.Marek);
        await held.UntilWaitingAsync(2, Ct);

        await held.ReleaseAsync(Ct);

        Assert.Equal((1L, 2L), ((await ana).RunRevision, (await marek).RunRevision));
        Assert.True((await marek).At > (await ana).At);
        Assert.Equal("Oregon", await ValueAsync(run, Step, Field));
        Assert.Equal("pos.waittwo.example", await ValueAsync(run, "hosting-domains", "pos-domain"));
    }

    [Fact]
    public async Task Command_EndedByPostgresForADeadlock_IsCarriedOutAgain()
    {
        var run = (await Worker.StartInstallAsync("waitdeadlock", TestActors.Ana, Ct)).Head.Id;
        // A sequence counts on where a transaction is rolled back, so only the first attempt is ended.
        await postgres.ExecuteAsOwnerAsync($$"""
            create sequence attempt;
            grant usage, select on sequence attempt to public;
            create function end_first() returns trigger language plpgsql as $f$ begin
              if new.run_id = '{{run}}' and nextval('attempt') = 1 then raise exception 'deadlock' using errcode = '40P01'; end if;
              return new; end $f$;
            create trigger end_first before insert on run_step_event for each row execute function end_first()
            """);

        await SaveAsync(run, Step, Field, "Oregon", TestActors.Ana);

        await postgres.ExecuteAsOwnerAsync("drop trigger end_first on run_step_event");
        Assert.Equal("Oregon", await ValueAsync(run, Step, Field));
        await using var db = postgres.CreateDbContext();
        Assert.Equal([2L], await db.Database.SqlQuery<long>($"select last_value as \"Value\" from attempt").ToListAsync(Ct));
    }

    [Fact]
    public async Task Note_AsLongAsItMayBe_IsKept()
    {
        var run = (await Worker.StartInstallAsync("waitlong", TestActors.Ana, Ct)).Head.Id;
        // No two characters alike, so that it stays long however it is stored.
        var note = new string([.. Enumerable.Range(0, 2000).Select(i => (char)(0x4E00 + (i * 7)))]);

        await SaveAsync(run, "legal-needs", "has-legal-needs", "yes", TestActors.Ana);
        await SaveAsync(run, "legal-needs", "legal-needs-text", note, TestActors.Ana);

        Assert.Equal(note, await ValueAsync(run, "legal-needs", "legal-needs-text"));
    }

    [Fact(Timeout = 60_000)]
    public async Task TwoPeople_OnOneField_AreShownEachOther()
    {
        var run = (await Worker.StartInstallAsync("waitone", TestActors.Ana, Ct)).Head.Id;
        await using var held = await HoldAsync(run, TestContext.Current.CancellationToken);
        var ana = SaveAsync(run, Step, Field, "Oregon", TestActors.Ana);
        await held.UntilWaitingAsync(1, Ct);
        var marek = SaveAsync(run, Step, Field, "Utah", TestActors.Marek);
        await held.UntilWaitingAsync(2, Ct);
        var priya = SaveAsync(run, Step, Field, "Oregon", TestActors.Priya);
        await held.UntilWaitingAsync(3, Ct);

        await held.ReleaseAsync(Ct);

        await ana;
        var refused = await Assert.ThrowsAsync<RefusedException>(() => marek);
        Assert.Equal(("Oregon", "Utah", "Ana Ruiz"), Conflict(refused));
        // The same answer is a confirmation.
        Assert.Equal(1, (await ana).Revision);
        await priya;
        Assert.Equal("Oregon", await ValueAsync(run, Step, Field));
    }

    [Fact(Timeout = 60_000)]
    public async Task Tick_OfAValueChangedWhileItWaited_IsNotSigned()
    {
        var run = (await Worker.StartInstallAsync("waitseen", TestActors.Ana, Ct)).Head.Id;
        await Worker.WorkUntilAsync(run, Step, TestActors.Ana, TestActors.Marek, Ct);
        await SaveAsync(run, Step, Field, "Oregon", TestActors.Ana);
        var seen = await Worker.StepAsync(run, Step, TestActors.Ana, Ct);
        await using var held = await HoldAsync(run, TestContext.Current.CancellationToken);
        var marek = SaveAsync(run, Step, Field, "Utah", TestActors.Marek);
        await held.UntilWaitingAsync(1, Ct);
        var ana = _portal.Get<SetStep>().ExecuteAsync(
            new SetStepRequest(run, Step, StepAction.Tick, seen.Revision, null, null, Guid.CreateVersion7()) { Seen = seen.Seen() },
            TestActors.Ana, Ct);
        await held.UntilWaitingAsync(2, Ct);

        await held.ReleaseAsync(Ct);

        await marek;
        Assert.Equal("changed-meanwhile", (await Assert.ThrowsAsync<RefusedException>(() => ana)).Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task Command_SentAgainWhileTheFirstWaits_IsCarriedOutOnce()
    {
        var run = (await Worker.StartInstallAsync("waitagain", TestActors.Ana, Ct)).Head.Id;
        var request = Request(run, 0, "Oregon");
        await using var held = await HoldAsync(run, TestContext.Current.CancellationToken);
        var first = _portal.Get<SetStep>().ExecuteAsync(request, TestActors.Ana, Ct);
        var second = _portal.Get<SetStep>().ExecuteAsync(request, TestActors.Ana, Ct);
        await held.UntilWaitingAsync(2, Ct);

        await held.ReleaseAsync(Ct);

        Assert.Equal(((await first).At, (await first).RunRevision), ((await second).At, (await second).RunRevision));
        Assert.Single(await _portal.Get<RunQueries>().ActivityAsync(run, Step, null, 10, Ct));
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_CancelledMeanwhile_TakesNoMore()
    {
        var run = (await Worker.StartInstallAsync("waitcancel", TestActors.Ana, Ct)).Head.Id;
        await using var held = await HoldAsync(run, TestContext.Current.CancellationToken);
        var cancel = _portal.Get<CancelRun>().ExecuteAsync(new CancelRunRequest(run, 0, "The client left"), TestActors.Ana, Ct);
        await held.UntilWaitingAsync(1, Ct);
        var marek = SaveAsync(run, Step, Field, "Utah", TestActors.Marek);
        await held.UntilWaitingAsync(2, Ct);

        await held.ReleaseAsync(Ct);

        await cancel;
        Assert.Equal("run-cancelled", (await Assert.ThrowsAsync<RefusedException>(() => marek)).Code);
        Assert.Null(await ValueAsync(run, Step, Field));
    }

    [Fact(Timeout = 60_000)]
    public async Task Client_CorrectedMeanwhile_IsWhatValuesAreHeldAgainst()
    {
        await using (var db = await _portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct))
        {
            db.Add(new Account
            {
                Id = "222222222222",
                Name = "POS Test",
                Status = "ACTIVE",
                Role = AccountRole.NonProduction,
                Tags = "{}",
                DiscoveredAt = DateTimeOffset.UtcNow,
                LastSeenAt = DateTimeOffset.UtcNow,
            });
            await db.SaveChangesAsync(Ct);
        }

        var run = (await Worker.StartInstallAsync("waitclient", TestActors.Ana, Ct, EnvironmentKind.QA)).Head.Id;
        await using var held = await HoldAsync(run, TestContext.Current.CancellationToken);
        var ana = SaveAsync(run, "aws-provisioning", "provisioning-account", "222222222222", TestActors.Ana);
        await held.UntilWaitingAsync(1, Ct);
        await _portal.Get<CorrectOrganization>().ExecuteAsync(
            new CorrectOrganizationRequest("waitclient", "Client waitclient", EnvironmentKind.Production, "It went live", 0),
                TestActors.Priya, Ct);

        await held.ReleaseAsync(Ct);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ana);
        Assert.Equal("provisioning-account", refused.Field);
        Assert.Contains("NonProduction", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task TwoIds_DeclaredOnePersonMeanwhile_AreNoTwoPeople()
    {
        var (first, other) = (Person("wanda"), Person("wanda-oid"));
        foreach (var id in new[] { "wanda", "wanda-oid" })
            await _portal.Get<RememberPerson>().ExecuteAsync(new SignedInPerson(id, id, null), Ct);
        var run = (await Worker.StartInstallAsync("waitperson", TestActors.Ana, Ct)).Head.Id;
        await Worker.WorkUntilAsync(run, "rds-create-user", TestActors.Ana, TestActors.Marek, Ct);
        await Worker.TickAsync(run, "rds-create-user", first, Ct);
        await using var held = await HoldAsync(run, TestContext.Current.CancellationToken);
        var tick = Worker.DoAsync(run, "rds-confirm-isolation", StepAction.Tick, other, Ct);
        await held.UntilWaitingAsync(1, Ct);
        await _portal.Get<DeclarePerson>().ExecuteAsync(
            new DeclarePersonRequest("wanda-oid", "wanda", null, "Claim changed to oid"), TestActors.Tom, Ct);

        await held.ReleaseAsync(Ct);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => tick);
        Assert.Contains("second person", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Record_WrittenByNoCommand_IsReadAgain()
    {
        var run = (await Worker.StartInstallAsync("waitwritten", TestActors.Ana, Ct)).Head.Id;
        await SaveAsync(run, Step, Field, "Oregon", TestActors.Ana);
        await using var held = await HoldAsync(run, TestContext.Current.CancellationToken);
        var step = await Worker.StepAsync(run, Step, TestActors.Marek, Ct);
        var marek = _portal.Get<SetStep>().ExecuteAsync(Request(run, step.Revision, "Utah"), TestActors.Marek, Ct);
        await held.UntilWaitingAsync(1, Ct);
        await held.ExecuteAsync(
            $$$"""
            update run_step set revision = revision + 1, record = jsonb_set(
              jsonb_set(jsonb_set(record, '{revision}', '2'), '{fields,{{{Field}}},value}', '"Idaho"'), '{fields,{{{Field}}},revision}',
                '2')
            where run_id = '{{{run}}}'
            """,
            Ct);
        await held.ExecuteAsync($"update run set revision = revision + 1 where id = '{run}'", Ct);

        await held.CommitAsync(Ct);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => marek);
        Assert.Equal(("Idaho", "Utah", "Ana Ruiz"), Conflict(refused));
    }

    private static (string?, string?, string?) Conflict(RefusedException refused)
    {
        Assert.Equal("changed-meanwhile", refused.Code);
        var conflict = Assert.IsType<StepConflictDetail>(refused.Details);
        return (conflict.Theirs, conflict.Yours, conflict.By);
    }

    private static SetStepRequest Request(Guid run, long revision, string value) =>
        new(run, Step, StepAction.SaveFields, revision, new Dictionary<string, string?> { [Field] = value }, null, Guid.CreateVersion7());

    private static Actor Person(string id) => new(id, id, new HashSet<Role> { Role.Installer });

    private Task<SetStepOutcome> SaveAsync(Guid run, string step, string field, string value, Actor actor) =>
        Worker.DoAsync(run, step, StepAction.SaveFields, actor, Ct, new Dictionary<string, string?> { [field] = value });

    private async Task<string?> ValueAsync(Guid run, string step, string field) =>
        (await Worker.StepAsync(run, step, TestActors.Ana, Ct)).Fields.Single(f => f.Id == field).Value;

    private Task<HeldLock> HoldAsync(Guid run, CancellationToken cancellationToken) =>
        HeldLock.TakeAsync(postgres, $"select from run where id = '{run}' for update", cancellationToken);
}
