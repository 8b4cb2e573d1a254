using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>Two people record for two clients, at the same moment, what only one client may hold.</summary>
public sealed class RecordedAtOnceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunWorker Worker => new(_portal);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory(Timeout = 60_000)]
    [InlineData("hosting-domains", "pos-domain", "hosting-domains", "onl-domain", "shop.example.com", "Shop.Example.com")]
    [InlineData("rds-login-record", "cloud-login-entry", "rds-login-record", "cloud-login-entry", "FPM-880044", "fpm-880044")]
    public async Task OneValue_RecordedForTwoClientsAtOnce_IsRefusedToTheSecond(
        string firstStep, string firstField, string secondStep, string secondField, string value, string again)
    {
        var first = await Worker.StartInstallAsync($"one{firstField.Replace("-", "", StringComparison.Ordinal)}", TestActors.Ana, Ct);
        var second = await Worker.StartInstallAsync($"two{firstField.Replace("-", "", StringComparison.Ordinal)}", TestActors.Ana, Ct);
        await using var held = await HeldLock.TakeAsync(postgres, HeldLock.Commits, TestContext.Current.CancellationToken);

        var ana = SaveAsync(first.Head.Id, firstStep, firstField, value, TestActors.Ana);
        await held.UntilWaitingAsync(1, Ct);
        var marek = SaveAsync(second.Head.Id, secondStep, secondField, again, TestActors.Marek);
        await held.UntilWaitingAsync(2, Ct);
        await held.ReleaseAsync(Ct);

        await ana;
        var refused = await Assert.ThrowsAsync<RefusedException>(() => marek);
        Assert.Equal(("invalid-value", secondField), (refused.Code, refused.Field));
        Assert.Contains(first.Head.OrgId!, refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Value_SomebodyElseIsRecording_IsWaitedFor_AndNoOtherIs()
    {
        var first = await Worker.StartInstallAsync("besideone", TestActors.Ana, Ct);
        var second = await Worker.StartInstallAsync("besidetwo", TestActors.Ana, Ct);
        await using var held =
            await HeldLock.TakeAsync(
            postgres, "select pg_advisory_xact_lock(x'46506F77'::int, hashtext('pos.besideone.example'))",
            TestContext.Current.CancellationToken);

        await SaveAsync(second.Head.Id, "hosting-domains", "pos-domain", "pos.besidetwo.example", TestActors.Marek);
        var waiting = SaveAsync(first.Head.Id, "hosting-domains", "pos-domain", "POS.besideone.example", TestActors.Ana);
        await held.UntilWaitingAsync(1, Ct);

        await held.ReleaseAsync(Ct);
        await waiting;
    }

    private Task<SetStepOutcome> SaveAsync(Guid runId, string step, string field, string value, Core.Actor actor) =>
        Worker.DoAsync(runId, step, StepAction.SaveFields, actor, Ct, new Dictionary<string, string?> { [field] = value });
}
