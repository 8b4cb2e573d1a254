using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Scorecards;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scorecards;

/// <summary>How what a person made is doing: an instance they recorded, before a scan, wrong, right, and out of sight.</summary>
public sealed class MadeTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Database = $"arn:aws:rds:us-east-1:{TestEstate.Production}:db:db-pos-01";

    [Fact]
    public async Task WhatARunRecorded_CountsByHowItStandsNow_ForWhoeverWorkedIt()
    {
        Estate.Lists("rds", isGlobal: false, RdsInstance.Kind);
        var worker = new RunWorker(Scanner.Portal)
        {
            Answers = { ["rds-hosting"] = "shared", ["rds-name"] = "db-POS-01", ["rds-az"] = "us-east-1a" },
        };
        var run = await worker.StartInstallAsync("acme", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "rds-login-record", TestActors.Ana, TestActors.Marek, Ct);
        var before = await MadeAsync(TestActors.Ana);
        Assert.Equal((0, 0, 0, 1), (before.Clean, before.WithFindings, before.NotEvaluated, before.Unseen));

        Place("us-east-1b");
        await Scanner.ScanAsync(Ct);

        var wrong = await MadeAsync(TestActors.Ana);
        Assert.Equal((0, 1, 0, 0), (wrong.Clean, wrong.WithFindings, wrong.NotEvaluated, wrong.Unseen));
        var open = await FindingsAsync(new(Text: "db-pos-01"));
        Assert.Equal(open.Count, wrong.OpenFindings);
        Assert.Contains(wrong.Findings, f => f.ConventionId == "CFG-INT-01");
        Assert.All(wrong.Findings, f => Assert.Equal(Database, f.Subject));
        Assert.Equal(0, (await MadeAsync(TestActors.Tom)).Resources);

        Place("us-east-1a");
        await Scanner.ScanAsync(Ct);
        var right = await MadeAsync(TestActors.Ana);
        Assert.Equal((1, 0, 0, 0, 0L), (right.Clean, right.WithFindings, right.NotEvaluated, right.Unseen, right.OpenFindings));

        // What nobody has read for long is never clean.
        Scanner.Clock.Advance(TimeSpan.FromDays(30));
        var aged = await MadeAsync(TestActors.Ana);
        Assert.Equal((0, 0, 1, 0), (aged.Clean, aged.WithFindings, aged.NotEvaluated, aged.Unseen));
    }

    private Task<MadeStanding> MadeAsync(Core.Actor person) => Get<MadeQueries>().OfAsync(person, Ct);

    private void Place(string zone)
    {
        Estate.Remove(Database);
        Estate.AddListed("rds", Database, [], facts: JsonSerializer.SerializeToElement(
            new { availabilityZone = zone, engine = "sqlserver-web", engineVersion = "15.00.4365.2.v1" }));
    }
}
