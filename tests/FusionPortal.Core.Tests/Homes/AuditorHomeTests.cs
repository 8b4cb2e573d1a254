using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Homes;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Homes;

public sealed class AuditorHomeTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private DateTimeOffset AWeekAgo => Scanner.Clock.GetUtcNow() - TimeSpan.FromDays(7);

    [Fact]
    public async Task Home_OfAnEmptyPortal_StatesEveryZero()
    {
        var home = await Get<AuditorHomeQueries>().ForAsync(TestActors.Ingrid, AWeekAgo, Ct);

        Assert.Null(home.Verified);
        Assert.Empty(home.Reports);
        Assert.Equal(Enum.GetValues<TrailTopic>(), home.Changes.Select(c => c.Topic));
        Assert.All(home.Changes, c => Assert.Equal((0, null, 0), (c.Count, c.LastSeq, c.By.Count)));
    }

    [Fact]
    public async Task Changes_AreCountedFromTheMomentOn_WithWhoMadeThem()
    {
        await OrganizationAsync("before", "Before", EnvironmentKind.QA);
        await Scanner.ScanAsync(Ct);
        await OrganizationAsync("after", "After", EnvironmentKind.QA);
        var account = (await Get<AccountQueries>().ListAsync(Ct)).Single(a => a.Id == TestEstate.NonProduction);
        await Get<DeclareAccount>().ExecuteAsync(
            new DeclareAccountRequest(account.Id, AccountRole.Undeclared, account.Revision), TestActors.Tom, Ct);
        // The trail is stamped by the database's own clock: the whole of it is newer than ten years before a test's now.
        var home = await Get<AuditorHomeQueries>().ForAsync(TestActors.Ingrid, Scanner.Clock.GetUtcNow() - TimeSpan.FromDays(3650), Ct);

        TrailChange Of(TrailTopic topic) => home.Changes.Single(c => c.Topic == topic);
        Assert.Equal((2, "Priya Shah"), (Of(TrailTopic.Clients).Count, Assert.Single(Of(TrailTopic.Clients).By)));
        Assert.Equal(1, Of(TrailTopic.AccountRoles).Count);
        Assert.Equal(["Tom Becker"], Of(TrailTopic.AccountRoles).By);
        Assert.Equal(0, Of(TrailTopic.Redactions).Count);
        Assert.Equal(home.Head.Seq, Of(TrailTopic.AccountRoles).LastSeq);

        Scanner.Clock.Advance(TimeSpan.FromDays(36500));
        Assert.All((await Get<AuditorHomeQueries>().ForAsync(TestActors.Ingrid, AWeekAgo, Ct)).Changes, c => Assert.Equal(0, c.Count));
    }

    [Fact]
    public async Task Verification_IsTheLastOne_WithItsResult()
    {
        await OrganizationAsync("acme", "Acme", EnvironmentKind.QA);
        var verified = await Get<VerifyAuditTrail>().ExecuteAsync(new VerifyAuditTrailRequest(), TestActors.Ingrid, Ct);

        var home = await Get<AuditorHomeQueries>().ForAsync(TestActors.Ingrid, AWeekAgo, Ct);

        Assert.Equal(
            (true, verified.Checked, verified.Head.Seq, "Ingrid Holm", null),
            (home.Verified!.Good, home.Verified.Checked, home.Verified.Seq, home.Verified.By, home.Verified.Fault));
    }

    [Fact]
    public async Task Reports_AskedTheSame_AreOneWithItsBytesCompared()
    {
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        var produce = Get<ProduceReport>();
        var report = Get<ReportCatalog>().Get("findings");
        var at = await produce.MomentAsync("findings", null, Ct);
        var asked = report.At(report.Read(_ => [], []), at);
        for (var i = 0; i < 2; i++)
            await produce.ExecuteAsync(new ReportRequest("findings", asked, ReportFormat.Csv), TestActors.Ingrid, Stream.Null, Ct);
        Scanner.Clock.Advance(TimeSpan.FromHours(1));
        await produce.ExecuteAsync(
            new ReportRequest("findings", report.At(asked, await produce.MomentAsync("findings", null, Ct)), ReportFormat.Csv),
            TestActors.Priya, Stream.Null, Ct);

        var home = await Get<AuditorHomeQueries>().ForAsync(TestActors.Ingrid, AWeekAgo, Ct);

        Assert.Equal([1, 2], home.Reports.Select(r => r.Times));
        Assert.Equal([null, true], home.Reports.Select(r => r.SameBytes));
        Assert.Equal(["Priya Shah", "Ingrid Holm"], home.Reports.Select(r => r.By));
        Assert.Equal(at, home.Reports[1].AsOf);
        Assert.True(home.Reports[1].Rows > 0);
    }

    [Fact]
    public async Task Home_OfAnInstaller_IsRefused() =>
        Assert.Equal(
            RefusalKind.Forbidden,
            (await Assert.ThrowsAsync<RefusedException>(() => Get<AuditorHomeQueries>().ForAsync(TestActors.Ana, AWeekAgo, Ct))).Kind);
}
