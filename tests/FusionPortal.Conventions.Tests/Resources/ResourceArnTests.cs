using CsCheck;
using FusionPortal.Conventions.Resources;
using Xunit;

namespace FusionPortal.Conventions.Tests.Resources;

public sealed class ResourceArnTests
{
    [Theory]
    [InlineData("arn:aws:s3:::fusion-rms-acme", ResourceKinds.S3Bucket, "fusion-rms-acme", false)]
    [InlineData("arn:aws:s3:::fusion-rms-acme/pub/logo.png", ResourceKinds.Other, "fusion-rms-acme/pub/logo.png", false)]
    [InlineData("arn:aws:iam::111111111111:user/rms_acme", ResourceKinds.IamUser, "rms_acme", false)]
    [InlineData("arn:aws:iam::111111111111:user/clients/pos/rms_acme", ResourceKinds.IamUser, "rms_acme", false)]
    [InlineData("arn:aws:iam::111111111111:role/scanner", ResourceKinds.IamRole, "scanner", false)]
    [InlineData("arn:aws:iam::111111111111:policy/p", ResourceKinds.Other, "policy/p", false)]
    [InlineData("arn:aws:rds:us-east-1:111111111111:db:db-pos-01", ResourceKinds.RdsInstance, "db-pos-01", false)]
    [InlineData("arn:aws:rds:us-east-1:111111111111:snapshot:rds:db-pos-01-2026", ResourceKinds.Other, "snapshot:rds:db-pos-01-2026", false)]
    [InlineData("arn:aws:mq:us-east-1:111111111111:broker:mq-POS-01:b-1234-5678", ResourceKinds.MqBroker, "mq-POS-01", false)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:security-group/sg-0a1b", ResourceKinds.SecurityGroup, "sg-0a1b", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:instance/i-0a1b", ResourceKinds.Ec2Instance, "i-0a1b", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1", ResourceKinds.Vpc, "vpc-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:subnet/subnet-1", ResourceKinds.Subnet, "subnet-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:route-table/rtb-1", ResourceKinds.RouteTable, "rtb-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:internet-gateway/igw-1", ResourceKinds.InternetGateway, "igw-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:elastic-ip/eipalloc-1", ResourceKinds.ElasticIp, "eipalloc-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:key-pair/key-1", ResourceKinds.KeyPair, "key-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:volume/vol-1", ResourceKinds.EbsVolume, "vol-1", true)]
    [InlineData("arn:aws:ec2:us-east-1:111111111111:natgateway/nat-1", ResourceKinds.Other, "natgateway/nat-1", false)]
    [InlineData("arn:aws:sqs:us-east-1:111111111111:orders", ResourceKinds.SqsQueue, "orders", false)]
    [InlineData("arn:aws:sns:us-east-1:111111111111:alarms", ResourceKinds.SnsTopic, "alarms", false)]
    [InlineData("arn:aws:sns:us-east-1:111111111111:alarms:3f2504e0-4f89-11d3-9a0c-0305e82c3301", ResourceKinds.Other, "alarms:3f2504e0-4f89-11d3-9a0c-0305e82c3301", false)]
    [InlineData("arn:aws:dynamodb:us-east-1:111111111111:table/t", ResourceKinds.DynamoDbTable, "t", false)]
    [InlineData("arn:aws:dynamodb:us-east-1:111111111111:table/t/index/i", ResourceKinds.Other, "table/t/index/i", false)]
    [InlineData("arn:aws:logs:us-east-1:111111111111:log-group:/aws/lambda/f", ResourceKinds.LogGroup, "/aws/lambda/f", false)]
    [InlineData("arn:aws:logs:us-east-1:111111111111:log-group:/aws/lambda/f:*", ResourceKinds.LogGroup, "/aws/lambda/f", false)]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:function:f:live", ResourceKinds.LambdaFunction, "f", false)]
    [InlineData("arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/web/0a1b", ResourceKinds.LoadBalancer, "web", false)]
    [InlineData("arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/classic", ResourceKinds.LoadBalancer, "classic", false)]
    [InlineData("arn:aws-cn:kms:cn-north-1:111111111111:key/1", ResourceKinds.Other, "key/1", false)]
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
            Assert.Contains(observation.Kind, ResourceKinds.All);
            Observations.IsUnnamed(observation);
        });
}
