using System.Text.Json;

namespace FusionPortal.Conventions;

/// <summary>One AWS resource as a scan saw it. Evaluation reads nothing else about the resource.</summary>
/// <param name="Arn">The full ARN, at most 2,048 characters; the resource's identity.</param>
/// <param name="Kind">One of <see cref="ResourceKinds"/>.</param>
/// <param name="Name">The name the conventions judge (bucket, user, broker name ...), taken from the ARN or the Name tag.</param>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">For example us-east-1; empty for global services.</param>
/// <param name="Tags">Case-sensitive keys, as AWS keeps them.</param>
/// <param name="Facts">Service-specific facts, or null where no source has read any.</param>
public sealed record Observation(
    string Arn, string Kind, string Name, string AccountId, string Region,
    IReadOnlyDictionary<string, string> Tags, JsonElement? Facts = null)
{
    /// <summary>
    /// False where <see cref="Tags"/> is empty because no source has told the tags, and not because there are none: what depends on tags is
    /// then not evaluated.
    /// </summary>
    public bool TagsKnown { get; init; } = true;
}

/// <summary>The kinds of resource the portal names. Anything else is <c>other</c> and carries its ARN.</summary>
public static class ResourceKinds
{
    public const string S3Bucket = "s3-bucket";
    public const string IamUser = "iam-user";
    public const string IamRole = "iam-role";
    public const string RdsInstance = "rds-instance";

    /// <summary>RDS lists it among its own instances.</summary>
    public const string NeptuneInstance = "neptune-instance";

    /// <summary>RDS lists it among its own instances.</summary>
    public const string DocumentDbInstance = "documentdb-instance";
    public const string MqBroker = "mq-broker";

    /// <summary>Amazon MQ lists it among the RabbitMQ brokers.</summary>
    public const string ActiveMqBroker = "activemq-broker";
    public const string SecurityGroup = "security-group";
    public const string Ec2Instance = "ec2-instance";
    public const string Vpc = "vpc";
    public const string Subnet = "subnet";
    public const string RouteTable = "route-table";
    public const string InternetGateway = "internet-gateway";
    public const string ElasticIp = "elastic-ip";
    public const string KeyPair = "key-pair";
    public const string EbsVolume = "ebs-volume";
    public const string SqsQueue = "sqs-queue";
    public const string SnsTopic = "sns-topic";
    public const string DynamoDbTable = "dynamodb-table";
    public const string LogGroup = "log-group";
    public const string LambdaFunction = "lambda-function";
    public const string LoadBalancer = "load-balancer";
    public const string Other = "other";

    /// <summary>Every kind, in the order above.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        S3Bucket, IamUser, IamRole, RdsInstance, NeptuneInstance, DocumentDbInstance, MqBroker, ActiveMqBroker, SecurityGroup, Ec2Instance, Vpc, Subnet, RouteTable,
        InternetGateway, ElasticIp, KeyPair, EbsVolume, SqsQueue, SnsTopic, DynamoDbTable, LogGroup, LambdaFunction, LoadBalancer, Other,
    ];

    /// <summary>The kind for people, for use inside a sentence: "S3 bucket", "security group".</summary>
    public static string Label(string kind) => kind switch
    {
        S3Bucket => "S3 bucket",
        IamUser => "IAM user",
        IamRole => "IAM role",
        RdsInstance => "RDS instance",
        NeptuneInstance => "Neptune instance",
        DocumentDbInstance => "DocumentDB instance",
        MqBroker => "message broker",
        ActiveMqBroker => "ActiveMQ broker",
        SecurityGroup => "security group",
        Ec2Instance => "EC2 instance",
        Vpc => "VPC",
        Subnet => "subnet",
        RouteTable => "route table",
        InternetGateway => "internet gateway",
        ElasticIp => "elastic IP",
        KeyPair => "key pair",
        EbsVolume => "EBS volume",
        SqsQueue => "SQS queue",
        SnsTopic => "SNS topic",
        DynamoDbTable => "DynamoDB table",
        LogGroup => "log group",
        LambdaFunction => "Lambda function",
        LoadBalancer => "load balancer",
        _ => "resource",
    };
}
