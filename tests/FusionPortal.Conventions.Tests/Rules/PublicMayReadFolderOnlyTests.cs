using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

public sealed class PublicMayReadFolderOnlyTests
{
    private const string Id = "CFG-S3-01";

    [Theory]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/pub/*"}""", "pass")]
    [InlineData("""{"Principal":{"AWS":"*"},"Action":["S3:getobject"],"Resource":["B/pub/*"]}""", "pass")]
    [InlineData("""{"Principal":{"AWS":["*"]},"Action":"s3:GetObject","Resource":"B/pub/img/*"}""", "pass")]
    // Wildcards in the middle: within the folder, and not.
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/pub/*/a?.png"}""", "pass")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/*/pub/*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::*/pub/*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/pub*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/p?b/*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"*"}""", "violation")]
    // Reading files of the bucket itself, or of another, gives nothing.
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":["B","B/pub/*"]}""", "pass")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B2/*"}""", "pass")]
    // More than reading.
    [InlineData("""{"Principal":"*","Action":["s3:GetObject","s3:PutObject"],"Resource":"B/pub/*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:Get*","Resource":"B/pub/*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:ListBucket","Resource":"B"}""", "violation")]
    [InlineData("""{"Principal":"*","NotAction":"s3:DeleteBucket","Resource":"B/pub/*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","NotResource":"B/media/*"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","NotResource":"B/*"}""", "pass")]
    // Everybody but one is everybody.
    [InlineData("""{"NotPrincipal":{"AWS":"U"},"Action":"s3:GetObject","Resource":"B/*"}""", "violation")]
    [InlineData("""{"NotPrincipal":{"AWS":"U"},"Action":"s3:GetObject","Resource":"B/pub/*"}""", "pass")]
    // Conditions: encryption narrows nobody, anything else may.
    [InlineData(
        """{"Principal":"*","Action":"s3:GetObject","Resource":"B/*","Condition":{"bool":{"AWS:SecureTransport":[true]}}}""", "violation")]
    [InlineData(
        """{"Principal":"*","Action":"s3:GetObject","Resource":"B/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""",
        "not-evaluated")]
    [InlineData(
        """{"Principal":"*","Action":"s3:GetObject","Resource":"B/*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}}""",
        "not-evaluated")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/*","Condition":{}}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/*","Condition":"odd"}""", "not-evaluated")]
    [InlineData(
        """{"Principal":"*","Action":"s3:GetObject","Resource":"B/pub/*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}}""",
        "pass")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/${aws:username}/*"}""", "not-evaluated")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/pub/${aws:username}/*"}""", "pass")]
    // For somebody, not everybody.
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":["B","B/*"]}""", "pass")]
    [InlineData("""{"Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"B/*"}""", "pass")]
    public void Statement_IsJudgedByWhatItOpensToEverybody(string allows, string verdict) =>
        Assert.Equal(verdict, VerdictOf(Id, Buckets.With(Buckets.Statement("{\"Effect\":\"Allow\"," + allows[1..]))));

    [Theory]
    // A Deny for everybody may take it back; whether it does is not decided here.
    [InlineData("""{"Principal":"*","Action":"s3:*","NotResource":"B/pub/*"}""", "not-evaluated")]
    [InlineData("""{"Principal":{"AWS":"*"},"NotAction":"s3:ListBucket","Resource":"B/*"}""", "not-evaluated")]
    [InlineData("""{"NotPrincipal":{"AWS":"U"},"Action":"s3:G*t","Resource":["B","B/*"]}""", "not-evaluated")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","NotResource":"B/pub/img/*"}""", "not-evaluated")]
    // It says who from where.
    [InlineData(
        """{"Principal":"*","Action":"s3:*","Resource":"B/*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}""",
        "not-evaluated")]
    // How one calls is everybody's own choice.
    [InlineData(
        """{"Principal":"*","Action":"s3:*","Resource":["B","B/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":1.2}}}""", "violation")]
    [InlineData(
        """{"Principal":"*","Action":"s3:*","Resource":"B/*","Condition":{"StringNotEquals":{"aws:UserAgent":"a"}}}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","NotResource":["B/pub/*","B/media/*"]}""", "violation")]
    // These cannot: another action, some files of all, calls that are not encrypted, one user.
    [InlineData("""{"Principal":"*","Action":"s3:DeleteBucket","Resource":"B"}""", "violation")]
    [InlineData("""{"Principal":"*","Action":"s3:GetObject","Resource":"B/media/*"}""", "violation")]
    [InlineData(
        """{"Principal":"*","Action":"s3:*","Resource":["B","B/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}""", "violation")]
    [InlineData("""{"Principal":{"AWS":"U"},"Action":"s3:*","Resource":"B/*"}""", "violation")]
    public void Denial_OfWhatIsOpen_IsNeverReadAsAPass(string denies, string verdict) => Assert.Equal(
        verdict, VerdictOf(
            Id, Buckets.With(
                Buckets.Statement("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"B/*"}"""),
                Buckets.Statement("{\"Effect\":\"Deny\"," + denies[1..]))));

    /// <summary>What nearly every bucket's policy has beside it: files are stored encrypted or not at all.</summary>
    [Theory]
    [InlineData("""["s3:GetObject","s3:PutObject"]""", """{"Action":"s3:PutObject"}""", "violation")]
    [InlineData("""["s3:GetObject","s3:PutObject"]""", """{"Action":["s3:PutObject","s3:GetObject"]}""", "not-evaluated")]
    [InlineData("""["s3:GetObject","s3:ListBucket"]""", """{"Action":"s3:GetObject"}""", "violation")]
    [InlineData("""["s3:*"]""", """{"Action":"s3:Get*"}""", "violation")]
    [InlineData("""["*"]""", """{"Action":"s3:*"}""", "not-evaluated")]
    [InlineData(
        """["s3:GetObject","s3:PutObject"]""",
        """{"Action":"s3:*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":"AES256"}}}""", "violation")]
    public void Denial_TakesBackWhatItCoversWhole(string actions, string denies, string verdict) => Assert.Equal(
        verdict, VerdictOf(
            Id, Buckets.With(
                Buckets.Statement("""{"Effect":"Allow","Principal":"*","Resource":["B","B/*"],"Action":""" + actions + "}"),
                Buckets.Statement("""{"Effect":"Deny","Principal":"*","Resource":["B","B/*"],""" + denies[1..]))));

    /// <summary>AWS then lets nobody in from outside of the account, whatever the policy says.</summary>
    [Theory]
    [InlineData("true", "pass")]
    [InlineData("false", "violation")]
    [InlineData("null", "violation")]
    public void Policy_OfARestrictedBucket_OpensNothing(string restricts, string verdict) => Assert.Equal(
        verdict, VerdictOf(
            Id, Buckets.Of(
                """{"policy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}},"""
                + "\"publicAccessBlock\":{\"restrictPublicBuckets\":" + restricts + "}}")));

    [Theory]
    [InlineData("""{"policy":null}""", "pass")]
    // One statement need be no list.
    [InlineData("""{"policy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}}""", "violation")]
    [InlineData("null", "not-evaluated")]
    [InlineData("""{"createdAt":"2026-01-01T00:00:00Z"}""", "not-evaluated")]
    [InlineData("""{"denied":["policy"]}""", "not-evaluated")]
    [InlineData("""{"policyProblem":"It is no JSON."}""", "not-evaluated")]
    [InlineData("""{"policy":"text"}""", "not-evaluated")]
    [InlineData("""{"policy":{}}""", "not-evaluated")]
    [InlineData("""{"policy":{"Statement":7}}""", "not-evaluated")]
    [InlineData("""{"policy":{"Statement":[null]}}""", "not-evaluated")]
    [InlineData("""{"policy":{"Statement":[{"Effect":"allow","Principal":"*","Action":"s3:*","Resource":"*"}]}}""", "not-evaluated")]
    [InlineData(
        """{"policy":{"Statement":[{"Effect":"Allow","Principal":"*","NotPrincipal":"*","Action":"s3:*","Resource":"*"}]}}""",
        "not-evaluated")]
    [InlineData("""{"policy":{"Statement":[{"Effect":"Allow","Principal":"*","Action":[],"Resource":"*"}]}}""", "not-evaluated")]
    [InlineData("""{"policy":{"Statement":[{"Effect":"Allow","Principal":"*","Action":[7],"Resource":"*"}]}}""", "not-evaluated")]
    // Half a surrogate pair, escaped.
    [InlineData("""{"policy":{"Statement":[{"Effect":"Allow","Principal":"*","Action":"\ud800","Resource":"*"}]}}""", "not-evaluated")]
    public void Policy_ThatIsMissingOrUnreadable_IsNeverAPassNorAFinding(string facts, string verdict) =>
        Assert.Equal(verdict, VerdictOf(Id, Buckets.Of(facts)));

    [Theory]
    [InlineData("corp-wiki-files", "nothing")]
    [InlineData("acme-files", "nothing")]
    [InlineData("fusion-rms-ghost", "violation")]
    public void Bucket_IsJudgedWhereItIsAClients(string name, string verdict) => Assert.Equal(
        verdict, VerdictOf(
            Id, Buckets.Of("""{"policy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}}""", name)));

    [Fact]
    public void Bucket_OfATagAlone_IsJudged_AndNotWhileTagsAreUnknown()
    {
        var bucket = Buckets.Of(
            """{"policy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}}""", "acme-files",
            ("OrgId", "acme"));

        Assert.Equal("violation", VerdictOf(Id, bucket));
        Assert.Equal("not-evaluated", VerdictOf(Id, bucket with { Tags = Tags(), TagsKnown = false }));
    }

    [Fact]
    public void Violation_SaysWhatIsOpen_AndWithholdsWhatLooksLikeASecret()
    {
        var violation = ViolationOf(Id, Buckets.With(Buckets.Statement(
            """
            {"Sid":"password=Tr0ub4dor&3x9!","Effect":"Allow","Principal":"*",
            "Action":["s3:GetObject","s3:PutObject","s3:DeleteObject","s3:ListBucket","s3:GetBucketAcl"],"Resource":["B","B/*"]}
            """)));

        Assert.Equal("Acme Stores’ bucket fusion-rms-acme opens more than reading pub/ to everybody", violation.Title);
        var fact = Assert.Single(violation.Evidence.Facts);
        Assert.DoesNotContain("Tr0ub4dor", fact.Name, StringComparison.Ordinal);
        Assert.Equal(
            $"lets * s3:GetObject, s3:PutObject, s3:DeleteObject and 2 more on {Buckets.Arn} and {Buckets.Arn}/*", fact.Value);
    }

    /// <summary>A policy may have 20 KB; here every star of it has to be tried.</summary>
    [Fact]
    public void Policy_Of20Kilobytes_IsJudgedInNoTime()
    {
        var resource = "arn:aws:s3:::" + string.Concat(Enumerable.Repeat("*a", 9_900));
        var bucket = Buckets.With(
            "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"" + resource + "\"}");

        var began = System.Diagnostics.Stopwatch.StartNew();
        var verdict = VerdictOf(Id, bucket);

        Assert.Equal("violation", verdict);
        Assert.True(began.Elapsed < TimeSpan.FromSeconds(5), began.Elapsed.ToString());
    }
}
