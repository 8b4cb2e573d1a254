using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

public sealed class PlacementTests
{
    [Fact]
    public void QaBucket_InProduction_IsAMixUpWithItsWitnesses()
    {
        var violation = ViolationOf("ENV-01", Bucket("fusion-rms-kiteqa", Production, ("OrgId", "kiteqa")) with { Facts = null });

        Assert.Equal("Kite Cycles’ QA bucket is in POS Production", violation.Title);
        Assert.Equal("a non-production account, as kiteqa is QA", violation.Expected);
        Assert.Equal("POS Production", violation.Actual);
        Assert.Equal(("kiteqa", EnvironmentKind.QA), (violation.OrgId, violation.Environment));
        Assert.Equal(
            [
                ("Organization record", WitnessVote.Votes, WitnessWeight.Strong),
                ("Recorded bucket name", WitnessVote.Abstains, WitnessWeight.None),
                ("Bucket policy", WitnessVote.CannotSee, WitnessWeight.None),
                ("Who created it", WitnessVote.CannotSee, WitnessWeight.None),
            ],
            violation.Evidence.Witnesses.Select(w => (w.Name, w.Vote, w.Weight)));
        var record = Assert.Single(violation.Evidence.Witnesses, w => w.Vote == WitnessVote.Votes);
        Assert.Equal(
            (EnvironmentKind.QA, "kiteqa is recorded as QA; named by the S3 bucket name and the OrgId tag"),
            (record.Environment!.Value, record.Says));
        Assert.Equal((PlacementVerdict.WrongPlace, null), (violation.Evidence.Verdict!.Value, violation.Evidence.Decides));
    }

    [Fact]
    public void Title_ThatEndsWithTheEnvironment_SaysItOnce()
    {
        var records = new PortalRecords(
            [new("kiteqa", "Kite Cycles QA", EnvironmentKind.QA)], [new(Production, "POS Production", AccountRole.Production)]);
        var verdicts = EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything).Evaluate([User("rms_kiteqa")]);

