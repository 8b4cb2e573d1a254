using FusionPortal.Conventions;
using FusionPortal.Core.Scans.Scheduling;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using Quartz;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>Schedules of one account or one client. The clock stands at 20 Nov 2026, 09:00 after the first scan.</summary>
public sealed class ScheduleTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task List_NamesWhatIsScannedAndWhenNext_EverythingFirst()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        await Scanner.ScanAsync(Ct);
        await AddAsync(new AddScheduleRequest(TestEstate.Production, null, "0 30 * * * ?"));
        await AddAsync(new AddScheduleRequest(null, "ACME", "0 0 6 * * ?"));

        var listed = await Get<ScheduleQueries>().ListAsync(Ct);

        Assert.Equal(
            [(null, Nine.AddHours(1)), ("POS Production", Nine.AddMinutes(30)), ("Acme Stores", Nine.AddHours(21))],
            listed.Select(s => (s.Name, At(s))));
    }

    [Fact]
    public async Task Cron_WhoseTimesArePast_IsRefused()
    {
        await Scanner.ScanAsync(Ct);

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => AddAsync(new AddScheduleRequest(TestEstate.Production, null, "0 0 0 1 1 ? 2020")));

        Assert.Equal((RefusalKind.Invalid, "cron-over", "cron"), (refused.Kind, refused.Code, refused.Field));
        Assert.Equal(0, await CountAsync("scan_schedule"));
    }

    [Fact]
    public async Task Schedule_WhoseTimeIsOver_StaysInTheListAndStopsNothing()
    {
        await Scanner.ScanAsync(Ct);
        await AddAsync(new AddScheduleRequest(TestEstate.Production, null, "0 0 0 1 12 ? 2026"));
        await AddAsync(new AddScheduleRequest(TestEstate.NonProduction, null, "0 30 * * * ?"));
        var scheduler = await Get<ISchedulerFactory>().GetScheduler(Ct);
        await scheduler.Clear(Ct);
        Scanner.Clock.Advance(TimeSpan.FromDays(30));

        await Get<Schedules>().ApplyAsync(Ct);

        // The other one has its job; of the one that is over only the list tells.
        Assert.Single(await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), Ct));
        Assert.Contains(await Get<ScheduleQueries>().ListAsync(Ct), s => s.AccountId == TestEstate.Production && s.NextAt is null);
    }

    private static DateTimeOffset At(ScheduleRow schedule) => schedule.NextAt!.Value;

    private Task<Guid> AddAsync(AddScheduleRequest request) => Get<AddSchedule>().ExecuteAsync(request, TestActors.Priya, Ct);
}
