using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

public sealed class ClientUserIsLetInTests
{
    private const string Id = "CFG-S3-02";

    private const string Usual = """{"Effect":"Allow","Principal":{"AWS":"U"},"Action":["s3:*Object","s3:List*"],"Resource":["B","B/*"]}""";

    [Theory]
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":["B","B/*"]}""", "pass")]
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"*","Resource":"*"}""", "pass")]
    [InlineData("""{"Principal":{"AWS":"U"},"NotAction":"s3:DeleteBucket","NotResource":"B2/*"}""", "pass")]
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":["B","B/?*"]}""", "pass")]
    // The path of a user is not its name.
    [InlineData(
        """{"Principal":{"AWS":["arn:aws:iam::111111111111:user/clients/rms_acme"]},"Action":"s3:*","Resource":["B","B/*"]}""",
        "pass")]
    [InlineData(
        """{"Principal":{"AWS":"U"},"Action":["s3:GetObject","s3:PutObject","s3:ListBucket"],"Resource":["B","B/*"]}""", "violation")]
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":"B/*"}""", "violation")]
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":["B","B/pub/*"]}""", "violation")]
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":["B","B/??*"]}""", "violation")]
    [InlineData("""{"Principal":{"AWS":"arn:aws:iam::222222222222:user/rms_acme"},"Action":"s3:*","Resource":["B","B/*"]}""", "violation")]
    [InlineData(
        """{"Principal":{"AWS":"arn:aws:iam::111111111111:user/rms_kiteqa"},"Action":"s3:*","Resource":["B","B/*"]}""", "violation")]
    // The account as a whole gives what its own policies give, and the user has none.
    [InlineData("""{"Principal":{"AWS":"111111111111"},"Action":"s3:*","Resource":["B","B/*"]}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:*","Resource":["B","B/*"]}""", "pass")]
    [InlineData("""{"NotPrincipal":{"AWS":"U"},"Action":"s3:*","Resource":["B","B/*"]}""", "violation")]
    [InlineData("""{"Principal":{"AWS":"AIDAEXAMPLE5DELETED7U"},"Action":"s3:*","Resource":["B","B/*"]}""", "violation")]
    [InlineData("""{"Principal":{"AWS":"arn:aws:iam::*:user/rms_acme"},"Action":"s3:*","Resource":["B","B/*"]}""", "not-evaluated")]
    [InlineData(
        """{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":["B","B/*"],"Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}""",
        "not-evaluated")]
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":["B","B/${aws:username}/*"]}""", "violation")]
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":["B","B/${aws:username}*"]}""", "not-evaluated")]
    public void User_HasToBeLetDoAllFour(string allows, string verdict) =>
        Assert.Equal(verdict, VerdictOf(Id, Buckets.With(Buckets.Statement("{\"Effect\":\"Allow\"," + allows[1..]))));

    [Theory]
    [InlineData("""{"Principal":"*","Action":"s3:DeleteObject","Resource":"B/*"}""", "violation")]
    [InlineData("""{"Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"s3:Put*","Resource":"B/*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:*","Resource":["B/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}""", "pass")]
    [InlineData(
        """{"Principal":"*","Action":"s3:*","Resource":["B/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":["1.2"]}}}""", "pass")]
    [InlineData("""{"Principal":"*","Action":"s3:*","Resource":["B/*"],"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}""",
        "not-evaluated")]
    [InlineData("""{"Principal":"*","Action":"s3:DeleteObject","Resource":"B/media/*"}""", "not-evaluated")]
    [InlineData("""{"Principal":"*","Action":"s3:DeleteBucket","Resource":"B"}""", "pass")]
    [InlineData("""{"Principal":{"AWS":"arn:aws:iam::111111111111:user/rms_kiteqa"},"Action":"s3:*","Resource":"B/*"}""", "pass")]
    // Left out by name, while its account is not.
    [InlineData("""{"NotPrincipal":{"AWS":"U"},"Action":"s3:*","Resource":"B/*"}""", "not-evaluated")]
    [InlineData("""{"NotPrincipal":{"AWS":"arn:aws:iam::111111111111:user/ana.ruiz"},"Action":"s3:*","Resource":"B/*"}""", "violation")]
    public void Denial_CountsWhereItIsForTheUser(string denies, string verdict) => Assert.Equal(
        verdict, VerdictOf(Id, Buckets.With(Buckets.Statement(Usual), Buckets.Statement("{\"Effect\":\"Deny\"," + denies[1..]))));

    [Theory]
    [InlineData("""{"policy":null}""", "violation")]
    [InlineData("null", "not-evaluated")]
    [InlineData("""{"denied":["policy"]}""", "not-evaluated")]
    [InlineData("""{"policyProblem":"It is no JSON."}""", "not-evaluated")]
    public void Policy_ThatIsNotThere_LetsNobodyIn_AndOneNobodyRead_DecidesNothing(string facts, string verdict) =>
        Assert.Equal(verdict, VerdictOf(Id, Buckets.Of(facts)));

    [Fact]
    public void Reason_NamesWhatStoodInTheWay_AndThePermissionThatWouldAnswer()
    {
        var refused = Judge(Buckets.Of("""{"denied":["policy"]}""")).NotEvaluated.Single(n => n.ConventionId == Id);
        var unreadable = Judge(Buckets.Of("""{"policyProblem":"It is no JSON."}""")).NotEvaluated.Single(n => n.ConventionId == Id);

        Assert.Equal("AWS refused to tell the bucket’s policy.", refused.Reason);
        Assert.Contains("s3:GetBucketPolicy", refused.Answer, StringComparison.Ordinal);
        Assert.Equal("The bucket’s policy could not be read: It is no JSON.", unreadable.Reason);
    }

    [Fact]
    public void Bucket_OfTwoSides_WaitsUntilSomebodyKnowsWhoseItIs()
    {
        var bucket = Buckets.Of(
            """{"policy":null}""", "fusion-rms-ghost", ("OrgId", "acme"), ("OrgID", "kiteqa"));

        Assert.Equal("not-evaluated", VerdictOf(Id, bucket));
        Assert.Equal(
            "Whose the bucket is cannot be told, so neither whose user has to be let in.",
            Judge(bucket).NotEvaluated.Single(n => n.ConventionId == Id).Reason);
    }

    [Fact]
    public void Violation_NamesWhatIsMissing()
    {
        var violation = ViolationOf(Id, Buckets.With(Buckets.Statement(
            """{"Effect":"Allow","Principal":{"AWS":"U"},"Action":["s3:GetObject","s3:ListBucket"],"Resource":["B","B/*"]}""")));

        Assert.Equal(
            "Acme Stores’ bucket fusion-rms-acme does not let rms_acme do all: s3:PutObject and s3:DeleteObject", violation.Title);
    }
}
