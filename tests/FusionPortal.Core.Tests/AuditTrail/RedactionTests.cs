using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Redactions;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Tests.AuditTrail;

/// <summary>A body goes by two people, and what the portal's login could send the database's functions beside the portal.</summary>
public sealed class RedactionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Body_RedactedByTwoPeople_IsGoneCountedAndVerifies()
    {
        var seq = await AppendAsync();
        var before = await _portal.Get<AuditQueries>().VerifyAsync(null, Ct);

        Assert.Equal("not-asked", (await RefusedAsync(RedactAsync(seq, TestActors.Tom))).Code);
        var asked = await AskAsync(seq, TestActors.Priya);
        Assert.Equal("second-person-needed", (await RefusedAsync(RedactAsync(seq, TestActors.Priya))).Code);
        var done = await RedactAsync(seq, TestActors.Tom);

        Assert.Equal("redacted-already", (await RefusedAsync(AskAsync(seq, TestActors.Priya))).Code);
        Assert.Equal("not-redactable", (await RefusedAsync(AskAsync(done.Seq, TestActors.Priya))).Code);
        Assert.Equal("no-such-event", (await RefusedAsync(AskAsync(seq + 1000, TestActors.Priya))).Code);
        Assert.Equal(RefusalKind.Forbidden, (await RefusedAsync(AskAsync(seq, TestActors.Ana))).Kind);
        var verified = await _portal.Get<AuditQueries>().VerifyAsync(null, Ct);
        Assert.True(verified.Good, verified.Fault?.Message);
        Assert.Equal(before.Redacted + 1, verified.Redacted);
        var told = await _portal.Get<AuditReader>().ListAsync(new AuditFilter(), null, 10, Ct);
        Assert.Equal(
            [$"Tom Becker redacted event {seq}, as asked for in event {asked.Seq}: “It is so”",
                $"Priya Shah asked for event {seq} to be redacted: “A password was pasted”",
                "ana did what was redacted since, scan.started; its hash still verifies"],
            new[] { done.Seq, asked.Seq, seq }.Select(s => told.Single(t => t.Entry.Seq == s).Text));
    }

    [Theory]
    [InlineData("other", "ana", "scan.started", "s", """{"kind":"scan.started","subject":"s","actor":{"id":"ana"},"data":{}}""")]
    [InlineData("portal", "ana", "made.up", "s", """{"kind":"made.up","subject":"s","actor":{"id":"ana"},"data":{}}""")]
    [InlineData("portal", "ana", "scan.started", "s", "no object")]
    [InlineData("portal", "ana", "scan.started", "s", "[1]")]
    [InlineData("portal", "ana", "scan.started", "s", "{}")]
    [InlineData("portal", "ana", "scan.started", "s", """{"kind":"scan.started","subject":"s","actor":{"id":"ana"}}""")]
    [InlineData("portal", "ana", "scan.started", "s", """{"kind":"scan.failed","subject":"s","actor":{"id":"ana"},"data":{}}""")]
    [InlineData("portal", "ana", "scan.started", "s", """{"kind":"scan.started","subject":"t","actor":{"id":"ana"},"data":{}}""")]
    [InlineData("portal", "ana", "scan.started", "s", """{"kind":"scan.started","subject":"s","actor":{"id":"tom"},"data":{}}""")]
    [InlineData("portal", "", "scan.started", "s", """{"kind":"scan.started","subject":"s","actor":{"id":""},"data":{}}""")]
    [InlineData(
        "portal", "ana", "audit.redacted", "audit:1", """{"kind":"audit.redacted","subject":"audit:1","actor":{"id":"ana"},"data":{}}""")]
    public async Task Append_OfWhatIsNoEventOfThePortal_IsRefusedByTheDatabase(
        string stream, string actor, string kind, string subject, string body)
    {
        await using var db = postgres.CreateDbContext();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync(
            $"select audit.append({stream}, {actor}, {kind}, {subject}, {body})", Ct));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task Redaction_PastThePortal_NeedsWhatThePortalNeeds()
    {
        var seq = await AppendAsync();
        Assert.Equal(PostgresErrorCodes.CheckViolation, await StateAsync(seq, "tom", 1, null));
        var asked = await AskAsync(seq, TestActors.Priya);

        Assert.Equal(PostgresErrorCodes.CheckViolation, await StateAsync(seq, TestActors.Priya.SubjectId, asked.Seq, null));
        Assert.Equal(PostgresErrorCodes.CheckViolation, await StateAsync(seq, "tom", asked.Seq, new string('0', 64)));
        Assert.Equal(PostgresErrorCodes.CheckViolation, await StateAsync(asked.Seq, "tom", asked.Seq, null));
        Assert.Null(await StateAsync(seq, "tom", asked.Seq, null));
    }

    [Fact]
    public async Task Body_NulledByTheOwnerWithTheSeatBeltOn_IsDeniedWithoutItsRedaction()
    {
        var seq = await AppendAsync();

        var denied = await Assert.ThrowsAsync<PostgresException>(
            () => postgres.ExecuteAsOwnerAsync($"update audit.body set salt = null, body = null where seq = {seq}"));

        Assert.Contains("append-only", denied.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KindsThatHaveASentence_AreKnownToTheDatabase()
    {
        await using var db = postgres.CreateDbContext();
        var known = await db.Database.SqlQuery<string>($"""select kind as "Value" from audit.kind""").ToListAsync(Ct);

        Assert.Empty(EventSentences.All.Keys.Except(known));
    }

    // As somebody with the portal's login and a client of PostgreSQL would call it.
    private async Task<string?> StateAsync(long seq, string actor, long asked, string? commitment)
    {
        await using var db = postgres.CreateDbContext();
        try
        {
            await db.Database.ExecuteSqlAsync($"""
                select audit.redact({seq}, {actor}, jsonb_build_object('kind', 'audit.redacted', 'subject', 'audit:' || {seq}::text,
                  'actor', jsonb_build_object('id', {actor}::text),
                  'data', jsonb_build_object('seq', {seq}::bigint, 'asked', {asked}::bigint, 'commitment',
                   coalesce({commitment}::text, encode(e.commit_, 'hex'))))::text) from audit.event e where e.seq = {seq}
                """, Ct);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    private async Task<long> AppendAsync() =>
        (await TestTrail.AppendAsync(
            postgres, TestActors.Ana, new AuditEvent("scan.started", "scan:1", new { Text = "to be gone" }), Ct)).Seq;

    private Task<AuditPosition> AskAsync(long seq, Actor actor) =>
        _portal.Get<AskRedaction>().ExecuteAsync(new AskRedactionRequest(seq, "A password was pasted"), actor, Ct);

    private Task<AuditPosition> RedactAsync(long seq, Actor actor) =>
        _portal.Get<RedactEvent>().ExecuteAsync(new RedactEventRequest(seq, "It is so"), actor, Ct);

    private static Task<RefusedException> RefusedAsync(Task<AuditPosition> act) => Assert.ThrowsAsync<RefusedException>(() => act);
}