        Assert.Contains(verdicts.Violations, v => v.Title == "Kite Cycles’ QA IAM user is in POS Production");
    }

    [Theory]
    [InlineData(EnvironmentKind.Production, Production, "pass nothing")]
    [InlineData(EnvironmentKind.Staging, Production, "pass nothing")]
    [InlineData(EnvironmentKind.QA, Production, "violation nothing")]
    [InlineData(EnvironmentKind.Development, Production, "violation nothing")]
    [InlineData(EnvironmentKind.Demonstration, Production, "violation nothing")]
    [InlineData(EnvironmentKind.Other, Production, "violation nothing")]
    [InlineData(EnvironmentKind.Production, NonProduction, "nothing violation")]
    [InlineData(EnvironmentKind.Staging, NonProduction, "nothing violation")]
    [InlineData(EnvironmentKind.QA, NonProduction, "nothing pass")]
    [InlineData(EnvironmentKind.Other, NonProduction, "nothing pass")]
    [InlineData(EnvironmentKind.Production, Undeclared, "nothing not-evaluated")]
    [InlineData(EnvironmentKind.QA, Undeclared, "not-evaluated nothing")]
    public void EveryEnvironment_InEveryKindOfAccount_IsJudged(EnvironmentKind environment, string account, string verdicts)
    {
        var records = new PortalRecords([new("client", "Client", environment)], Records.Accounts);
        var bucket = Bucket("fusion-rms-client", account, ("OrgId", "client"));
        var list = EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything).Evaluate([bucket]);

        var actual = new[] { "ENV-01", "ENV-02" }.Select(c =>
            list.Violations.Any(v => v.ConventionId == c) ? "violation"
            : list.Passes.Any(p => p.Convention.Id == c) ? "pass"
            : list.NotEvaluated.Any(n => n.ConventionId == c && n.Subject == bucket.Arn) ? "not-evaluated" : "nothing");
        Assert.Equal(verdicts, string.Join(' ', actual));
    }

    [Fact]
    public void UndeclaredAccount_IsTheReasonGiven()
    {
        var verdict = Judge(Bucket("fusion-rms-kiteqa", Undeclared)).NotEvaluated.Single(n => n.ConventionId == "ENV-01");

        Assert.Equal("Nobody has declared what account 333333333333 is for: production, or not.", verdict.Reason);
        Assert.Equal(("kiteqa", Undeclared), (verdict.OrgId, verdict.AccountId));
    }

    [Theory]
    [InlineData("ENV-01", Production)]
    [InlineData("ENV-02", NonProduction)]
    public void NameAndTag_OfTwoSides_DecideNothing(string convention, string account)
    {
        var bucket = Bucket("fusion-rms-acme", account, ("OrgId", "kiteqa"));
        var verdict = Judge(bucket).NotEvaluated.Single(n => n.ConventionId == convention);

        Assert.Equal(
            "The S3 bucket name says acme (production) and the OrgId tag says kiteqa (QA), so whose the resource is stays undecided.",
            verdict.Reason);
        Assert.Equal("violation", VerdictOf("TAG-ORG-08", bucket));
    }

    [Fact]
    public void NameAndTag_OfTheSameSide_DecideTogether() =>
        Assert.Equal("pass", VerdictOf("ENV-01", Bucket("fusion-rms-acme", Production, ("OrgId", "bolt"))));

    [Fact]
    public void RecordedName_OutranksWhatThePatternReadsIntoIt()
    {
        var records = new PortalRecords(
            [new("acme", "Acme", EnvironmentKind.Production, "fusion-rms-acme2"), new("acme2", "Acme Two", EnvironmentKind.QA)],
                Records.Accounts);
        var plan = EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything);
        var bucket = Bucket("fusion-rms-acme2", Production, ("OrgId", "acme")) with { Facts = null };

        Assert.Equal(new Attribution("acme", records.Organization("acme"), AttributionSource.RecordedName), plan.Attribute(bucket));
        Assert.Empty(plan.Evaluate([bucket, User("rms_acme", Production, ("OrgID", "acme"))]).Violations);
    }

    [Theory]
    [InlineData("db-qa-test", Production, "violation")]
    [InlineData("db-QA1", Production, "violation")]
    [InlineData("demo.orders", Production, "violation")]
    [InlineData("db-pos-01", Production, "pass")]
    [InlineData("latest-contest", Production, "pass")] // "test" inside a word is no hint
    [InlineData("xmsqa", Production, "pass")]
    [InlineData("db-qa-test", NonProduction, "nothing")]
    [InlineData("db-qa-test", Undeclared, "not-evaluated")]
    [InlineData("db-pos-01", Undeclared, "nothing")]
    public void Hint_InAName_IsAWarningInProductionOnly(string name, string account, string verdict) =>
        Assert.Equal(verdict, VerdictOf("ENV-04", Rds(name, account)));

    [Fact]
    public void Hint_IsWeak_AndSettledByAnyOrganization()
    {
        var violation = ViolationOf("ENV-04", Rds("orders-dev-2"));

        Assert.Equal(Severity.Low, violation.Severity);
        Assert.Equal("RDS instance orders-dev-2 in POS Production hints at dev", violation.Title);
        var voting = Assert.Single(violation.Evidence.Witnesses, w => w.Vote == WitnessVote.Votes);
        Assert.Equal(("Name", WitnessWeight.Weak, EnvironmentKind.Development), (voting.Name, voting.Weight, voting.Environment));
        Assert.Equal(PlacementVerdict.Unknown, violation.Evidence.Verdict);
        Assert.Equal("nothing", VerdictOf("ENV-04", Rds("orders-qa", Production, ("OrgId", "acme"))));
    }

    [Fact]
    public void Everything_InItsPlace_HasNoViolation()
    {
        var verdicts = Judge(
            Bucket("fusion-rms-acme", Production, ("OrgId", "acme")),
            User("rms_acme", Production, ("OrgID", "acme")),
            Rds("db-pos-01"), Broker("mq-POS-01"), Ec2("instance", "i-0a1b", Production, ("Name", "POS01")),
            Ec2("security-group", "sg-0a1b", Production, ("Name", "SG-POS-OPS")),
            Bucket("fusion-rms-kiteqa", NonProduction, ("OrgId", "kiteqa")), User("rms_kiteqa", NonProduction, ("OrgID", "kiteqa")));

        Assert.Empty(verdicts.Violations);
        Assert.Empty(verdicts.NotEvaluated);
    }
}
