using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Homes;
using FusionPortal.Core.Scans.Scheduling;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Homes;

public sealed class AdministratorHomeTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Home_SaysWhatIsNotSetUp_AndForgetsWhatIs()
    {
        var empty = await Get<AdministratorHomeQueries>().ForAsync(TestActors.Tom, Ct);
        Assert.Null(empty.Scans.Last);
        Assert.Empty(empty.Undeclared);

        Estate.Accounts.Add(new("333333333333", "POS New", "ACTIVE", new Dictionary<string, string>()));
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Break(TestEstate.In(TestEstate.NonProduction), Core.Abstractions.TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);

        var home = await Get<AdministratorHomeQueries>().ForAsync(TestActors.Tom, Ct);
        Assert.Equal("333333333333", Assert.Single(home.Undeclared).Id);
        Assert.Equal(TestEstate.NonProduction, Assert.Single(home.Coverage.Gaps).Target.AccountId);
        Assert.Equal((0, 1), (home.Register.Recorded, home.Register.Seen));
        Assert.Equal((await Get<ScheduleQueries>().ListAsync(Ct)).Count, home.Schedules.Count);

        await Get<DeclareAccount>().ExecuteAsync(
            new DeclareAccountRequest("333333333333", AccountRole.NonProduction, home.Undeclared[0].Revision), TestActors.Tom, Ct);
        Assert.Empty((await Get<AdministratorHomeQueries>().ForAsync(TestActors.Tom, Ct)).Undeclared);
    }

    [Fact]
    public async Task Jobs_AreCountedBySort_AndOneThatStandsStillIsToldApart()
    {
        await Postgres.ExecuteAsOwnerAsync("""
            insert into quartz.qrtz_job_details (sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent,
              is_update_data, requests_recovery)
            values ('FusionPortal', 'a', 'target', 'x', false, false, false, false),
              ('FusionPortal', 'b', 'target', 'x', false, false, false, false);
            insert into quartz.qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group, trigger_state, trigger_type,
              start_time, next_fire_time)
            values ('FusionPortal', 'a', 'target', 'a', 'target', 'WAITING', 'SIMPLE', 0, 639000000000000000),
              ('FusionPortal', 'b', 'target', 'b', 'target', 'ERROR', 'SIMPLE', 0, 639000000000000001)
            """);

        var job = Assert.Single((await Get<AdministratorHomeQueries>().ForAsync(TestActors.Tom, Ct)).Jobs);

        Assert.Equal(("target", 1, 0, 1), (job.Group, job.Waiting, job.Running, job.Failed));
        Assert.Equal(new DateTimeOffset(639000000000000000, TimeSpan.Zero), job.NextAt);
    }

    [Fact]
    public async Task Home_OfALead_IsRefused() =>
        Assert.Equal(
            RefusalKind.Forbidden,
            (await Assert.ThrowsAsync<RefusedException>(() => Get<AdministratorHomeQueries>().ForAsync(TestActors.Priya, Ct))).Kind);
}
