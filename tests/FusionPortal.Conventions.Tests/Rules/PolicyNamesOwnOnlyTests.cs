using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

public sealed class PolicyNamesOwnOnlyTests
{
    private const string Id = "CFG-S3-03";

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::111111111111:user/rms_acme"}""", "pass")]
    [InlineData("""{"AWS":"arn:aws:iam::111111111111:user/rms_kiteqa"}""", "violation")]
    [InlineData("""{"AWS":["arn:aws:iam::111111111111:user/rms_acme","arn:aws:iam::111111111111:user/x/rms_kiteqa"]}""", "violation")]
    // A client nobody has recorded is another client all the same.
    [InlineData("""{"AWS":"arn:aws:iam::111111111111:user/rms_ghost"}""", "violation")]
    // The account's own people and roles.
    [InlineData("""{"AWS":"arn:aws:iam::111111111111:user/ana.ruiz"}""", "pass")]
    [InlineData("""{"AWS":"arn:aws:iam::111111111111:role/pos/host"}""", "pass")]
    [InlineData("""{"AWS":"arn:aws:sts::111111111111:assumed-role/pos-host/i-1"}""", "pass")]
    [InlineData("""{"AWS":"111111111111"}""", "pass")]
    [InlineData("""{"AWS":"arn:aws:iam::111111111111:root"}""", "pass")]
    // Another account, the portal's own or not.
    [InlineData("""{"AWS":"222222222222"}""", "violation")]
    [InlineData("""{"AWS":"arn:aws:iam::222222222222:user/rms_acme"}""", "violation")]
    [InlineData("""{"AWS":"arn:aws:sts::999999999999:assumed-role/x/y"}""", "violation")]
    [InlineData("""{"Service":"cloudfront.amazonaws.com"}""", "pass")]
    // Whose these are is not told.
    [InlineData("""{"AWS":"AIDAEXAMPLE5DELETED7U"}""", "not-evaluated")]
    [InlineData("""{"AWS":"AROAEXAMPLE5DELETED7U"}""", "not-evaluated")]
    [InlineData("""{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABC"}""", "not-evaluated")]
    [InlineData("""{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}""", "not-evaluated")]
    [InlineData("""{"Federated":"cognito-identity.amazonaws.com"}""", "not-evaluated")]
    [InlineData("""{"AWS":"somebody"}""", "not-evaluated")]
    [InlineData("""{"Else":"somebody"}""", "not-evaluated")]
    // Everybody is another rule's.
    [InlineData("\"*\"", "pass")]
    public void Principal_IsJudgedByWhoseItIs(string principal, string verdict) => Assert.Equal(
        verdict, VerdictOf(
            Id, Buckets.With(
                Buckets.Statement(
                    "{\"Effect\":\"Allow\",\"Principal\":" + principal + ",\"Action\":\"s3:GetObject\",\"Resource\":\"B/*\"}"))));

    [Fact]
    public void Denied_MayBeAnybody() => Assert.Equal("pass", VerdictOf(Id, Buckets.With(Buckets.Statement(
        """{"Effect":"Deny","Principal":{"AWS":"999999999999"},"Action":"s3:*","Resource":"B/*"}"""))));

    [Fact]
    public void Everybody_UnderConditions_MayBeAnybody()
    {
        var bucket = Buckets.With(Buckets.Statement(
            """
            {"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"B/*",
            "Condition":{"StringEquals":{"aws:PrincipalAccount":"999999999999"}}}
            """));

        Assert.Equal("not-evaluated", VerdictOf(Id, bucket));
    }

    [Fact]
    public void Violation_SaysWhoseTheyAre_EachOnce()
    {
        var violation = ViolationOf(Id, Buckets.With(
            Allow("\"arn:aws:iam::111111111111:user/rms_kiteqa\""), Allow("\"arn:aws:iam::111111111111:user/rms_kiteqa\""),
            Allow("\"arn:aws:iam::222222222222:root\""), Allow("\"999999999999\""), Allow("\"arn:aws:iam::111111111111:user/rms_ghost\"")));

        Assert.Equal(
            "Acme Stores’ bucket fusion-rms-acme lets in Kite Cycles’ user, account POS QA, account 999999999999, which the portal does "
                + "not know and the user of ghost", violation.Title);

        static string Allow(string principal) =>
            Buckets.Statement("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":" + principal + "},\"Action\":\"s3:*\",\"Resource\":\"B/*\"}");
    }
}
