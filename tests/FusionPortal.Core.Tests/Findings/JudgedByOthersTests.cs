using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

/// <summary>
/// What is judged of a resource by others, once everything was seen: a database by the zone of the host that an install names.
/// </summary>
public sealed class JudgedByOthersTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Rule = "CFG-RDS-03";
    private const string Database = $"arn:aws:rds:us-east-1:{TestEstate.Production}:db:db-pos-01";
    private const string Host = $"arn:aws:ec2:us-east-1:{TestEstate.Production}:instance/i-0a1b";

    private static readonly ScanTarget Databases = new(TestEstate.Production, TestEstate.Region, "rds");
    private static readonly ScanTarget Hosts = new(TestEstate.Production, TestEstate.Region, "ec2");

    [Fact]
    public async Task Finding_IsOfItsResource_AndItsTargetDecidesAboutIt()
    {
        var run = await HostedAsync();
        Place("us-east-1a", "us-east-1b");
        await Scanner.ScanAsync(Ct);
        var found = await FindingAsync(Rule, "db-pos-01");

        Assert.Equal(
            (FindingStatus.Open, Database, TestEstate.Production, "us-east-1"),
            (found.Status, found.Subject, found.AccountId, found.Region));
        Assert.Equal(1, await CountAsync($"finding_version where target_id = {await TargetAsync(Databases)} and valid_to = 'infinity'"));
        Assert.Equal(1, await CountAsync(
            $"verdict_tally where convention_id = '{Rule}' and violated = 1 and target_id = {await TargetAsync(Databases)}"));

        // The same again writes nothing, and a failed reading of either side leaves it open, with why.
        await Scanner.ScanAsync(Ct);
        Assert.Equal(1, await CountAsync("finding_version v join finding f on f.id = v.finding_id where f.convention_id = 'CFG-RDS-03'"));
        Estate.Break(Databases, TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);
        Assert.Equal(FindingStatus.Open, (await FindingAsync(Rule, "db-pos-01")).Status);
        Estate.Heal();
        Estate.Break(Hosts, TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);
        var unseen = await FindingAsync(Rule, "db-pos-01");
        Assert.Equal(FindingStatus.Open, unseen.Status);
        Assert.NotNull(unseen.NotEvaluatedSince);

        // The host moves: what the database was judged by is mended, and the finding with it.
        Estate.Heal();
        Place("us-east-1a", "us-east-1a");
        await Scanner.ScanAsync(Ct);
        Assert.Equal(FindingStatus.Resolved, (await FindingAsync(Rule, "db-pos-01")).Status);
        Place("us-east-1a", "us-east-1b");
        await Scanner.ScanAsync(Ct);
        var detail = await Get<FindingQueries>().GetAsync(found.Id, null, Ct);
        Assert.Equal([FindingCause.New, FindingCause.Fixed, FindingCause.Reappeared], detail!.Life.Select(m => m.Cause));

        // Without the install nothing ties the two, and the record is what changed.
        await Get<CancelRun>().ExecuteAsync(
            new CancelRunRequest(run, await RevisionAsync(run), "The client went elsewhere"), TestActors.Ana, Ct);
        Assert.True(await Get<Reevaluate>().ExecuteAsync(Ct));
        detail = await Get<FindingQueries>().GetAsync(found.Id, null, Ct);
        Assert.Equal((FindingStatus.Resolved, FindingCause.RecordChanged), (detail!.Row.Status, detail.Life[^1].Cause));
    }

    [Fact]
    public async Task Finding_OfAResourceThatIsGone_IsResolvedAsDeleted()
    {
        await HostedAsync();
        Place("us-east-1a", "us-east-1b");
        await Scanner.ScanAsync(Ct);
        Estate.Remove(Database);

        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal(FindingStatus.Resolved, (await FindingAsync(Rule, "db-pos-01")).Status);
        Assert.Equal(1, await CountAsync($"scan where id = '{scan.Id}' and findings_deleted >= 1"));
    }

    private async Task<Guid> HostedAsync()
    {
        Estate.Lists("ec2", isGlobal: false, Ec2Instance.Kind);
        Estate.Lists("rds", isGlobal: false, RdsInstance.Kind);
        var worker = new RunWorker(Scanner.Portal)
        {
            Answers = { ["rds-hosting"] = "shared", ["rds-name"] = "db-POS-01", ["ec2-hosting"] = "shared", ["ec2-name"] = "POS01" },
        };
        var run = await worker.StartInstallAsync("acme", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "ec2-availability-zone", TestActors.Ana, TestActors.Marek, Ct);
        Assert.Equal(
            [("acme", "POS01"), ("acme", "db-POS-01")],
            (await Get<CapturedQueries>().AllAsync(Ct)).Where(c => c.Kind is Ec2Instance.Kind or RdsInstance.Kind)
                .Select(c => (c.OrgId!, c.Name.Value)));
        return run.Head.Id;
    }

    private void Place(string database, string host)
    {
        Estate.Remove(Database);
        Estate.Remove(Host);
        Estate.AddListed("rds", Database, [], facts: Zone(database));
        Estate.AddListed("ec2", Host, new() { ["Name"] = "POS01" }, facts: Zone(host));
    }

    private static JsonElement Zone(string zone) => JsonSerializer.SerializeToElement(new { availabilityZone = zone });

    private async Task<long> RevisionAsync(Guid run) =>
        (await Get<RunQueries>().FindAsync(run, TestActors.Ana.SubjectId, Ct))!.Head.Revision;

    private async Task<long> TargetAsync(ScanTarget target)
    {
        await using var connection = new Npgsql.NpgsqlConnection(Postgres.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new Npgsql.NpgsqlCommand(
            "select id::bigint from coverage where account_id = $1 and region = $2 and service = $3", connection)
        {
            Parameters = { new() { Value = target.AccountId }, new() { Value = target.Region }, new() { Value = target.Service } },
        };
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
