using FusionPortal.Conventions;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>What people captured of resources is expected from their tick on, and no longer than it stands.</summary>
public sealed class CapturedTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private RunWorker Worker => new(Scanner.Portal);

    [Fact]
    public async Task Value_IsExpectedFromItsTickOn_AndNotWhenItsStepIsOpenedAgain()
    {
        var worker = Worker;
        worker.Answers["rds-hosting"] = "shared";
        worker.Answers["rds-name"] = "db-POS-07";
        worker.Answers["rds-engine"] = "sql-server-2019-web";
        var run = (await worker.StartInstallAsync("acme", TestActors.Ana, Ct)).Head.Id;
        await worker.WorkUntilAsync(run, "rds-instance-name", TestActors.Ana, TestActors.Marek, Ct);
        Assert.DoesNotContain(await AllAsync(), c => c.Kind == "rds-instance");

        await worker.DoAsync(
            run, "rds-instance-name", StepAction.SaveFields, TestActors.Ana, Ct,
            new Dictionary<string, string?> { ["rds-name"] = "db-POS-07" });
        Assert.DoesNotContain(await AllAsync(), c => c.Kind == "rds-instance");
        await worker.TickAsync(run, "rds-instance-name", TestActors.Marek, Ct);

        var database = Assert.Single(await AllAsync(), c => c.Kind == "rds-instance");
        Assert.Equal(("acme", true, "db-POS-07"), (database.OrgId, database.IsOfInstall, database.Name.Value));
        Assert.Equal(
            ("Client install: Client acme", "c) RDS instance name", "Marek Novák"),
            (database.Name.Checklist, database.Name.Step, database.Name.By));
        Assert.Equal(
            ("engine", "sqlserver-web 15", "SQL Server 2019 Web"),
            (database.Values[0].Fact, database.Values[0].Value, database.Values[0].Shown));
        Assert.Null(database.Value("availability-zone"));

        await worker.DoAsync(run, "rds-instance-name", StepAction.Untick, TestActors.Ana, Ct, reason: "The wrong one.");
        Assert.DoesNotContain(await AllAsync(), c => c.Kind == "rds-instance");
    }

    [Fact]
    public async Task Answer_ThatLeavesOpenWhatAwsShows_ExpectsNothing()
    {
        var worker = Worker;
        worker.Answers["rds-hosting"] = "shared";
        worker.Answers["rds-engine"] = "custom";
        var run = (await worker.StartInstallAsync("acme", TestActors.Ana, Ct)).Head.Id;
        await worker.WorkUntilAsync(run, "rds-availability-zone", TestActors.Ana, TestActors.Marek, Ct);

        Assert.Empty(Assert.Single(await AllAsync(), c => c.Kind == "rds-instance").Values);
    }

    [Fact]
    public async Task Bucket_IsTheActualOne_WhereTheConventionalNameWasTaken()
    {
        var worker = Worker;
        worker.Answers["bucket-taken"] = "yes";
        worker.Answers["bucket-alternative"] = "acme-files";
        worker.Answers["provisioning-account"] = "111111111111";
        await Scanner.ScanAsync(Ct);
        var run = (await worker.StartInstallAsync("acme", TestActors.Ana, Ct)).Head.Id;
        await worker.WorkUntilAsync(run, "aws-bucket-policy", TestActors.Ana, TestActors.Marek, Ct);

        var captured = await AllAsync();
        var bucket = Assert.Single(captured, c => c.Kind == "s3-bucket");
        Assert.Equal(("acme-files", "111111111111"), (bucket.Name.Value, bucket.Value("account")!.Value));
        Assert.Equal("rms_acme", Assert.Single(captured, c => c.Kind == "iam-user").Name.Value);
    }

    [Fact]
    public async Task SharedResource_TellsOfItself_AndItsTenantsAreThoseWhoseInstallsNameIt()
    {
        var worker = Worker;
        worker.Answers["host-name"] = "POS07";
        worker.Answers["host-vpc"] = "existing";
        worker.Answers["host-region"] = "us-east-1";
        worker.Answers["host-az"] = "us-east-1b";
        var host = (await worker.StartSharedAsync("ec2-instance", "A host", TestActors.Ana, Ct)).Head.Id;
        await worker.WorkUntilAsync(host, "host-naming", TestActors.Ana, TestActors.Marek, Ct);

        var captured = await Get<CapturedQueries>().AllAsync(Ct);
        var own = Assert.Single(captured);
        Assert.Equal(
            ["id i-0a41c7be22d90f513", "region us-east-1", "availability-zone us-east-1b"],
            own.Values.Select(v => $"{v.Fact} {v.Value}"));
        Assert.All(new CapturedResources(captured).Of("ec2-instance", "pos07"), c => Assert.Null(c.OrgId));

        await Get<CancelRun>().ExecuteAsync(
            new CancelRunRequest(host, (await worker.ViewAsync(host, TestActors.Priya, Ct)).Head.Revision, "It is not needed."),
            TestActors.Priya, Ct);
        Assert.Empty(await AllAsync());
    }

    private Task<IReadOnlyList<CapturedResource>> AllAsync() => Get<CapturedQueries>().AllAsync(Ct);
}
