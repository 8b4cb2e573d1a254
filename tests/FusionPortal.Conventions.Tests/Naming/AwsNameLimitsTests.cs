using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Naming;
using Xunit;

namespace FusionPortal.Conventions.Tests.Naming;

public sealed class AwsNameLimitsTests
{
    [Theory]
    [InlineData(ResourceKinds.S3Bucket, "ab", "at least 3")]
    [InlineData(ResourceKinds.S3Bucket, "Fusion", "lower-case")]
    [InlineData(ResourceKinds.S3Bucket, "a..b", "two dots")]
    [InlineData(ResourceKinds.S3Bucket, "-abc", "begin and end")]
    [InlineData(ResourceKinds.S3Bucket, "10.0.0.1", "IP address")]
    [InlineData(ResourceKinds.S3Bucket, "xn--abc", "for itself")]
    [InlineData(ResourceKinds.IamUser, "rms acme", "letters, digits and")]
    [InlineData(ResourceKinds.RdsInstance, "1db", "begin with a letter")]
    [InlineData(ResourceKinds.RdsInstance, "db--1", "two in a row")]
    [InlineData(ResourceKinds.MqBroker, "mq.pos", "hyphens and underscores")]
    [InlineData(ResourceKinds.SecurityGroup, "sg-pos", "for itself")]
    public void Name_BeyondTheLimits_IsTold(string kind, string name, string part) =>
        Assert.Contains(part, AwsNameLimits.Problem(kind, name), StringComparison.Ordinal);

    [Theory]
    [InlineData(ResourceKinds.S3Bucket, 63)]
    [InlineData(ResourceKinds.IamUser, 64)]
    [InlineData(ResourceKinds.RdsInstance, 63)]
    [InlineData(ResourceKinds.MqBroker, 50)]
    [InlineData(ResourceKinds.SecurityGroup, 255)]
    public void Length_IsAcceptedUpToTheLimitOnly(string kind, int limit)
    {
        Assert.Null(AwsNameLimits.Problem(kind, new string('a', limit)));
        Assert.Contains($"{limit} characters", AwsNameLimits.Problem(kind, new string('a', limit + 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void LongestOrganizationId_FitsEveryName() => Assert.All(
        ConventionBook.Default.NamesFor(new string('a', OrganizationId.MaxLength)), n => Assert.Null(n.Problem));

    [Theory]
    [InlineData("Acme")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void InvalidOrganizationId_GivesProblemsInsteadOfNames(string orgId) => Assert.All(
        ConventionBook.Default.NamesFor(orgId), n =>
        {
            Assert.Null(n.Name);
            Assert.NotNull(n.Problem);
        });
}
