using System.Text.Json;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Reports;

/// <summary>Finished is not confirmed: what AWS shows, what it contradicts, what it did not tell and a person's word stand apart.</summary>
public sealed class FinishedInstallTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Install_Finished_TellsEvidenceApartAndItAddsUp()
    {
        var worker = new RunWorker(Scanner.Portal)
        {
            Answers =
            {
                ["hosting-region"] = "us-east-1", ["rds-hosting"] = "shared", ["rds-name"] = "db-POS-31", ["rds-az"] = "us-east-1a",
                ["ec2-hosting"] = "shared", ["ec2-az"] = "us-east-1a", ["provisioning-account"] = TestEstate.Production,
                ["bucket-taken"] = "no",
            },
        };
        var run = await worker.StartInstallAsync("finished", TestActors.Ana, Ct);
        Assert.Null(await FindAsync(run.Head.Id));
        run = await worker.WorkUntilAsync(run.Head.Id, null, TestActors.Ana, TestActors.Marek, Ct);

        var before = (await FindAsync(run.Head.Id))!;

        Assert.Equal((run.Progress.Done, run.Progress.NotApplicable), (before.Done, before.NotApplicable));
        Assert.Equal(before.Done, Enum.GetValues<StepEvidence>().Sum(before.Count));
        Assert.Equal((0, 0), (before.Count(StepEvidence.Confirmed), before.Count(StepEvidence.Contradicted)));
        Assert.All(before.Made, m => Assert.Equal(StepEvidence.NotEvaluated, m.Evidence));
        Assert.Equal(before.Count(StepEvidence.Claimed), before.Claims.Sum(c => c.Steps));
        Assert.Equal(before.Done, before.People.Sum(p => p.Steps));

        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        Estate.Add("arn:aws:s3:::fusion-rms-finished", []);
        Estate.Add(
            $"arn:aws:rds:us-east-1:{TestEstate.Production}:db:db-pos-31", [],
            facts: JsonSerializer.SerializeToElement(new { availabilityZone = "us-east-1b" }));
        await Scanner.ScanAsync(Ct);

        var after = (await FindAsync(run.Head.Id))!;

        Assert.Equal((StepEvidence.Confirmed, "fusion-rms-finished"), Of("aws-bucket", "name"));
        Assert.Equal((StepEvidence.Contradicted, "us-east-1b"), Of("rds-availability-zone", "availability zone"));
        Assert.Equal((StepEvidence.NotEvaluated, null), Of("aws-iam-user", "name"));
        Assert.Equal("rds-availability-zone", after.Open.First().StepKey);
        Assert.Equal(after.Done, Enum.GetValues<StepEvidence>().Sum(after.Count));
        // The record is the same, whatever AWS says of it.
        Assert.Equal(before.Sha256, after.Sha256);
        Assert.Equal(before.Sha256, (await Get<TakeInstallRecord>().ExecuteAsync(run.Head.Id, TestActors.Ingrid, Ct)).Sha256);
        Assert.Equal(1, await CountAsync("audit.event where kind = 'install.taken' and actor = 'ingrid'"));

        (StepEvidence, string?) Of(string step, string fact)
        {
            var made = after.Made.First(m => m.StepKey == step && m.Fact == fact);
            return (made.Evidence, made.Shown);
        }
    }

    private Task<FinishedInstall?> FindAsync(Guid run) => Get<FinishedInstallQueries>().FindAsync(run, "ana", Ct);
}
