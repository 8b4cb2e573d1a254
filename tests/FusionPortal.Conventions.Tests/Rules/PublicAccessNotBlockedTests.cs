using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

public sealed class PublicAccessNotBlockedTests
{
    [Theory]
    [InlineData("""{"blockPublicPolicy":false,"restrictPublicBuckets":false}""", "pass")]
    [InlineData("""{"blockPublicAcls":true,"ignorePublicAcls":true,"blockPublicPolicy":false,"restrictPublicBuckets":false}""", "pass")]
    [InlineData("""{"blockPublicPolicy":true,"restrictPublicBuckets":false}""", "violation")]
    [InlineData("""{"blockPublicPolicy":false,"restrictPublicBuckets":true}""", "violation")]
    [InlineData("""{"restrictPublicBuckets":true}""", "violation")]
    [InlineData("""{"blockPublicPolicy":false}""", "not-evaluated")]
    [InlineData("""{"blockPublicPolicy":"true","restrictPublicBuckets":1}""", "not-evaluated")]
    [InlineData("null", "not-evaluated")]
    [InlineData("[]", "not-evaluated")]
    public void Block_ThatStopsThePublicFolder_IsTheFinding(string block, string verdict) =>
        Assert.Equal(verdict, VerdictOf("CFG-S3-04", Buckets.Of("{\"publicAccessBlock\":" + block + "}")));

    [Theory]
    [InlineData("""{"pubFolder":true}""", "pass")]
    [InlineData("""{"pubFolder":false}""", "violation")]
    [InlineData("""{"pubFolder":"false"}""", "not-evaluated")]
    [InlineData("""{"denied":["pubFolder"]}""", "not-evaluated")]
    [InlineData("""{"denied":[7,null]}""", "not-evaluated")]
    [InlineData("null", "not-evaluated")]
    public void Folder_HasToBeThere(string facts, string verdict) => Assert.Equal(verdict, VerdictOf("CFG-S3-05", Buckets.Of(facts)));

    /// <summary>A tag says who pays for it. Nobody may be told to open a bucket of backups.</summary>
    [Theory]
    [InlineData("CFG-S3-02")]
    [InlineData("CFG-S3-04")]
    [InlineData("CFG-S3-05")]
    public void Bucket_OfATagAlone_IsNotTheOneOfTheInstall(string convention)
    {
        const string closed = """
            {"policy":null,"pubFolder":false,"publicAccessBlock":{"blockPublicPolicy":true,"restrictPublicBuckets":true}}
            """;

        Assert.Equal("nothing", VerdictOf(convention, Buckets.Of(closed, "acme-backups", ("OrgId", "acme"))));
        Assert.Equal("nothing", VerdictOf(convention, Buckets.Of(closed, "acme-backups") with { TagsKnown = false }));
        Assert.Equal("violation", VerdictOf(convention, Buckets.Of(closed)));
    }

    [Fact]
    public void Buckets_OfNobody_MayBeClosed() => Assert.Equal("nothing", VerdictOf(
        "CFG-S3-04", Buckets.Of("""{"publicAccessBlock":{"blockPublicPolicy":true,"restrictPublicBuckets":true}}""", "corp-wiki-files")));
}
