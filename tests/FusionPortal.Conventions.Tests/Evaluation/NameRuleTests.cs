using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

public sealed class NameRuleTests
{
    [Theory]
    [InlineData("fusion-rms-acme", "", "pass")]
    [InlineData("fusion-rms-nobody", "", "pass")] // the name is well made; that nobody is called so is another convention's matter
    [InlineData("cedar-home-files", "", "pass")] // recorded, because the conventional name was taken
    [InlineData("cedar-home-files", "acme", "pass")]
    [InlineData("acme-files", "acme", "violation")]
    [InlineData("acme-files", "", "nothing")] // nothing says it is a client's
    [InlineData("fusion_rms_acme", "", "violation")]
    [InlineData("fusion-rms-acme-media", "", "violation")]
    [InlineData("terraform-state", "", "nothing")]
    public void BucketName_IsJudgedWhereItClaimsToBeAClients(string name, string tag, string verdict) =>
        Assert.Equal(verdict, VerdictOf("NAME-S3-01", Tagged(name, tag)));

    [Theory]
    [InlineData("fusion-rms-acme", "", Production, "pass")]
    [InlineData("logs", "", Production, "violation")]
    [InlineData("logs", "", NonProduction, "nothing")]
    [InlineData("logs", "", Undeclared, "not-evaluated")]
    [InlineData("logs", "acme", Production, "pass")]
    [InlineData("fusion_rms_acme", "", Production, "nothing")] // told by the naming convention already
    [InlineData("cedar-home-files", "", Production, "pass")]
    public void Bucket_OfNobody_IsToldInProductionOnly(string name, string tag, string account, string verdict) =>
        Assert.Equal(verdict, VerdictOf("NAME-S3-02", Tagged(name, tag, account)));

    [Theory]
    [InlineData("db-pos-01", Production, "pass")]
    [InlineData("db-POS-01", Production, "pass")]
    [InlineData("db-rms-14", NonProduction, "pass")]
    [InlineData("db-pos-1", NonProduction, "violation")]
    [InlineData("db-rms-prod", NonProduction, "violation")]
    [InlineData("orders", NonProduction, "nothing")] // another application's
    [InlineData("orders", Production, "violation")] // nothing else may live there
    [InlineData("orders", Undeclared, "nothing")]
    public void RdsName_IsJudgedIgnoringCase(string name, string account, string verdict) =>
        Assert.Equal(verdict, VerdictOf("NAME-RDS-01", Rds(name, account)));

    [Theory]
    [InlineData("mq-POS-01", "pass")]
    [InlineData("mq-pos-01", "violation")]
    [InlineData("events", "violation")]
    public void BrokerName_KeepsItsCase(string name, string verdict) => Assert.Equal(verdict, VerdictOf("NAME-MQ-01", Broker(name)));

    [Theory]
    [InlineData("events")]
    [InlineData("mq-pos-1")]
    public void BrokerName_OfAnotherEngine_IsNotJudgedByRabbitMqsConvention(string name) =>
        Assert.Equal("nothing", VerdictOf("NAME-MQ-01", Broker(name) with { Kind = ActiveMqBroker.Kind }));

    [Theory]
    [InlineData("security-group", "default-web", "NAME-SG-01")]
    [InlineData("instance", "eks-node", "NAME-EC2-01")]
    [InlineData("elastic-ip", "qa", "ENV-04")]
    public void Name_OfWhatAwsKeepsForItself_ClaimsNothing(string type, string name, string convention)
    {
        var claimed = convention == "ENV-04" ? Ec2(type, "x-0a1b", Production, ("Name", name))
            : Ec2(type, "x-0a1b", Production, ("Name", name), ("OrgId", "acme"));
        var own = claimed with { Facts = JsonSerializer.SerializeToElement(new { awsOwn = "managed by AWS" }) };

        Assert.Equal("violation", VerdictOf(convention, claimed));
        Assert.Equal("nothing", VerdictOf(convention, own));
        Assert.Equal("nothing", VerdictOf(convention, own with { TagsKnown = false, Tags = Tags() }));
    }

