using System.Globalization;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Aws.Tests.Kit;

/// <summary>One service as a test of its list needs it: which call can be made to go wrong, and resources to list.</summary>
/// <param name="Service">As in <see cref="ScanTarget.Service"/>.</param>
/// <param name="Api">The paginated call, as faults name it.</param>
/// <param name="Kind">As <see cref="ArnKind"/> names it.</param>
/// <param name="Pattern">An ARN with {0} for a number.</param>
public sealed record ListedService(string Service, string Api, string Kind, string Pattern)
{
    private const string Here = $"{Simulated.Region}:{Simulated.Account}";

    private static readonly ListedService[] Each =
    [
        new(ScanTarget.Tagging, "tagging:GetResources", ArnKind.Queue, $"arn:aws:sqs:{Here}:queue-{{0}}") { CarriesTags = true },
        new("dynamodb", "dynamodb:ListTables", ArnKind.Table, $"arn:aws:dynamodb:{Here}:table/table-{{0}}"),
        new("ec2", "ec2:DescribeVolumes", ArnKind.Volume, $"arn:aws:ec2:{Here}:volume/vol-{{0}}") { CarriesTags = true },
        new("elbv2", "elasticloadbalancing:DescribeLoadBalancers", ArnKind.LoadBalancer,
            $"arn:aws:elasticloadbalancing:{Here}:loadbalancer/app/name-{{0}}/{{0}}"),
        new("iam", "iam:GetAccountAuthorizationDetails", ArnKind.User, $"arn:aws:iam::{Simulated.Account}:user/user-{{0}}")
        { CarriesTags = true },
        new("lambda", "lambda:ListFunctions", ArnKind.Function, $"arn:aws:lambda:{Here}:function:function-{{0}}"),
        new("logs", "logs:ListLogGroups", ArnKind.LogGroup, $"arn:aws:logs:{Here}:log-group:/pos/{{0}}"),
        new("mq", "mq:ListBrokers", ArnKind.Broker, $"arn:aws:mq:{Here}:broker:broker-{{0}}:b-{{0}}"),
        new("rds", "rds:DescribeDBInstances", ArnKind.Database, $"arn:aws:rds:{Here}:db:db-pos-{{0}}") { CarriesTags = true },
        new("route53", "route53:ListHostedZones", ArnKind.HostedZone, "arn:aws:route53:::hostedzone/Z{0}"),
        new("s3", "s3:ListBuckets", ArnKind.Bucket, "arn:aws:s3:::bucket-{0}"),
        new("secretsmanager", "secretsmanager:ListSecrets", "secretsmanager:secret",
            $"arn:aws:secretsmanager:{Here}:secret:secret-{{0}}-AbC1d2") { CarriesTags = true },
        new("sns", "sns:ListTopics", ArnKind.Topic, $"arn:aws:sns:{Here}:topic-{{0}}"),
        new("sqs", "sqs:ListQueues", ArnKind.Queue, $"arn:aws:sqs:{Here}:queue-{{0}}"),
    ];

    /// <summary>All of them, the tagging API first.</summary>
    public static IReadOnlyList<ListedService> All => Each;

    public static ListedService Of(string service) => Each.Single(s => s.Service == service);

    /// <summary>Whether the list tells tags; those of the others are the tagging API's word.</summary>
    public bool CarriesTags { get; init; }

    /// <summary>Where its target is.</summary>
    public string TargetRegion => Service is "iam" or "route53" or "s3" ? ScanTarget.Global : Simulated.Region;

    public ScanTarget Target => new(Simulated.Account, TargetRegion, Service);

    public string Arn(int i) => string.Format(CultureInfo.InvariantCulture, Pattern, i.ToString("x17", CultureInfo.InvariantCulture));

    /// <summary>So many resources, each with the tags.</summary>
    public void Fill(ListedEstate estate, int count, params IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        for (var i = 0; i < count; i++) estate.Put(Simulated.Account, Simulated.Region, new SimulatedResource(Arn(i), tags));
    }
}
