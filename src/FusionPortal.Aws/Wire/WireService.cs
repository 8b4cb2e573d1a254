using Amazon;

namespace FusionPortal.Aws.Wire;

/// <summary>An AWS service that is spoken to without a package: what its requests need to be addressed and signed.</summary>
/// <param name="Id">The service's id, for example <c>Amazon MQ</c>.</param>
/// <param name="Prefix">Both the first label of its endpoint and the name it is signed with, for example <c>mq</c>.</param>
/// <param name="ApiVersion">For example <c>2017-11-27</c>; travels in requests of the Query protocol.</param>
internal sealed record WireService(string Id, string Prefix, string ApiVersion)
{
    /// <summary>Sent before the operation's name by JSON 1.1 services, for example <c>Logs_20140328</c>.</summary>
    public string? TargetPrefix { get; init; }

    /// <summary>True where the partition has one endpoint for the service, signed for one region; such is IAM.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>The region a global service is signed for in the partition of <paramref name="region"/>.</summary>
    public static string GlobalRegion(string region) => RegionEndpoint.GetBySystemName(region).PartitionName switch
    {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    };
}

/// <summary>The configuration of one <see cref="WireService"/>.</summary>
internal sealed class WireConfig : ServiceConfig
{
    public WireConfig(WireService service) : base(service.Id, service.Prefix, service.IsGlobal) => ServiceVersion = service.ApiVersion;

    public override string ServiceVersion { get; }
}
