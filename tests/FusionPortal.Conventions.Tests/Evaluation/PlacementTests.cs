using FusionPortal.Conventions.Evaluation;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

public sealed class PlacementTests
{
    [Fact]
    public void QaBucket_InProduction_IsAMixUpWithItsWitnesses()
    {
        var violation = ViolationOf("ENV-01", Bucket("fusion-rms-kiteqa", Production, ("OrgId", "kiteqa")));

        Assert.Equal("Kite Cycles’ QA bucket is in POS Production", violation.Title);
        Assert.Equal("kiteqa", violation.OrgId);
        Assert.Equal(EnvironmentKind.QA, violation.Environment);
        Assert.Equal("POS Production", violation.Actual);
        Assert.Equal(
            [
                ("Organization record", WitnessVote.Votes, WitnessWeight.Strong),
                ("Recorded bucket name", WitnessVote.Abstains, WitnessWeight.None),
                ("OrgId tag", WitnessVote.Votes, WitnessWeight.Medium),
                ("S3 bucket name", WitnessVote.Votes, WitnessWeight.Medium),
                ("Bucket policy", WitnessVote.CannotSee, WitnessWeight.None),
                ("Who created it", WitnessVote.CannotSee, WitnessWeight.None),
            ],
            violation.Evidence.Witnesses.Select(w => (w.Name, w.Vote, w.Weight)));
        Assert.All(violation.Evidence.Witnesses.Where(w => w.Vote == WitnessVote.Votes), w => Assert.Equal(EnvironmentKind.QA, w.Environment));
    }

    [Fact]
    public void Everything_InItsPlace_HasNoViolation()
    {
        var verdicts = Judge(
            Bucket("fusion-rms-acme", Production, ("OrgId", "acme")),
            User("rms_acme", Production, ("OrgID", "acme")),
            Rds("db-pos-01"), Broker("mq-POS-01"), Ec2("instance", "i-0a1b", Production, ("Name", "POS01")),
            Ec2("security-group", "sg-0a1b", Production, ("Name", "SG-POS-OPS")),
            Bucket("fusion-rms-kiteqa", NonProduction, ("OrgId", "kiteqa")));

        Assert.Empty(verdicts.Violations);
        Assert.Empty(verdicts.NotEvaluated);
    }
}
