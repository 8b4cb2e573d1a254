using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;

namespace FusionPortal.Web.Components.Shared;

/// <summary>What people call the kinds of resources.</summary>
public static class KindWords
{
    /// <summary>"S3 bucket" for <c>s3-bucket</c>; a kind without a name of its own is shown as it is.</summary>
    public static string Of(string kind) => kind switch
    {
        ResourceKinds.S3Bucket => "S3 bucket",
        ResourceKinds.IamUser => "IAM user",
        ResourceKinds.IamRole => "IAM role",
        ResourceKinds.RdsInstance => "RDS instance",
        ResourceKinds.NeptuneInstance => "Neptune instance",
        ResourceKinds.DocumentDbInstance => "DocumentDB instance",
        ResourceKinds.MqBroker => "MQ broker",
        ResourceKinds.ActiveMqBroker => "ActiveMQ broker",
        ResourceKinds.SecurityGroup => "Security group",
        ResourceKinds.Ec2Instance => "EC2 instance",
        ResourceKinds.Vpc => "VPC",
        ResourceKinds.Subnet => "Subnet",
        ResourceKinds.RouteTable => "Route table",
        ResourceKinds.InternetGateway => "Internet gateway",
        ResourceKinds.ElasticIp => "Elastic IP",
        ResourceKinds.KeyPair => "Key pair",
        ResourceKinds.EbsVolume => "EBS volume",
        ResourceKinds.SqsQueue => "SQS queue",
        ResourceKinds.SnsTopic => "SNS topic",
        ResourceKinds.DynamoDbTable => "DynamoDB table",
        ResourceKinds.LogGroup => "Log group",
        ResourceKinds.LambdaFunction => "Lambda function",
        ResourceKinds.LoadBalancer => "Load balancer",
        ResourceKinds.Other => "Other",
        Convention.OrganizationKind => "Client",
        Convention.AccountKind => "Account",
        _ => kind,
    };

    /// <summary>Every kind, in the order of a menu.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ResourceKinds.S3Bucket, ResourceKinds.IamUser, ResourceKinds.IamRole, ResourceKinds.RdsInstance, ResourceKinds.NeptuneInstance,
        ResourceKinds.DocumentDbInstance, ResourceKinds.Ec2Instance, ResourceKinds.MqBroker, ResourceKinds.ActiveMqBroker, ResourceKinds.SecurityGroup,
        ResourceKinds.Vpc, ResourceKinds.Subnet, ResourceKinds.RouteTable, ResourceKinds.InternetGateway, ResourceKinds.ElasticIp,
        ResourceKinds.LoadBalancer, ResourceKinds.KeyPair, ResourceKinds.EbsVolume, ResourceKinds.SqsQueue, ResourceKinds.SnsTopic, ResourceKinds.DynamoDbTable,
        ResourceKinds.LogGroup, ResourceKinds.LambdaFunction, ResourceKinds.Other,
    ];
}
