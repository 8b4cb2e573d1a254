using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.AuditTrail;

/// <summary>What the owner of the database could do with the seat belt off, and what verification says then. Each test has its own
/// database.</summary>
public sealed class TamperedTrailTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Nulled = "update audit.body set salt = null, body = null where seq = 2; ";

    private const string Asked =
        """
        select audit.chain('portal', 'tom', 'audit.redaction-asked', 'audit:2', '{"subject":"audit:2","data":{"seq":2}}');
        """;

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
    // Kept without its salt a body cannot be held against anything.
    [InlineData("update audit.body set salt = null, body = replace(body, '3', '9') where seq = 3", AuditFaultKind.BodyEdited, 3)]
    [InlineData("update audit.body set salt = null where seq = 3", AuditFaultKind.BodyEdited, 3)]
    [InlineData("update audit.body set body = null where seq = 4", AuditFaultKind.BodyMissing, 4)]
    [InlineData(
        "update audit.body b set salt = o.salt, body = o.body from audit.body o where (b.seq, o.seq) in ((2, 3), (3, 2))",
        AuditFaultKind.BodyEdited, 2)]
    [InlineData(
        """
        insert into audit.event select stream, 7, at, actor, kind, subject, commit_, prev, hash from audit.event where seq = 6;
        update audit.body set seq = 7 where seq = 6; delete from audit.event where seq = 6
        """,
        AuditFaultKind.EventMissing, 6)]
    [InlineData("update audit.head set seq = 5, hash = (select hash from audit.event where seq = 5)", AuditFaultKind.TailCut, 7)]
    // Redactions that one person alone, or nobody, recorded, or of another body.
    [InlineData(Nulled + "select audit.chain('portal', 'tom', 'audit.redacted', 'audit:2', '{\"subject\":\"audit:2\"}')",
        AuditFaultKind.BodyMissing, 2)]
    [InlineData("select audit.chain('portal', 'ana', 'scan.started', 'scan:1', 'no object')", AuditFaultKind.NotAnEvent, 7)]
    [InlineData("select audit.chain('portal', 'ana', 'scan.started', 'scan:1', '[1]')", AuditFaultKind.NotAnEvent, 7)]
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
            select audit.chain('portal', 'ana', 'scan.started', 'test:1', '{"subject":"test:1"}');
            select audit.chain('portal', 'ana', 'scan.started', 'test:1', '{"subject":"test:1"}');
            """);

        Assert.True((await new AuditQueries(postgres).VerifyAsync(anchor: null, Ct)).Good);
        var verification = await new AuditQueries(postgres).VerifyAsync(restore.Anchor, Ct);

        Assert.Equal((AuditFaultKind.AnchorDiffers, 6L), (verification.Fault?.Kind, verification.Fault?.Seq));
    }

    // Recorded by nobody who was asked, by one person alone, of another body; and as two people would have, which is counted.
    [Theory]
    [InlineData("priya", 1, 2, false)]
    [InlineData("tom", 7, 2, false)]
    [InlineData("priya", 7, 3, false)]
    [InlineData("priya", 7, 2, true)]
    public async Task Redaction_Forged_IsFoundOrCounted(string actor, long asked, long bodyOf, bool good)
    {
        await using var restore = await TamperAsync($"""
            {Nulled} {Asked}
            select audit.chain('portal', '{actor}', 'audit.redacted', 'audit:2', jsonb_build_object('subject', 'audit:2', 'data',
              jsonb_build_object('seq', 2, 'asked', {asked}, 'commitment', encode(commit_, 'hex')))::text)
            from audit.event where seq = {bodyOf}
            """);

        var verification = await new AuditQueries(postgres).VerifyAsync(anchor: null, Ct);

        Assert.Equal((good, good ? 1 : 0), (verification.Good, verification.Redacted));
        if (!good) Assert.Equal((AuditFaultKind.BodyMissing, 2), (verification.Fault!.Kind, verification.Fault.Seq));
    }

    [Fact]
    public async Task Trail_RehashedWholeFromItsFirstEvent_IsFoundByAnAnchorOnly()
    {
        await using var restore = await TamperAsync("""
            delete from audit.body; delete from audit.event; delete from audit.head;
            select audit.chain('portal', 'ana', 'scan.started', 'test:1', '{"subject":"test:1"}') from generate_series(1, 6);
            """);

        Assert.True((await new AuditQueries(postgres).VerifyAsync(anchor: null, Ct)).Good);
        var verification = await new AuditQueries(postgres).VerifyAsync(restore.Anchor, Ct);

        Assert.Equal((AuditFaultKind.AnchorDiffers, 6L), (verification.Fault?.Kind, verification.Fault?.Seq));
    }

    [Fact]
    public async Task Trail_EmptiedWithItsHead_IsNotGoodWhereThePortalWasAtWork()
    {
        await using var restore = await TamperAsync("""
            delete from audit.body; delete from audit.event; delete from audit.head;
            insert into person_identity (id, subject_id, name, valid_from) values (gen_random_uuid(), 'ana', 'Ana', now());
            """);

        Assert.Equal(AuditFaultKind.TrailEmpty, (await new AuditQueries(postgres).VerifyAsync(anchor: null, Ct)).Fault?.Kind);
        Assert.Equal(AuditFaultKind.TailCut, (await new AuditQueries(postgres).VerifyAsync(restore.Anchor, Ct)).Fault?.Kind);
    }

    [Fact]
    public async Task BrokenRows_AreAllNamed_AndStopNeitherVerifierNorPage()
    {
        await using var restore = await TamperAsync("""
            select audit.chain('portal', 'ana', 'scan.started', 'scan:1', 'no object');
            update audit.body set body = 'neither' where seq = 2; delete from audit.body where seq = 3;
            update audit.body set salt = null, body = null where seq = 4;
            """);
        await TestTrail.AppendAsync(postgres, TestActors.Tom, new AuditEvent("scan.started", "scan:2", new { Number = 2 }), Ct);

        var verification = await new AuditQueries(postgres).VerifyAsync(anchor: null, Ct);
        Assert.Equal(
            [(2L, AuditFaultKind.BodyEdited), (3L, AuditFaultKind.BodyMissing), (4L, AuditFaultKind.BodyMissing),
                (7L, AuditFaultKind.NotAnEvent)],
            verification.Faults.Select(f => (f.Seq, f.Kind)));
        Assert.Equal(1, verification.Checked);

        await using var portal = new TestPortal(postgres);
        var told = await portal.Get<AuditReader>().ListAsync(new AuditFilter(), null, 50, Ct);
        Assert.Equal([8L, 7, 6, 5, 4, 3, 2, 1], told.Select(t => t.Entry.Seq));
        Assert.Equal(
            ["ana did scan.started; what is kept of it is no event of the portal and cannot be read",
                "ana did scan.started; what it said is gone, and no redaction was recorded"],
            new[] { told[1].Text, told[4].Text });
        Assert.Single(await portal.Get<AuditReader>().ListAsync(new AuditFilter(Who: "Tom Becker"), null, 50, Ct));
    }

    // Six events in an otherwise empty trail, then the SQL with the triggers off.
    private async Task<Tampered> TamperAsync(string sql)
    {
        for (var i = 1; i <= 6; i++)
            await TestTrail.AppendAsync(
                postgres, TestActors.Ana, new AuditEvent("scan.started", "test:1", new { Text = $"event {i}" }), Ct);
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
            await Postgres.ExecuteAsOwnerAsync(
                "delete from audit.body; delete from audit.event; delete from audit.head; delete from person_identity");
    }
}
