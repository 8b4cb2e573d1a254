using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;
using Xunit;

namespace FusionPortal.Conventions.Tests.Kinds;

public sealed class NameLimitsTests
{
    [Theory]
    [InlineData(S3Bucket.Kind, "ab", "at least 3")]
    [InlineData(S3Bucket.Kind, "Fusion", "lower-case")]
    [InlineData(S3Bucket.Kind, "a..b", "two dots")]
    [InlineData(S3Bucket.Kind, "-abc", "begin and end")]
    [InlineData(S3Bucket.Kind, "10.0.0.1", "IP address")]
    [InlineData(S3Bucket.Kind, "xn--abc", "for itself")]
    [InlineData(IamUser.Kind, "rms acme", "letters, digits and")]
    [InlineData(RdsInstance.Kind, "1db", "begin with a letter")]
    [InlineData(RdsInstance.Kind, "db--1", "two in a row")]
    [InlineData(MqBroker.Kind, "mq.pos", "hyphens and underscores")]
    [InlineData(SecurityGroup.Kind, "sg-pos", "for itself")]
    public void Name_BeyondTheLimits_IsTold(string kind, string name, string part) =>
        Assert.Contains(part, ResourceKinds.Of(kind).NameProblem(name), StringComparison.Ordinal);

    [Theory]
    [InlineData(S3Bucket.Kind, 63)]
    [InlineData(IamUser.Kind, 64)]
    [InlineData(RdsInstance.Kind, 63)]
    [InlineData(MqBroker.Kind, 50)]
    [InlineData(SecurityGroup.Kind, 255)]
    public void Length_IsAcceptedUpToTheLimitOnly(string kind, int limit)
    {
        Assert.Null(ResourceKinds.Of(kind).NameProblem(new string('a', limit)));
        Assert.Contains($"{limit} characters", ResourceKinds.Of(kind).NameProblem(new string('a', limit + 1)), StringComparison.Ordinal);
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
