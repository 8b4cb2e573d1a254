using Amazon.ResourceGroupsTaggingAPI.Model;
using FusionPortal.Conventions;
using FusionPortal.Core.Scans;

namespace FusionPortal.Aws.Tagging;

/// <summary>Turns an entry of the tagging API into an observation.</summary>
internal static class TaggedResources
{
    public static Observation Observe(ResourceTagMapping mapping, ScanTarget target)
    {
        var arn = mapping.ResourceARN ?? "";
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in mapping.Tags ?? []) tags[tag.Key ?? ""] = tag.Value ?? "";

        // arn:partition:service:region:account:resource, and a resource may hold colons.
        var parts = arn.Split(':', 6);
        if (parts.Length < 6) return new Observation(arn, ResourceKinds.Other, arn, target.AccountId, target.Region, tags);
        var (kind, name) = Read(parts[2], parts[5]);
        if (NamedByTag(kind) && tags.TryGetValue("Name", out var given) && given.Length > 0) name = given;
        return new Observation(arn, kind, name, target.AccountId, target.Region, tags);
    }

    private static (string Kind, string Name) Read(string service, string resource)
    {
        var cut = resource.IndexOfAny(['/', ':']);
        var type = cut < 0 ? "" : resource[..cut];
        var id = cut < 0 ? resource : resource[(cut + 1)..];
        return (service, type) switch
        {
            ("s3", "") => (ResourceKinds.S3Bucket, id),
            ("iam", "user") => (ResourceKinds.IamUser, id[(id.LastIndexOf('/') + 1)..]),
            ("iam", "role") => (ResourceKinds.IamRole, id[(id.LastIndexOf('/') + 1)..]),
            ("rds", "db") => (ResourceKinds.RdsInstance, id),
            ("mq", "broker") => (ResourceKinds.MqBroker, id.Split(':')[0]),
            ("ec2", "security-group") => (ResourceKinds.SecurityGroup, id),
            ("ec2", "instance") => (ResourceKinds.Ec2Instance, id),
            ("ec2", "vpc") => (ResourceKinds.Vpc, id),
            ("ec2", "subnet") => (ResourceKinds.Subnet, id),
            ("ec2", "route-table") => (ResourceKinds.RouteTable, id),
            ("ec2", "internet-gateway") => (ResourceKinds.InternetGateway, id),
            ("ec2", "elastic-ip") => (ResourceKinds.ElasticIp, id),
            ("ec2", "key-pair") => (ResourceKinds.KeyPair, id),
            ("ec2", "volume") => (ResourceKinds.EbsVolume, id),
            ("sqs", "") => (ResourceKinds.SqsQueue, id),
            ("sns", "") => (ResourceKinds.SnsTopic, id),
            ("dynamodb", "table") => (ResourceKinds.DynamoDbTable, id),
            ("logs", "log-group") => (ResourceKinds.LogGroup, id),
            ("lambda", "function") => (ResourceKinds.LambdaFunction, id),
            ("elasticloadbalancing", "loadbalancer") => (ResourceKinds.LoadBalancer, id),
            _ => (ResourceKinds.Other, resource),
        };
    }

    /// <summary>EC2's things are known by their Name tag; their ids say nothing.</summary>
    private static bool NamedByTag(string kind) => kind is ResourceKinds.SecurityGroup or ResourceKinds.Ec2Instance or ResourceKinds.Vpc
        or ResourceKinds.Subnet or ResourceKinds.RouteTable or ResourceKinds.InternetGateway or ResourceKinds.ElasticIp or ResourceKinds.EbsVolume;
}
