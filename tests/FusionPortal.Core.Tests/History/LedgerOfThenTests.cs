using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.History;

/// <summary>The coverage ledger as of a moment: targets and passes, what they cost until then, and no target listed later.</summary>
public sealed class LedgerOfThenTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Ledger_OfAMoment_IsWhatItWasThen()
    {
        Estate.Lists("s3", isGlobal: true, "s3-bucket");
        Estate.AddListed("s3", "arn:aws:s3:::fusion-rms-acme");
        var moments = new List<(DateTimeOffset At, string Ledger)>();
        await Scanner.ScanAsync(Ct);
        await RememberAsync();
        await PassAsync();
        await RememberAsync();
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied, message: "Refused.");
        await Scanner.ScanAsync(Ct);
        await RememberAsync();
        await Scanner.ScanAsync(Ct);
        await RememberAsync();
        Estate.Heal();
        await PassAsync();
        await Scanner.ScanAsync(Ct);
        await RememberAsync();
        // Nothing happens until what was read has aged.
        Scanner.Clock.Advance(TimeSpan.FromHours(30));
        await RememberAsync();
        await Scanner.ScanAsync(Ct);

        foreach (var (at, ledger) in moments) Assert.Equal(ledger, await TextAsync(at));
        Assert.Equal(moments.Count, moments.Select(m => m.Ledger).Distinct().Count());
        Assert.Contains(await PassesAsync(moments[^1].At), p => p.TotalCalls > 0);
        Assert.Empty(await PassesAsync(moments[0].At));

        async Task RememberAsync()
        {
            Scanner.Clock.Advance(TimeSpan.FromSeconds(1));
            var at = Scanner.Clock.GetUtcNow();
            moments.Add((at, await TextAsync(null)));
            Assert.Equal(moments[^1].Ledger, await TextAsync(at));
            Scanner.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task NewService_ListedByAScanOfAnotherAccount_IsKnownFromThenOnAndNotBefore()
    {
        await Scanner.ScanAsync(Ct);
        var before = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromSeconds(1));
        Estate.Lists("ec2", isGlobal: true, "ec2-instance");
        await Scanner.ScanAsync(Ct, new StartScanRequest(AccountId: TestEstate.Production));
        var after = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromDays(1));
        await Scanner.ScanAsync(Ct);

        Assert.Empty(await Ec2Async(before));
        Assert.Equal(
            [(TestEstate.Production, CoverageOutcome.Completed), (TestEstate.NonProduction, CoverageOutcome.Never)], (await Ec2Async(after))
                .OrderBy(t => t.AccountId));
        Assert.Equal(
            4, (await Get<Core.Findings.ComplianceQueries>()
            .OfReportAsync(new Core.Findings.FindingFilter(AsOf: after), Ct)).Coverage.Targets);

        async Task<IEnumerable<(string AccountId, CoverageOutcome Outcome)>> Ec2Async(DateTimeOffset at) =>
            (await Get<CoverageLedgerQueries>().ReadAsync(at, Ct)).Targets.Where(t => t.Target.Service == "ec2")
                .Select(t => (t.Target.AccountId, t.Outcome));
    }

    [Fact]
    public async Task Moment_BetweenAskingForAScanAndItsTargets_StaysAsItWasAnswered()
    {
        var started = await Get<StartScan>().ExecuteAsync(new StartScanRequest(), TestKit.TestActors.Priya, Ct);
        Scanner.Clock.Advance(TimeSpan.FromSeconds(1));
        var at = Scanner.Clock.GetUtcNow();
        var then = await TextAsync(at);
        Scanner.Clock.Advance(TimeSpan.FromSeconds(1));

        await Get<Core.Scans.Discovery.DiscoverTargets>().ExecuteAsync(started.ScanId, Ct);

        Assert.Equal(then, await TextAsync(at));
        Assert.NotEqual(then, await TextAsync(Scanner.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Passes_DroppedByRetention_AreRefusedBeforeAndKeptAtItsMoment()
    {
        await using var scanner = new TestScanner(Postgres, Estate, new() { ["Retention:ResourceDays"] = "30" });
        scanner.Clock.SetUtcNow(Scanner.Clock.GetUtcNow());
        Estate.Lists("s3", isGlobal: true, "s3-bucket");
        Estate.AddListed("s3", "arn:aws:s3:::fusion-rms-acme");
        await scanner.ScanAsync(Ct);
        var then = scanner.Clock.GetUtcNow();
        for (var pass = 0; pass < 3; pass++)
        {
            scanner.Clock.Advance(TimeSpan.FromHours(30));
            await scanner.Portal.Get<ReadFacts>().ExecuteAsync(Ct);
        }

        var kept = scanner.Clock.GetUtcNow();
        var ledger = scanner.Portal.Get<CoverageLedgerQueries>();
        var calls = (await ledger.ReadAsync(kept, Ct)).Passes.Sum(p => p.TotalCalls);
        scanner.Clock.Advance(TimeSpan.FromDays(30));
        await scanner.Portal.Get<PruneHistory>().ExecuteAsync(Ct);

        Assert.Equal("as-of-not-kept", (await Assert.ThrowsAsync<RefusedException>(() => ledger.ReadAsync(then, Ct))).Code);
        Assert.Equal(calls, (await ledger.ReadAsync(kept, Ct)).Passes.Sum(p => p.TotalCalls));
    }

    private async Task PassAsync()
    {
        Scanner.Clock.Advance(TimeSpan.FromHours(25));
        Scanner.Readers.Facts["fusion-rms-acme"] = JsonSerializer.SerializeToElement(new { blocked = true });
        await Get<ReadFacts>().ExecuteAsync(Ct);
    }

    private async Task<IReadOnlyList<CoverageRow>> PassesAsync(DateTimeOffset at) =>
        (await Get<CoverageLedgerQueries>().ReadAsync(at, Ct)).Passes;

    private async Task<string> TextAsync(DateTimeOffset? at) =>
        JsonSerializer.Serialize(await Get<CoverageLedgerQueries>().ReadAsync(at, Ct));
}
