using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Aws.Tests;

/// <summary>The demo estate, scanned over the wire and judged by the portal's own book: exactly what was planted is found.</summary>
public sealed class DemoTruthTests
{
    [Fact]
    public async Task Demo_ScannedAndJudged_ShowsThePlantedTruthAndNothingElse()
    {
        var ct = TestContext.Current.CancellationToken;
        var demo = DemoEstate.Create();
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = demo.Estate }, ct);
        using var scanner = new Scanner(server.PortalSettings, server.Options.PortalKey.Id, server.Options.PortalKey.Secret);
        var observations = new List<Observation>();
        foreach (var account in await scanner.Accounts.ListAccountsAsync(scanner.Meter, ct))
            foreach (var region in demo.Estate.Regions)
                observations.AddRange((await scanner.ReadAsync(account.AccountId, region, ct)).SelectMany(p => p.Observations));

        var verdicts = EvaluationPlan.Compile(ConventionBook.Default, Records(demo), ScanReach.TaggingApi).Evaluate(observations);

        var found = verdicts.Violations.Select(v => $"{v.ConventionId} {v.Subject}").Order(StringComparer.Ordinal).ToList();
        var planted = demo.Truth.Select(t => $"{t.ConventionId} {t.Subject}").Order(StringComparer.Ordinal).ToList();
        Assert.Empty(planted.Except(found));
        Assert.Empty(found.Except(planted));
        Assert.Equal(planted.Count, found.Count);
        // Every near miss was within the convention's sight: judged and passed, or rightly left alone, but never a violation.
        Assert.DoesNotContain(demo.NearMisses, m => verdicts.Violations.Any(v => v.Subject == m.Subject && v.ConventionId == m.ConventionId));
    }

    private static PortalRecords Records(DemoEstate demo) => new(
        demo.Clients.Select(c => new OrganizationRecord(c.OrgId, c.Title, Enum.Parse<EnvironmentKind>(c.Environment), c.RecordedBucketName)),
        [
            new AccountRecord(DemoEstate.ProductionAccount, "POS Production", AccountRole.Production),
            new AccountRecord(DemoEstate.QaAccount, "POS QA", AccountRole.NonProduction),
            new AccountRecord(DemoEstate.CorporateAccount, "Corporate Applications", AccountRole.NonProduction),
        ]);
}
