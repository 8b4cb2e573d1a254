using FusionPortal.Core.AuditTrail;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.AuditTrail;

/// <summary>What the owner of the database could do with the seat belt off, and what verification says then. Each test has its own
/// database.</summary>
public sealed class TamperedTrailTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("update audit.body set body = replace(body, 'event 3', 'event 9') where seq = 3", AuditFaultKind.BodyEdited, 3)]
    [InlineData("update audit.body set body = replace(body, ':', ': ') where seq = 2", AuditFaultKind.BodyEdited, 2)]
    [InlineData("update audit.event set actor = 'marek' where seq = 4", AuditFaultKind.EventEdited, 4)]
    [InlineData("update audit.event set at = at - interval '1 microsecond' where seq = 1", AuditFaultKind.EventEdited, 1)]
    [InlineData("update audit.event set subject = 'test:other' where seq = 2", AuditFaultKind.EventEdited, 2)]
    [InlineData("delete from audit.body where seq = 3; delete from audit.event where seq = 3", AuditFaultKind.EventMissing, 3)]
    [InlineData("delete from audit.body where seq = 5", AuditFaultKind.BodyMissing, 5)]
    [InlineData("update audit.body set salt = null, body = null where seq = 2", AuditFaultKind.BodyMissing, 2)]
    [InlineData("delete from audit.body where seq > 4; delete from audit.event where seq > 4", AuditFaultKind.TailCut, 5)]
    [InlineData("delete from audit.body; delete from audit.event", AuditFaultKind.TailCut, 1)]
    public async Task Trail_TamperedWith_IsFoundAtThatEvent(string sql, AuditFaultKind kind, long seq)
    {
        await using var restore = await TamperAsync(sql);

        var verification = await new AuditQueries(postgres).VerifyAsync(anchor: null, Ct);

        Assert.Equal((kind, seq), (verification.Fault?.Kind, verification.Fault?.Seq));
        Assert.NotEmpty(verification.Fault!.Message);
    }

    [Fact]
    public async Task Tail_CutTogetherWithItsHead_IsFoundByAnAnchorOnly()
    {
        await using var restore = await TamperAsync("""
            delete from audit.body where seq > 4; delete from audit.event where seq > 4;
            update audit.head h set seq = 4, hash = (select e.hash from audit.event e where e.seq = 4)
            """);

        Assert.True((await new AuditQueries(postgres).VerifyAsync(anchor: null, Ct)).Good);
        var verification = await new AuditQueries(postgres).VerifyAsync(restore.Anchor, Ct);

        Assert.Equal(AuditFaultKind.TailCut, verification.Fault?.Kind);
    }

    [Fact]
    public async Task Trail_RewrittenAndRehashed_IsFoundByAnAnchorOnly()
    {
        // Cut after event 4 and continued with other events: a chain that is good in itself.
        await using var restore = await TamperAsync("""
            delete from audit.body where seq > 4; delete from audit.event where seq > 4;
            update audit.head h set seq = 4, hash = (select e.hash from audit.event e where e.seq = 4);
            select audit.append('portal', 'ana', 'test.happened', 'test:1', '{"subject":"test:1"}');
            select audit.append('portal', 'ana', 'test.happened', 'test:1', '{"subject":"test:1"}');
            """);

        Assert.True((await new AuditQueries(postgres).VerifyAsync(anchor: null, Ct)).Good);
        var verification = await new AuditQueries(postgres).VerifyAsync(restore.Anchor, Ct);

        Assert.Equal((AuditFaultKind.AnchorDiffers, 6L), (verification.Fault?.Kind, verification.Fault?.Seq));
    }

    [Fact]
    public async Task Body_RedactedWithARecord_StillVerifies()
    {
        await using var restore = await TamperAsync("update audit.body set salt = null, body = null where seq = 2");
        await TestTrail.AppendAsync(
            postgres, TestActors.Tom, new AuditEvent("audit.redacted", "audit:2", new { Reason = "a pasted secret" }), Ct);

        var verification = await new AuditQueries(postgres).VerifyAsync(anchor: null, Ct);

        Assert.True(verification.Good, verification.Fault?.Message);
    }

    // Six events in an otherwise empty trail, then the SQL with the triggers off.
    private async Task<Tampered> TamperAsync(string sql)
    {
        for (var i = 1; i <= 6; i++)
            await TestTrail.AppendAsync(
                postgres, TestActors.Ana, new AuditEvent("test.happened", "test:1", new { Text = $"event {i}" }), Ct);
        var tampered = new Tampered(postgres, await new AuditQueries(postgres).HeadAsync(Ct));
        await postgres.ExecuteAsOwnerAsync($"""
            alter table audit.event disable trigger user; alter table audit.body disable trigger user;
            alter table audit.head disable trigger user;
            {sql}
            """);
        return tampered;
    }

    private sealed record Tampered(PostgresFixture Postgres, AuditPosition Anchor) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() =>
            await Postgres.ExecuteAsOwnerAsync("delete from audit.body; delete from audit.event; delete from audit.head");
    }
}
