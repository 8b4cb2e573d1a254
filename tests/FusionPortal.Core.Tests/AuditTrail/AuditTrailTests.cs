using System.Text.Json;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Tests.AuditTrail;

public sealed class AuditTrailTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_OutsideATransaction_IsRefused()
    {
        await using var db = postgres.CreateDbContext();

        await Assert.ThrowsAsync<InvalidOperationException>(() => AuditWriter.AppendAsync(db, TestActors.Ana, Event("x"), Ct));
    }

    [Fact]
    public async Task Append_RolledBack_LeavesNoGapAndNoEvent()
    {
        var first = await AppendAsync("kept");
        await using (var db = postgres.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            await AuditWriter.AppendAsync(db, TestActors.Ana, Event("dropped"), Ct);
            await transaction.RollbackAsync(Ct);
        }

        var second = await AppendAsync("kept too");

        Assert.Equal(first.Seq + 1, second.Seq);
        Assert.Equal(second, await new AuditQueries(postgres).HeadAsync(Ct));
        Assert.True((await VerifyAsync()).Good);
    }

    [Fact]
    public async Task Append_FromManyAtOnce_GivesOneUnbrokenChain()
    {
        var before = await new AuditQueries(postgres).HeadAsync(Ct);

        var positions = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => AppendAsync($"parallel {i}")));

        Assert.Equal(Enumerable.Range(1, 40).Select(i => before.Seq + i), positions.Select(p => p.Seq).Order());
        var verification = await VerifyAsync();
        Assert.True(verification.Good, verification.Fault?.Message);
        Assert.Equal(before.Seq + 40, verification.Checked);
    }

    [Fact]
    public async Task Entry_OfASubject_HasTheExactBodyAndWho()
    {
        await AppendAsync("Zażółć «gęślą» 🚲", subject: "test:words");

        var entry = Assert.Single(await new AuditQueries(postgres).OfSubjectAsync("test:words", before: null, take: 10, Ct));

        Assert.Equal("ana", entry.Actor);
        Assert.Contains("Zażółć «gęślą»", entry.Body);
        using var body = JsonDocument.Parse(entry.Body!);
        Assert.Equal("Zażółć «gęślą» 🚲", body.RootElement.GetProperty("data").GetProperty("text").GetString());
        Assert.Equal("installer", body.RootElement.GetProperty("actor").GetProperty("roles")[0].GetString());
    }

    [Theory]
    [InlineData("update audit.event set kind = 'other'")]
    [InlineData("delete from audit.event")]
    [InlineData("truncate audit.event, audit.body")]
    [InlineData("update audit.body set body = '{}'")]
    [InlineData("delete from audit.body")]
    [InlineData("update audit.head set seq = 0")]
    [InlineData("insert into audit.head values ('other', 0, '')")]
    [InlineData("alter table audit.event disable trigger all")]
    [InlineData("set role fusionportal_audit")]
    public async Task Trail_TouchedByThePortalsLogin_IsDenied(string sql)
    {
        await AppendAsync("something to touch");
        await using var db = postgres.CreateDbContext();

        var denied =
            await Assert.ThrowsAsync<PostgresException>(
            () => db.Database.ExecuteSqlRawAsync(
            sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), Ct));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    [Theory]
    [InlineData("update audit.event set kind = 'other'")]
    [InlineData("delete from audit.body")]
    [InlineData("truncate audit.event, audit.body")]
    public async Task Trail_TouchedByTheOwnerWithTheSeatBeltOn_IsDenied(string sql)
    {
        await AppendAsync("something to touch");

        var denied = await Assert.ThrowsAsync<PostgresException>(() => postgres.ExecuteAsOwnerAsync(sql));

        Assert.Contains("append-only", denied.MessageText);
    }

    [Fact]
    public async Task Verify_ByAnAuditor_IsItselfRecorded()
    {
        await AppendAsync("something");

        var result = await new VerifyAuditTrail(new AuditQueries(postgres), postgres)
            .ExecuteAsync(new VerifyAuditTrailRequest(), TestActors.Ingrid, Ct);

        Assert.True(result.Good);
        var head = await new AuditQueries(postgres).HeadAsync(Ct);
        Assert.Equal(result.Head.Seq + 1, head.Seq);
    }

    [Fact]
    public async Task Verify_ByAnInstaller_IsForbidden()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            new VerifyAuditTrail(new AuditQueries(postgres), postgres).ExecuteAsync(new VerifyAuditTrailRequest(), TestActors.Ana, Ct));

        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
    }

    private Task<AuditVerification> VerifyAsync() => new AuditQueries(postgres).VerifyAsync(anchor: null, Ct);

    private Task<AuditPosition> AppendAsync(string text, string subject = "test:1") =>
        TestTrail.AppendAsync(postgres, TestActors.Ana, Event(text, subject), Ct);

    private static AuditEvent Event(string text, string subject = "test:1") => new("scan.started", subject, new { Text = text });
}

internal static class TestTrail
{
    public static async Task<AuditPosition> AppendAsync(
        IDbContextFactory<PortalDbContext> factory, Actor actor, AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var position = await AuditWriter.AppendAsync(db, actor, auditEvent, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return position;
    }
}
