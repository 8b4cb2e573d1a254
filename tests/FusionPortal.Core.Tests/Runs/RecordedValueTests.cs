using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>What the portal has stored speaks against what is recorded.</summary>
public sealed class RecordedValueTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunWorker Worker => new(_portal);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Account_DeclaredForSomethingElse_IsRefusedAtTheBox()
    {
        await using (var db = postgres.CreateDbContext())
        {
            db.AddRange(
                Account("111111111111", "POS Production", AccountRole.Production),
                Account("222222222222", "POS Test", AccountRole.NonProduction));
            await db.SaveChangesAsync(Ct);
        }

        var production = await Worker.StartInstallAsync("prodclient", TestActors.Ana, Ct);
        var qa = await Worker.StartInstallAsync("qaclient", TestActors.Ana, Ct, EnvironmentKind.QA);

        Assert.Contains(
            "NonProduction", await RefusedAsync(production.Head.Id, "aws-provisioning", "provisioning-account", "222222222222"));
        Assert.Contains("Production", await RefusedAsync(qa.Head.Id, "aws-provisioning", "provisioning-account", "111111111111"));
        await SaveAsync(production.Head.Id, "aws-provisioning", "provisioning-account", "111111111111");
        await SaveAsync(qa.Head.Id, "aws-provisioning", "provisioning-account", "222222222222");
    }

    [Fact]
    public async Task Value_OfAnotherClient_IsRefusedInAnyLetterCaseAndItsOwnIsNot()
    {
        var first = await Worker.StartInstallAsync("ownone", TestActors.Ana, Ct);
        var second = await Worker.StartInstallAsync("owntwo", TestActors.Ana, Ct);
        await SaveAsync(first.Head.Id, "hosting-domains", "pos-domain", "pos.ownone.example");
        await SaveAsync(first.Head.Id, "rds-login-record", "cloud-login-entry", "FPM-777001");

        Assert.Contains("ownone", await RefusedAsync(second.Head.Id, "hosting-domains", "pos-domain", "POS.OwnOne.example"));
        Assert.Contains("ownone", await RefusedAsync(second.Head.Id, "rds-login-record", "cloud-login-entry", "fpm-777001"));
        // One entry may hold several of the same client's.
        await SaveAsync(first.Head.Id, "hosting-domains", "onl-domain", "pos.ownone.example");
        await SaveAsync(second.Head.Id, "hosting-domains", "pos-domain", "pos.owntwo.example");
    }

    [Fact]
    public async Task DateAndPlace_ThatAreNone_AreRefused()
    {
        var run = await Worker.StartInstallAsync("wrongplaces", TestActors.Ana, Ct);

        Assert.Contains(
            "future",
            await RefusedAsync(run.Head.Id, "org-id", "client-sign-off-on", DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd", null)));
        Assert.Contains("us-west-1", await RefusedAsync(run.Head.Id, "site-title", "hosting-region", "us-west-7"));
        Assert.Contains("time zone", await RefusedAsync(run.Head.Id, "standard-time-zone", "time-zone", "Mars/Olympus"));
        Assert.Contains("availability zone", await RefusedAsync(run.Head.Id, "rds-availability-zone", "rds-az", "us-east-1z"));
    }

    [Fact]
    public async Task Account_ThePortalDoesNotKnow_IsAskedBackAndKeptWithAReasonEverywhere()
    {
        await using (var db = postgres.CreateDbContext())
        {
            db.Add(Account("555555555555", "POS Production 5", AccountRole.Production));
            await db.SaveChangesAsync(Ct);
        }

        var run = (await Worker.StartInstallAsync("askedback", TestActors.Ana, Ct)).Head.Id;
        const string box = "provisioning-account";

        var asked = await Assert.ThrowsAsync<RefusedException>(() => SaveAsync(run, "aws-provisioning", box, "999999999999"));
        Assert.Equal((RefusalKind.Conflict, "doubtful-value", box), (asked.Kind, asked.Code, asked.Field));
        var secret = await Assert.ThrowsAsync<RefusedException>(() => KeepAsync(run, box, "999999999999", "password: Xk29!vTq77pLm"));
        Assert.Equal((RefusalKind.SecretFound, box), (secret.Kind, secret.Field));
        await KeepAsync(run, box, "999999999999", "It is made tomorrow.");

        var field = (await Worker.StepAsync(run, "aws-provisioning", TestActors.Marek, Ct)).Fields.Single(f => f.Id == box);
        Assert.Equal((asked.Message, "It is made tomorrow.", TestActors.Ana.DisplayName), (field.Kept!.Seen, field.Kept.Reason, field.By));
        var activity = (await _portal.Get<RunQueries>().ActivityAsync(run, "aws-provisioning", null, 10, Ct))[0];
        Assert.Equal(field.Kept, Assert.Single(activity.Changes).Kept);
        var rows = await _portal.Get<RunRecord>().RowsAsync(run, DateTimeOffset.UtcNow, Ct).Where(r => r.Field == box).ToListAsync(Ct);
        Assert.Equal(field.Kept, Assert.Single(rows).Kept);
        var body = (await _portal.Get<AuditQueries>().OfSubjectAsync($"run:{run}", null, 1, Ct))[0].Body;
        Assert.Contains("It is made tomorrow.", body, StringComparison.Ordinal);
        Assert.Contains("The portal knows no account", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_DeclaredForSomethingElseSinceItWasRecorded_IsRefusedAtTheTick()
    {
        const string box = "provisioning-account";
        await using (var db = postgres.CreateDbContext())
        {
            db.Add(Account("666666666666", "POS Production 6", AccountRole.Production));
            await db.SaveChangesAsync(Ct);
        }

        var run = (await Worker.StartInstallAsync("tickedlater", TestActors.Ana, Ct)).Head.Id;
        var worker = new RunWorker(_portal) { Answers = { [box] = "666666666666" } };
        await worker.WorkUntilAsync(run, "aws-provisioning", TestActors.Ana, TestActors.Marek, Ct);
        await SaveAsync(run, "aws-provisioning", box, "666666666666");
        await postgres.ExecuteAsOwnerAsync("update account set role = 'NonProduction' where id = '666666666666'");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => worker.TickAsync(run, "aws-provisioning", TestActors.Ana, Ct));
        Assert.Equal((RefusalKind.Invalid, "invalid-value", box), (refused.Kind, refused.Code, refused.Field));
        Assert.Contains("NonProduction", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Open", (await Worker.StepAsync(run, "aws-provisioning", TestActors.Ana, Ct)).State.ToString());
    }

    [Fact]
    public async Task Value_TakenSinceItWasRecorded_IsRefusedAtTheTick()
    {
        // Recorded by a portal that did not hold it against others.
        var first = await Worker.StartInstallAsync("takenone", TestActors.Ana, Ct);
        var second = await Worker.StartInstallAsync("takentwo", TestActors.Ana, Ct);
        await Worker.WorkUntilAsync(second.Head.Id, "hosting-domains", TestActors.Ana, TestActors.Marek, Ct);
        await SaveAsync(second.Head.Id, "hosting-domains", "pos-domain", "pos.takentwo.example");
        await SaveAsync(first.Head.Id, "hosting-domains", "pos-domain", "pos.takenone.example");
        await postgres.ExecuteAsOwnerAsync(
            $"update run_step set record = replace(record::text, 'pos.takenone.example', 'pos.takentwo.example')::jsonb where run_id = "
                + $"'{first.Head.Id}' and step_key = 'hosting-domains'");

        var refused =
            await Assert.ThrowsAsync<RefusedException>(() => Worker.TickAsync(second.Head.Id, "hosting-domains", TestActors.Ana, Ct));
        Assert.Equal(("invalid-value", "pos-domain"), (refused.Code, refused.Field));
        Assert.Contains("takenone", refused.Message, StringComparison.Ordinal);
    }

    private Task<SetStepOutcome> KeepAsync(Guid runId, string field, string value, string reason) => Worker.DoAsync(
        runId, "aws-provisioning", StepAction.SaveFields, TestActors.Ana, Ct, new Dictionary<string, string?> { [field] = value },
        keep: new Dictionary<string, string?> { [field] = reason });

    private static Account Account(string id, string name, AccountRole role) => new()
    {
        Id = id,
        Name = name,
        Status = "ACTIVE",
        Role = role,
        Tags = "{}",
        DiscoveredAt = DateTimeOffset.UtcNow,
        LastSeenAt = DateTimeOffset.UtcNow,
    };

    private Task<SetStepOutcome> SaveAsync(Guid runId, string step, string field, string value) =>
        Worker.DoAsync(runId, step, StepAction.SaveFields, TestActors.Ana, Ct, new Dictionary<string, string?> { [field] = value });

    private async Task<string> RefusedAsync(Guid runId, string step, string field, string value)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => SaveAsync(runId, step, field, value));
        Assert.Equal((RefusalKind.Invalid, "invalid-value", field), (refused.Kind, refused.Code, refused.Field));
        return refused.Message;
    }
}
