using CsCheck;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using Xunit;

namespace FusionPortal.Conventions.Tests.Resources;

public sealed class ResourceArnTests
{
    [Theory]
    [InlineData("arn:aws:s3:::fusion-rms-acme", S3Bucket.Kind, "fusion-rms-acme", false)]
    [InlineData("arn:aws:s3:::fusion-rms-acme/pub/logo.png", OtherResource.Kind, "fusion-rms-acme/pub/logo.png", false)]
    [InlineData("arn:aws:iam::111111111111:user/rms_acme", IamUser.Kind, "rms_acme", false)]
    [InlineData("arn:aws:iam::111111111111:user/clients/pos/rms_acme", IamUser.Kind, "rms_acme", false)]
    [InlineData("arn:aws:iam::111111111111:role/scanner", IamRole.Kind, "scanner", false)]
    [InlineData("arn:aws:iam::111111111111:policy/p", OtherResource.Kind, "policy/p", false)]
    [InlineData("arn:aws:rds:us-east-1:111111111111:db:db-pos-01", RdsInstance.Kind, "db-pos-01", false)]
    [InlineData("arn:aws:rds:us-east-1:111111111111:snapshot:rds:db-pos-01-2026", OtherResource.Kind, "snapshot:rds:db-pos-01-2026", false)]
    [InlineData("arn:aws:mq:us-east-1:111111111111:broker:mq-POS-01:b-1234-5678", MqBroker.Kind, "mq-POS-01", false)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:security-group/sg-0a1b", SecurityGroup.Kind, "sg-0a1b", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:instance/i-0a1b", Ec2Instance.Kind, "i-0a1b", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1", Vpc.Kind, "vpc-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:subnet/subnet-1", Subnet.Kind, "subnet-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:route-table/rtb-1", RouteTable.Kind, "rtb-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:internet-gateway/igw-1", InternetGateway.Kind, "igw-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:elastic-ip/eipalloc-1", ElasticIp.Kind, "eipalloc-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:key-pair/key-1", KeyPair.Kind, "key-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:volume/vol-1", EbsVolume.Kind, "vol-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:natgateway/nat-1", OtherResource.Kind, "natgateway/nat-1", false)]
    [InlineData("arn:aws:sqs:us-east-1:111111111111:orders", SqsQueue.Kind, "orders", false)]
    [InlineData("arn:aws:sns:us-east-1:111111111111:alarms", SnsTopic.Kind, "alarms", false)]
    [InlineData(
        "arn:aws:sns:us-east-1:111111111111:alarms:3f2504e0-4f89-11d3-9a0c-0305e82c3301", OtherResource.Kind,
        "alarms:3f2504e0-4f89-11d3-9a0c-0305e82c3301", false)]
    [InlineData("arn:aws:dynamodb:us-east-1:111111111111:table/t", DynamoDbTable.Kind, "t", false)]
    [InlineData("arn:aws:dynamodb:us-east-1:111111111111:table/t/index/i", OtherResource.Kind, "table/t/index/i", false)]
    [InlineData("arn:aws:logs:us-east-1:111111111111:log-group:/aws/lambda/f", LogGroup.Kind, "/aws/lambda/f", false)]
    [InlineData("arn:aws:logs:us-east-1:111111111111:log-group:/aws/lambda/f:*", LogGroup.Kind, "/aws/lambda/f", false)]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:function:f:live", LambdaFunction.Kind, "f", false)]
    [InlineData("arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/web/0a1b", LoadBalancer.Kind, "web", false)]
    [InlineData("arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/classic", LoadBalancer.Kind, "classic", false)]
    [InlineData("arn:aws-cn:kms:cn-north-1:111111111111:key/1", OtherResource.Kind, "key/1", false)]
    public void Arn_OfEachKind_GivesKindAndName(string text, string kind, string name, bool nameIsId)
    {
        var arn = ResourceArn.Parse(text)!;

        Assert.Equal((kind, name, nameIsId), (arn.Kind, arn.Name, arn.NameIsId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("arn")]
    [InlineData("arn:aws:s3")]
    [InlineData("arn:aws:s3:::")]
    [InlineData("arn::s3:::b")]
    [InlineData("arn:aws::::b")]
    [InlineData("urn:aws:s3:::b")]
    [InlineData("arn:aws:s3:::b\n")]
    public void Text_ThatIsNoArn_GivesNull(string? text) => Assert.Null(ResourceArn.Parse(text));

    [Fact]
    public void Text_LongerThanAnyArn_GivesNull() => Assert.Null(ResourceArn.Parse("arn:aws:s3:::" + new string('a', 2048)));

    [Fact]
    public void AnyText_IsObservedWithoutThrowing() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["arn:/awsiec2dbrokuv-1"], 0, 60].Select(t => "arn:aws:" + t)).Sample(text =>
        {
            var observation = Observations.From(text, "111111111111", "us-east-1", TagCollection.Empty);
            Assert.Equal(text, observation.Arn);
            Assert.Contains(observation.Kind, ResourceKinds.Ids);
            Observations.IsUnnamed(observation);
        });
}
