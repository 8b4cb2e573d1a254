namespace FusionPortal.Conventions.Resources;

/// <summary>Which kind of resource an ARN denotes, and what it says of the name.</summary>
internal static class ArnKinds
{
    public static (string Kind, string Name, bool NameIsId) Classify(string service, string resource) => service switch
    {
        "s3" => resource.Contains('/') ? (ResourceKinds.Other, resource, false) : (ResourceKinds.S3Bucket, resource, false),
        "iam" => Typed(resource, '/') switch
        {
            ("user", var rest) => (ResourceKinds.IamUser, AfterLast(rest, '/'), false),
            ("role", var rest) => (ResourceKinds.IamRole, AfterLast(rest, '/'), false),
            _ => (ResourceKinds.Other, resource, false),
        },
        "rds" => Typed(resource, ':') is ("db", var name) ? (ResourceKinds.RdsInstance, name, false) : (ResourceKinds.Other, resource, false),
        "mq" => Typed(resource, ':') is ("broker", var broker) ? (ResourceKinds.MqBroker, Before(broker, ':'), false) : (ResourceKinds.Other, resource, false),
        "ec2" => Ec2(resource),
        "sqs" => (ResourceKinds.SqsQueue, resource, false),
        // A subscription's ARN is its topic's with an id after a further colon.
        "sns" => resource.Contains(':') ? (ResourceKinds.Other, resource, false) : (ResourceKinds.SnsTopic, resource, false),
        "dynamodb" => Typed(resource, '/') is ("table", var table) && !table.Contains('/')
            ? (ResourceKinds.DynamoDbTable, table, false)
            : (ResourceKinds.Other, resource, false),
        "logs" => Typed(resource, ':') is ("log-group", var group) ? LogGroup(group) : (ResourceKinds.Other, resource, false),
        "lambda" => Typed(resource, ':') is ("function", var function)
            ? (ResourceKinds.LambdaFunction, Before(function, ':'), false)
            : (ResourceKinds.Other, resource, false),
        "elasticloadbalancing" => Typed(resource, '/') is ("loadbalancer", var balancer)
            ? (ResourceKinds.LoadBalancer, Balancer(balancer), false)
            : (ResourceKinds.Other, resource, false),
        _ => (ResourceKinds.Other, resource, false),
    };

    private static (string Kind, string Name, bool NameIsId) Ec2(string resource)
    {
        var (type, id) = Typed(resource, '/');
        var kind = type switch
        {
            "instance" => ResourceKinds.Ec2Instance,
            "security-group" => ResourceKinds.SecurityGroup,
            "vpc" => ResourceKinds.Vpc,
            "subnet" => ResourceKinds.Subnet,
            "route-table" => ResourceKinds.RouteTable,
            "internet-gateway" => ResourceKinds.InternetGateway,
            "elastic-ip" => ResourceKinds.ElasticIp,
            "key-pair" => ResourceKinds.KeyPair,
            "volume" => ResourceKinds.EbsVolume,
            _ => ResourceKinds.Other,
        };
        return kind == ResourceKinds.Other ? (kind, resource, false) : (kind, id, true);
    }

    private static (string Kind, string Name, bool NameIsId) LogGroup(string rest)
    {
        var name = rest.EndsWith(":*", StringComparison.Ordinal) ? rest[..^2] : rest;
        return name.Contains(':') ? (ResourceKinds.Other, name, false) : (ResourceKinds.LogGroup, name, false);
    }

    // "app/name/id" and "net/name/id"; a classic load balancer has its name alone.
    private static string Balancer(string rest)
    {
        var slash = rest.IndexOf('/');
        return slash < 0 ? rest : Before(rest[(slash + 1)..], '/');
    }

    private static (string Type, string Tail) Typed(string resource, char separator)
    {
        var at = resource.IndexOf(separator);
        return at < 0 ? ("", resource) : (resource[..at], resource[(at + 1)..]);
    }

    private static string Before(string text, char separator) => text.IndexOf(separator) is >= 0 and var at ? text[..at] : text;

    private static string AfterLast(string text, char separator) => text[(text.LastIndexOf(separator) + 1)..];
}
