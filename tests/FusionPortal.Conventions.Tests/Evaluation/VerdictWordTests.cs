using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

/// <summary>Which votes come to which verdict: wrong place, wrong label, undecided, unknown.</summary>
public sealed class VerdictWordTests
{
    private const string Lambda = "arn:aws:lambda:us-east-1:111111111111:function:";

    [Fact]
    public void ProductionClientsResource_LabelledQa_IsAWrongLabel()
    {
        var violation = ViolationOf("ENV-07", Bucket("fusion-rms-acme", Production, ("OrgId", "acme"), ("Environment", "QA")));

        Assert.Equal(PlacementVerdict.WrongLabel, violation.Evidence.Verdict);
        Assert.Equal("Acme Stores’ bucket fusion-rms-acme is labelled QA and is production: Environment=QA", violation.Title);
        Assert.Equal(
            ("production, as acme is recorded", "Environment=QA", "Environment=Production"),
            (violation.Expected, violation.Actual, violation.Suggestion));
        Assert.Equal(
            [(EnvironmentKind.Production, WitnessWeight.Strong), (EnvironmentKind.QA, WitnessWeight.Medium)],
            violation.Evidence.Witnesses.Where(w => w.Vote == WitnessVote.Votes).Select(w => (w.Environment!.Value, w.Weight)));
        Assert.Null(violation.Evidence.Decides);
    }

    [Theory]
    [InlineData("acme", Production, "Non-Production", "violation")]
    [InlineData("acme", Production, "Production", "pass")]
    [InlineData("acme", Production, "preprod", "pass")] // may live there
    [InlineData("cedarhome", Production, "training", "violation")]
    [InlineData("cedarhome", Production, "Production", "pass")]
    [InlineData("acme", Production, "blue", "nothing")]
    [InlineData("kiteqa", NonProduction, "Production", "violation")]
    [InlineData("kiteqa", NonProduction, "dev", "pass")]
    [InlineData("kiteqa", Production, "Production", "nothing")] // ENV-01 tells it: the label only agrees with the place
    [InlineData("kiteqa", Production, "qa", "pass")]
    [InlineData("acme", Undeclared, "qa", "violation")] // the record contradicts the label wherever it is
    [InlineData("", Production, "nonprod", "violation")]
    [InlineData("", Production, "non-prod", "violation")]
    [InlineData("", Production, "prod", "pass")]
    [InlineData("", NonProduction, "prod", "nothing")] // another application's production may live elsewhere
    [InlineData("", Undeclared, "qa", "not-evaluated")]
    [InlineData("ghost", Production, "qa", "violation")]
    public void EnvironmentTag_AgainstTheRecordAndTheAccount(string orgId, string account, string value, string verdict) => Assert.Equal(
        verdict,
        VerdictOf(
            "ENV-07", orgId.Length == 0 ? Rds("db-pos-01", account, ("Env", value))
            : Rds("db-pos-01", account, ("OrgId", orgId), ("Env", value))));

