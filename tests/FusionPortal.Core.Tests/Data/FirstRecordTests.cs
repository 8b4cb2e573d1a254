using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.Data;

/// <summary>A moment before anything was recorded is told apart from one at which nothing was wrong.</summary>
public sealed class FirstRecordTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task MomentBeforeTheFirstRecord_IsRefusedWithTheFirstThatIsKnown()
    {
        var began = Scanner.Clock.GetUtcNow();
        var nothing = await RefusedAsync(began.AddDays(-1));
        await OrganizationAsync("acme", "Acme", EnvironmentKind.QA);
        Scanner.Clock.Advance(TimeSpan.FromDays(2));

        var first = await Get<FirstRecord>().AtAsync(Ct);
        var before = await RefusedAsync(first!.Value.AddSeconds(-1));

        Assert.Equal((FirstRecord.NotYet, null, "asOf"), (nothing.Code, nothing.Details, nothing.Field));
        Assert.InRange(first.Value, began.AddSeconds(-1), began.AddDays(1));
        Assert.Equal((FirstRecord.NotYet, new MomentNotKept(first.Value)), (before.Code, before.Details));
        await Get<FirstRecord>().RequireAsync(first.Value, Ct);
        Assert.Equal("as-of-in-future", (await RefusedAsync(Scanner.Clock.GetUtcNow().AddMinutes(1))).Code);
    }

    private Task<RefusedException> RefusedAsync(DateTimeOffset at) =>
        Assert.ThrowsAsync<RefusedException>(() => Get<FirstRecord>().RequireAsync(at, Ct));
}