    [Theory]
    [InlineData("SG-POS-OPS", "pass")]
    [InlineData("SG-RMS-DB", "pass")]
    [InlineData("sg-pos-ops", "violation")]
    [InlineData("SG-POS", "violation")]
    [InlineData("default", "nothing")]
    [InlineData("", "nothing")]
    public void SecurityGroupName_IsJudgedWhereItBelongsToTheFamily(string name, string verdict) =>
        Assert.Equal(verdict, VerdictOf("NAME-SG-01", Named("security-group", "sg-0a1b", name)));

    [Theory]
    [InlineData("POS01", Production, "pass")]
    [InlineData("pos12", Production, "pass")]
    [InlineData("POS1", NonProduction, "violation")]
    [InlineData("", Production, "violation")]
    [InlineData("", NonProduction, "nothing")]
    [InlineData("jenkins", NonProduction, "nothing")]
    public void HostName_IsJudgedInProductionOrWhereItResembles(string name, string account, string verdict) =>
        Assert.Equal(verdict, VerdictOf("NAME-EC2-01", Named("instance", "i-0a1b", name, account)));

    [Theory]
    [InlineData("rms_acme", "", "pass")]
    [InlineData("RMS_acme", "", "violation")]
    [InlineData("acme-user", "acme", "violation")]
    [InlineData("marek.novak", "", "nothing")]
    public void UserName_IsJudgedWhereItClaimsToBeAClients(string name, string tag, string verdict) =>
        Assert.Equal(verdict, VerdictOf("NAME-IAM-01", tag.Length == 0 ? User(name) : User(name, Production, ("OrgID", tag))));

    [Fact]
    public void WrongBucketName_SaysWhatWasExpectedAndWhy()
    {
        var violation = ViolationOf("NAME-S3-01", Bucket("fusion-rms-acme-media", Production, ("OrgId", "acme")));

        Assert.Equal("Acme Stores’ bucket is named fusion-rms-acme-media", violation.Title);
        Assert.Equal("fusion-rms-acme", violation.Expected);
        Assert.Equal("fusion-rms-acme", violation.Suggestion);
        Assert.Equal("fusion-rms-acme-media", violation.Actual);
        Assert.Equal(
            [
                ("Pattern", "fusion-rms-{orgid}"),
                ("Why", "\"-media\" is left over after \"fusion-rms-acme\"."),
                ("Recorded name", "none recorded for acme"),
            ],
            violation.Evidence.Facts.Select(f => (f.Name, f.Value)));
    }

    [Fact]
    public void WrongBucketName_OfAClientWithARecordedOne_NamesBoth() => Assert.Equal(
        "fusion-rms-cedarhome or cedar-home-files",
        ViolationOf("NAME-S3-01", Bucket("cedar-stuff", Production, ("OrgId", "cedarhome"))).Expected);

    [Fact]
    public void UnnamedHost_SaysSo()
    {
        var violation = ViolationOf("NAME-EC2-01", Ec2("instance", "i-0a1b"));

        Assert.Equal("EC2 instance i-0a1b has no name", violation.Title);
        Assert.Equal(("POS{nn}", "no Name tag"), (violation.Expected, violation.Actual));
    }

    [Fact]
    public void WrongSharedName_SuggestsTheNearest()
    {
        var violation = ViolationOf("NAME-MQ-01", Broker("mq-pos-1"));

        Assert.Equal("Message broker mq-pos-1 is not named mq-POS-{nn}", violation.Title);
        Assert.Equal("mq-POS-01", violation.Suggestion);
        Assert.Null(violation.OrgId);
    }

    [Fact]
    public void BucketOfNobody_ThatMentionsAClient_SuggestsItsTag() =>
        Assert.Equal("OrgId=bolt", ViolationOf("NAME-S3-02", Bucket("media-bolt-2026")).Suggestion);

    private static Observation Tagged(string name, string tag, string account = Production) =>
        tag.Length == 0 ? Bucket(name, account) : Bucket(name, account, ("OrgId", tag));

    private static Observation Named(string type, string id, string name, string account = Production) =>
        name.Length == 0 ? Ec2(type, id, account) : Ec2(type, id, account, ("Name", name));
}
