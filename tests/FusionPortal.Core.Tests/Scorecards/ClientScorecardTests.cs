using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scorecards;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scorecards;

/// <summary>What the page of one client shows, now and at a past moment.</summary>
public sealed class ClientScorecardTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Database = $"arn:aws:rds:us-east-1:{TestEstate.Production}:db:db-pos-01";

    [Fact]
    public async Task RecordedValue_StandsBesideWhatAwsShows_AndItsFindingSaysThatItDiffers()
    {
        Estate.Lists("rds", isGlobal: false, RdsInstance.Kind);
        await CapturedAsync();
        var unseen = await ScorecardAsync();
        Assert.All(unseen.Held, h => Assert.Equal((HeldState.Unseen, null), (h.State, h.Actual)));

        await Scanner.ScanAsync(Ct);
        var missing = (await ScorecardAsync()).Held[0];
        Assert.Equal(("name", HeldState.Contradicted, null), (missing.Fact, missing.State, missing.Actual));
        Assert.Equal((await FindingAsync("CFG-INT-02", "Client acme")).Number, missing.FindingNumber);

        Place("us-east-1b");
        await Scanner.ScanAsync(Ct);
        var before = Get<TimeProvider>().GetUtcNow();
        var card = await ScorecardAsync();
        Assert.Equal(["availability zone", "name"], card.Held.Select(h => h.Fact).Where(f => f is "name" or "availability zone"));
        var zone = card.Held[0];
        Assert.Equal(
            ("db-POS-01", Database, "us-east-1a", "us-east-1b", HeldState.Contradicted),
            (zone.Resource, zone.Arn, zone.Recorded, zone.Actual, zone.State));
        Assert.Equal((await FindingAsync("CFG-INT-01", "db-pos-01")).Number, zone.FindingNumber);
        Assert.Equal(("Client install: Client acme", "d) Availability zone"), (zone.Checklist, zone.Step));
        Assert.NotNull(zone.SeenAt);
        Assert.Equal(HeldState.Agrees, card.Held.Single(h => h.Fact == "name").State);

        // What is beside AWS's word stands nowhere else, and references to credentials nowhere at all.
        Assert.DoesNotContain(card.Values, v => v.Step == zone.Step && v.Value == "us-east-1a");
        var time = Assert.Single(card.Values, v => v.StepKey == "standard-time-zone");
        Assert.True(time is { Settled: true, By: not null, At: not null });
        Assert.NotEmpty(card.Sites);

        Place("us-east-1a");
        await Scanner.ScanAsync(Ct);
        Assert.Equal(HeldState.Agrees, (await ScorecardAsync()).Held.Single(h => h.Fact == "availability zone").State);
        Assert.Equal("us-east-1b", (await ScorecardAsync(before)).Held[0].Actual);
    }

    [Fact]
    public async Task Places_AreWhereAwsHasIt_AndSayWhatTheBookAllows()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles QA", EnvironmentKind.QA);
        await OrganizationAsync("kite", "Kite Cycles", EnvironmentKind.Production);
        await OrganizationAsync("kitesurf", "Kite Cycles Surf", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Bucket("kiteqa-more", "kiteqa", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);

        var card = (await Get<ClientScorecardQueries>().FindAsync("KiteQA", null, Ct))!;

        Assert.False(card.BelongsInProduction);
        Assert.Equal(
            [("POS Production", false, 1L), ("POS QA", true, 1L)],
            card.Places.OrderBy(p => p.Account, StringComparer.Ordinal).Select(p => (p.Account, p.Allowed, p.Resources)));
        Assert.Equal((await FindingsAsync(new(OrgId: "kiteqa", MixUps: true))).Count, card.Health.MixUps);
        Assert.True(card.Health.MixUps > 0);
        Assert.Equal(Severity.Critical, card.Health.Worst);
        Assert.Equal(card.Health.Open, (await FindingsAsync(new(OrgId: "kiteqa"))).Count);
        Assert.Equal("arn:aws:s3:::fusion-rms-kiteqa", card.Resources[0].Arn);
        Assert.Equal(["kite"], card.Sisters.Select(s => s.OrgId));
        Assert.Null(card.Install);

        Estate.Break(TestEstate.In(TestEstate.Production), FusionPortal.Core.Abstractions.TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);
        card = (await Get<ClientScorecardQueries>().FindAsync("kiteqa", null, Ct))!;
        Assert.NotNull(card.Places.Single(p => p.Account == "POS Production").NotReadSince);
        Assert.Null(await Get<ClientScorecardQueries>().FindAsync("kite%", null, Ct));
    }

    [Fact]
    public async Task Install_ThatWaits_SaysForWhatSinceWhenAndWhoCanAct()
    {
        var began = Get<TimeProvider>().GetUtcNow().AddMinutes(-1);
        var worker = new RunWorker(Scanner.Portal) { Answers = { ["rds-hosting"] = "shared-new" } };
        var run = await worker.StartInstallAsync("acme", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, TestActors.Marek, Ct);
        await worker.TickAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, Ct);

        var card = await ScorecardAsync();

        var block = Assert.Single(card.Install!.Blocks);
        Assert.Equal((run.Head.Id, true), (card.Install.RunId, card.Install.Progress.Done > 0));
        Assert.Equal(["Ana Ruiz"], block.WhoCanAct);
        Assert.NotNull(block.Since);
        var on = Assert.Single(card.StandsOn);
        Assert.Equal((block.SharedResourceId!.Value, "rds-instance", (string?)null, 0), (on.Id, on.Kind, on.Through, on.Others));
        Assert.Equal(RunStanding.InProgress, on.Standing);
        Assert.Null(await Get<ClientScorecardQueries>().FindAsync("acme", began, Ct));
    }

    private async Task<ClientScorecard> ScorecardAsync(DateTimeOffset? asOf = null) =>
        (await Get<ClientScorecardQueries>().FindAsync("acme", asOf, Ct))!;

    private async Task CapturedAsync()
    {
        var worker = new RunWorker(Scanner.Portal)
        {
            Answers = { ["rds-hosting"] = "shared", ["rds-name"] = "db-POS-01", ["rds-az"] = "us-east-1a" },
        };
        var run = await worker.StartInstallAsync("acme", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "rds-login-record", TestActors.Ana, TestActors.Marek, Ct);
    }

    private void Place(string zone)
    {
        Estate.Remove(Database);
        Estate.AddListed("rds", Database, [], facts: JsonSerializer.SerializeToElement(
            new { availabilityZone = zone, engine = "sqlserver-web", engineVersion = "15.00.4365.2.v1" }));
    }
}
