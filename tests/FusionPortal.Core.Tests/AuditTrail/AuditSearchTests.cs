using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Tests.AuditTrail;

public sealed class AuditSearchTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new(cluster);
    private TestPortal _portal = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _portal = new TestPortal(_postgres);
        await AppendAsync(TestActors.Priya, "scan.started", "scan:1");
        await AppendAsync(TestActors.Ana, "run.step-set", "run:50%_done");
        await AppendAsync(TestActors.Ana, "scan.started", "scan:2");
    }

    [Fact]
    public async Task Events_ComeNewestFirst_AndPageByNumber()
    {
        var first = await ListAsync(new AuditFilter(), take: 2);

        Assert.Equal([3L, 2L], first.Select(e => e.Seq));
        Assert.Equal([1L], (await _portal.Get<AuditSearch>().ListAsync(new AuditFilter(), first[^1].Seq, 2, Ct)).Select(e => e.Seq));
    }

    [Theory]
    [InlineData("ruiz", null, null, new[] { 3L, 2L })]
    [InlineData(null, "scan.", null, new[] { 3L, 1L })]
    [InlineData("PRIYA", "scan.", null, new[] { 1L })]
    [InlineData(null, null, "SCAN:", new[] { 3L, 1L })]
    [InlineData(null, null, "%_", new[] { 2L })]
    [InlineData("_", null, null, new long[0])]
    public async Task Filter_IgnoresCase_AndTakesSignsAsTheyAre(string? who, string? kind, string? subject, long[] expected) =>
        Assert.Equal(expected, (await ListAsync(new AuditFilter(who, kind, subject))).Select(e => e.Seq));

    [Fact]
    public async Task Event_IsFoundByAFindingsNumber_AndByTheTitleItKeeps()
    {
        var finding = Guid.CreateVersion7();
        await using var owner = NpgsqlDataSource.Create(_postgres.OwnerConnectionString);
        await using var planted = owner.CreateCommand(
            "insert into finding (id, convention_id, subject, subject_hash, first_seen_at) "
                + "values ($1, 'X-1', 'x', $1, now()) returning number");
        planted.Parameters.AddWithValue(finding);
        var number = (long)(await planted.ExecuteScalarAsync(Ct))!;
        await AppendAsync(TestActors.Priya, "finding.acknowledged", $"finding:{finding}");
        await AppendAsync(TestActors.Ana, "run.cancelled", "run:7", "Harbor Books");

        Assert.Equal([4L], (await ListAsync(new AuditFilter(Subject: $"f-{number}"))).Select(e => e.Seq));
        Assert.Empty(await ListAsync(new AuditFilter(Subject: $"F-{number + 1}")));
        Assert.Equal([5L], (await ListAsync(new AuditFilter(Subject: "harbor"))).Select(e => e.Seq));
    }

    [Fact]
    public async Task Event_IsFoundByItsFinding_ItsRun_AndTheResourceItIsAbout()
    {
        const string Arn = "arn:aws:s3:::fusion-rms-acme";
        var (finding, run) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var owner = NpgsqlDataSource.Create(_postgres.OwnerConnectionString);
        await using var planted = owner.CreateCommand(
            "insert into finding (id, convention_id, subject, subject_hash, first_seen_at) "
                + "values ($1, 'X-1', $2, $1, now()) returning number");
        planted.Parameters.AddWithValue(finding);
        planted.Parameters.AddWithValue(Arn);
        var number = (long)(await planted.ExecuteScalarAsync(Ct))!;
        await AppendAsync(TestActors.Priya, "finding.acknowledged", $"finding:{finding}");
        await AppendAsync(TestActors.Ana, "run.cancelled", $"run:{run}");
        await AppendAsync(TestActors.Ana, "resources.rechecked", "inventory", arns: [Arn]);

        Assert.Equal([4L], (await ListAsync(new AuditFilter { Finding = number })).Select(e => e.Seq));
        Assert.Empty(await ListAsync(new AuditFilter { Finding = number + 1 }));
        Assert.Equal([5L], (await ListAsync(new AuditFilter { RunId = run })).Select(e => e.Seq));
        Assert.Equal([6L, 4L], (await ListAsync(new AuditFilter { Resource = Arn })).Select(e => e.Seq));
        Assert.Equal([6L, 4L], (await ListAsync(new AuditFilter { Resource = "fusion-rms-acme" })).Select(e => e.Seq));
        Assert.Equal([6L], (await ListAsync(new AuditFilter(Who: "ruiz") { Resource = Arn })).Select(e => e.Seq));
        Assert.Empty(await ListAsync(new AuditFilter { Resource = "rms-acme" }));
    }

    [Theory]
    [InlineData("F-20931", 20931L)]
    [InlineData(" f-7 ", 7L)]
    [InlineData("12", 12L)]
    [InlineData("F-", null)]
    [InlineData("twelve", null)]
    [InlineData(null, null)]
    public void FindingsNumber_IsReadAsPeopleWriteIt(string? text, long? expected) => Assert.Equal(expected, AuditFilter.Number(text));

    [Fact]
    public async Task PositionNoted_IsComparedWithTheTrailsOwn()
    {
        var queries = _portal.Get<AuditQueries>();
        var head = await queries.HeadAsync(Ct);
        var typed = (head.Hash[0] == 'a' ? 'b' : 'a') + head.Hash[1..];

        var slip = await queries.CompareAsync(head with { Hash = typed }, Ct);
        Assert.Equal((true, 63), (slip!.IsSlip, slip.Agree));
        Assert.False((await queries.CompareAsync(head, Ct))!.IsSlip);
        Assert.Null(await queries.CompareAsync(head with { Seq = head.Seq + 1 }, Ct));
    }

    [Fact]
    public async Task Moments_BoundTheList()
    {
        var last = (await ListAsync(new AuditFilter()))[0].At;

        Assert.Equal([3L], (await ListAsync(new AuditFilter(From: last))).Select(e => e.Seq));
        Assert.DoesNotContain(3L, (await ListAsync(new AuditFilter(To: last))).Select(e => e.Seq));
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, int take = 50) =>
        _portal.Get<AuditSearch>().ListAsync(filter, null, take, Ct);

    private async Task AppendAsync(Actor actor, string kind, string subject, string? title = null, string[]? arns = null)
    {
        await using var db = await _portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct);
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await AuditWriter.AppendAsync(db, actor, new AuditEvent(kind, subject, new { subject, title, arns }), Ct);
        await transaction.CommitAsync(Ct);
    }
}