    [Fact]
    public void EnvironmentTag_OnAResourceOfNobody_IsUndecided_NotAHint()
    {
        var verdicts = Judge(Rds("orders-qa", Production, ("app-env", "sit")));

        var violation = Assert.Single(verdicts.Violations, v => v.ConventionId.StartsWith("ENV", StringComparison.Ordinal));
        Assert.Equal(("ENV-07", PlacementVerdict.Undecided), (violation.ConventionId, violation.Evidence.Verdict!.Value));
        Assert.Contains("organization tag", violation.Evidence.Decides, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoEnvironmentTags_ThatDisagree_AreToldWithTheWrongOne() =>
        Assert.Equal(
            "Stage=test",
            ViolationOf("ENV-07", Rds("db-pos-01", Production, ("OrgId", "acme"), ("Environment", "prod"), ("Stage", "test"))).Actual);

    [Theory]
    [InlineData("acme", "kiteqa")]
    [InlineData("kiteqa", "acme")]
    [InlineData("ghost", "acme")]
    [InlineData("acme", "ghost")]
    [InlineData("ghost", "kiteqa")]
    [InlineData("kiteqa", "ghost")]
    public void TwoOrganizationTags_ThatDisagree_DecideNothing_WhicheverKeySaysWhat(string first, string second)
    {
        foreach (var observation in (Observation[])
            [Rds("orders", Production, ("OrgId", first), ("OrgID", second)), Files("files", first, second),
                Files("rms-files", second, first)])
        {
            var verdicts = Judge(observation);
            Assert.DoesNotContain(verdicts.Violations, v => v.ConventionId is "ENV-01" or "ENV-02" or "ORG-ID-02" or "ENV-05");
            Assert.DoesNotContain(verdicts.Passes, p => p.Convention.Id is "ENV-01");
            Assert.Single(
                verdicts.NotEvaluated, n => n.ConventionId == "ENV-01" && n.Reason.EndsWith("stays undecided.", StringComparison.Ordinal));
            var violation = Assert.Single(verdicts.Violations, v => v.ConventionId == "TAG-ORG-06");
            Assert.Equal(PlacementVerdict.Undecided, violation.Evidence.Verdict);
            Assert.NotNull(violation.Evidence.Decides);
            foreach (var orgId in (string[])[first, second])
                Assert.Contains(
                    violation.Evidence.Witnesses, w => w.Name == "Organization record" && w.Says.Contains(orgId, StringComparison.Ordinal));
            Assert.DoesNotContain(violation.Evidence.Witnesses, w => w.Weight == WitnessWeight.Strong);
        }

        static Observation Files(string name, string id, string other) => Bucket(name, Production, ("OrgId", id), ("orgid", other));
    }

    [Fact]
    public void TwoOrganizationTags_BesideAName_DecideNothingEither()
    {
        var bucket = Bucket("fusion-rms-acme", Production, ("OrgId", "acme"), ("OrgID", "kiteqa"));

        Assert.Equal("not-evaluated", VerdictOf("ENV-01", bucket));
        Assert.Equal(2, ViolationOf("TAG-ORG-06", bucket).Evidence.Witnesses.Count(w => w.Vote == WitnessVote.Votes));
    }

    [Fact]
    public void TwoOrganizationTags_OfTheSameSide_DecideTogether_AndOneInTwoCasesIsOne()
    {
        Assert.Equal("pass", VerdictOf("ENV-01", Rds("orders", Production, ("OrgId", "acme"), ("OrgID", "bolt"))));
        Assert.Null(ViolationOf("TAG-ORG-06", Rds("orders", Production, ("OrgId", "acme"), ("OrgID", "ACME"))).Evidence.Verdict);
    }

    [Fact]
    public void AttributionOfTagsThatDisagree_IsNobody()
    {
        var plan = EvaluationPlan.Compile(ConventionBook.Default, Records, ScanReach.Everything);

        Assert.Equal(
            new Attribution(null, null, AttributionSource.Nothing),
            plan.Attribute(Rds("orders", Production, ("OrgId", "acme"), ("OrgID", "kiteqa"))));
        Assert.Equal("bolt", plan.Attribute(Rds("orders", Production, ("OrgId", "acme"), ("OrgID", "bolt"))).OrgId);
    }

    [Fact]
    public void NameHintAlone_ReadsUnknown_NeverWrongPlace()
    {
        var verdicts = Judge(EnvironmentHints());

        Assert.Contains(verdicts.Violations, v => v.ConventionId == "ENV-04");
        Assert.All(
            verdicts.Violations.Where(v => v.ConventionId.StartsWith("ENV", StringComparison.Ordinal)), v =>
            Assert.Equal(PlacementVerdict.Unknown, v.Evidence.Verdict));

        static Observation[] EnvironmentHints() =>
            [Rds("orders-qa"), Rds("ordersQA"), Rds("PosQaStack-Orders"), Rds("orders_qa"),
                Observations.From(Lambda + "qa-demo-dev", Production, "us-east-1", Tags())];
    }

    [Theory]
    [InlineData("kiteqa-carts", Production, "violation")]
    [InlineData("kiteqaCarts", Production, "violation")]
    [InlineData("KiteQA_carts", Production, "violation")]
    [InlineData("acme-carts", Production, "pass")]
    [InlineData("acme", Production, "pass")]
    [InlineData("acmes-carts", Production, "nothing")]
    [InlineData("carts-kiteqa", Production, "nothing")] // the habit is to begin with it
    [InlineData("pos-carts", Production, "nothing")]
    public void ResourceNamedForAClient_WithoutATag_IsAttributedByName(string name, string account, string verdict)
    {
        var function = Observations.From(Lambda + name, account, "us-east-1", Tags());

        Assert.Equal(verdict, VerdictOf("ENV-01", function));
        if (verdict != "violation") return;
        var violation = ViolationOf("ENV-01", function);
        Assert.Equal(("kiteqa", PlacementVerdict.WrongPlace), (violation.OrgId, violation.Evidence.Verdict!.Value));
        var voting = Assert.Single(violation.Evidence.Witnesses, w => w.Vote == WitnessVote.Votes);
        Assert.Equal(WitnessWeight.Medium, voting.Weight);
        Assert.Equal("kiteqa is recorded as QA; told by the first word of the name alone, no tag says so", voting.Says);
    }

    [Fact]
    public void NameThatBeginsWithAClient_ButATagSaysAnother_IsTheTags()
    {
        var plan = EvaluationPlan.Compile(ConventionBook.Default, Records, ScanReach.Everything);

        Assert.Equal(AttributionSource.Tag, plan.Attribute(Rds("kiteqa-db", Production, ("OrgId", "acme"))).By);
        Assert.Equal(AttributionSource.FirstWordOfName, plan.Attribute(Rds("kiteqa-db", Production)).By);
        Assert.Equal(AttributionSource.Nothing, plan.Attribute(Rds("orders-db", Production)).By);
    }

    [Fact]
    public void ClientCalledLikeAWordOfTheBook_IsNotReadIntoNames()
    {
        var records =
            new PortalRecords(
            [new("pos", "Pos Ltd", EnvironmentKind.QA), new("demo", "Demo Ltd", EnvironmentKind.Demonstration)], Records.Accounts);
        var plan = EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything);

        Assert.Equal(AttributionSource.Nothing, plan.Attribute(Rds("pos-orders", Production)).By);
        Assert.Equal(AttributionSource.Nothing, plan.Attribute(Rds("demo-orders", Production)).By);
    }

    [Fact]
    public void ProductionClientByHabitOnly_WithAnotherEnvironmentInTheName_StaysAQuestion() =>
        Assert.Equal("violation", VerdictOf("ENV-04", Rds("acme-qa-orders")));

    [Theory]
    [InlineData("user/rms_kiteqa")]
    [InlineData("user/clients/rms_kiteqa")]
    [InlineData("user/clients/eu/rms_kiteqa")]
    public void PathOfAUser_DoesNotHideItsName(string resource)
    {
        var user = Observations.From($"arn:aws:iam::{Production}:{resource}", Production, "", Tags(("OrgID", "kiteqa")));

        Assert.Equal("rms_kiteqa", user.Name);
        Assert.Equal("violation", VerdictOf("ENV-01", user));
        Assert.Equal("pass", VerdictOf("NAME-IAM-01", user));
    }
}
