using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>ARNs as AWS forms them. Ids that AWS would make up are derived from the name, so that the demo is the same every
/// time.</summary>
internal static class DemoArns
{
    public static string Bucket(string name) => $"arn:aws:s3:::{name}";

    public static string IamUser(string account, string name) => $"arn:aws:iam::{account}:user/{name}";

    public static string IamRole(string account, string name) => $"arn:aws:iam::{account}:role/{name}";

    public static string Queue(Place p, string name) => $"arn:aws:sqs:{p.Region}:{p.Account}:{name}";

    public static string Topic(Place p, string name) => $"arn:aws:sns:{p.Region}:{p.Account}:{name}";

    public static string Table(Place p, string name) => $"arn:aws:dynamodb:{p.Region}:{p.Account}:table/{name}";

    public static string LogGroup(Place p, string name) => $"arn:aws:logs:{p.Region}:{p.Account}:log-group:{name}";

    public static string Function(Place p, string name) => $"arn:aws:lambda:{p.Region}:{p.Account}:function:{name}";

    /// <summary>RDS keeps the identifiers it is given in lower case.</summary>
    public static string Database(Place p, string name) => $"arn:aws:rds:{p.Region}:{p.Account}:db:{name.ToLowerInvariant()}";

    public static string Broker(Place p, string name) => $"arn:aws:mq:{p.Region}:{p.Account}:broker:{name}:b-{Uuid(p, name)}";

    public static string LoadBalancer(Place p, string name) =>
        $"arn:aws:elasticloadbalancing:{p.Region}:{p.Account}:loadbalancer/app/{name}/{Hex(p, "lb", name)[..16]}";

    /// <param name="p">Where.</param>
    /// <param name="type">As in the ARN, for example security-group.</param>
    /// <param name="prefix">Of the id, for example sg.</param>
    /// <param name="name">The Name tag's value; only the id is made of it.</param>
    public static string Ec2(Place p, string type, string prefix, string name) =>
        $"arn:aws:ec2:{p.Region}:{p.Account}:{type}/{prefix}-0{Hex(p, type, name)[..16]}";

    private static string Uuid(Place p, string name)
    {
        var hex = Hex(p, "mq", name);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..32]}";
    }

    private static string Hex(Place p, string type, string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{p.Account}/{p.Region}/{type}/{name}")));
}

/// <summary>An account and a region of it.</summary>
internal readonly record struct Place(string Account, string Region);
