namespace FusionPortal.Simulator.Estate;

/// <summary>What an ARN is of: its service, and its resource type where the service has several. Each service's lists hold one
/// kind.</summary>
public static class ArnKind
{
    public const string Bucket = "s3";
    public const string Queue = "sqs";
    public const string Topic = "sns";
    public const string Table = "dynamodb:table";
    public const string LogGroup = "logs:log-group";
    public const string Function = "lambda:function";
    public const string Database = "rds:db";
    public const string Broker = "mq:broker";
    public const string LoadBalancer = "elasticloadbalancing:loadbalancer";
    public const string User = "iam:user";
    public const string Role = "iam:role";
    public const string ScalingGroup = "autoscaling:autoScalingGroup";
    public const string HostedZone = "route53:hostedzone";
    public const string Instance = "ec2:instance";
    public const string Volume = "ec2:volume";
    public const string Vpc = "ec2:vpc";
    public const string Subnet = "ec2:subnet";
    public const string RouteTable = "ec2:route-table";
    public const string InternetGateway = "ec2:internet-gateway";
    public const string SecurityGroup = "ec2:security-group";
    public const string Address = "ec2:elastic-ip";
    public const string KeyPair = "ec2:key-pair";

    /// <returns>One of the constants, or for anything else what its ARN says; empty for what is no ARN.</returns>
    public static string Of(string arn)
    {
        if (arn.Split(':', 6) is not ["arn", _, var service, _, _, var resource]) return "";
        var end = resource.AsSpan().IndexOfAny('/', ':');
        return end <= 0 || service is "s3" or "sqs" or "sns" ? service : $"{service}:{resource[..end]}";
    }

    /// <summary>What stands behind the type: a name, or an id.</summary>
    public static string NameOf(string arn)
    {
        var resource = arn.Split(':', 6)[^1];
        var kind = Of(arn);
        return kind.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? resource[(kind.Length - colon)..] : resource;
    }

    /// <summary>The tagging API knows neither IAM users and roles nor, for all its documented support, Auto Scaling groups.</summary>
    internal static bool IsBeyondTagging(string arn) =>
        arn.StartsWith("arn:aws:iam:", StringComparison.Ordinal) || arn.StartsWith("arn:aws:autoscaling:", StringComparison.Ordinal);
}
