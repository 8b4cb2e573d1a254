using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace FusionPortal.Aws.Wire;

/// <summary>The endpoint given by <see cref="ClientConfig.ServiceURL"/>, else <c>https://{prefix}.{region}.{suffix of the
/// partition}</c>.</summary>
internal sealed class PrefixEndpointProvider(string endpointPrefix, bool isGlobal) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } given) return new Endpoint(given);
        if (parameters["Region"] is not string { Length: > 0 } region)
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        var suffix = RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix;
        // A global service has no region in its name in the standard partition; elsewhere the partition's own.
        return (isGlobal, suffix, region) switch
        {
            (true, "amazonaws.com", var gov) when gov.StartsWith("us-gov-", StringComparison.Ordinal) =>
                new Endpoint($"https://{endpointPrefix}.us-gov.{suffix}"),
            (true, "amazonaws.com", _) => new Endpoint($"https://{endpointPrefix}.{suffix}"),
            _ => new Endpoint($"https://{endpointPrefix}.{region}.{suffix}"),
        };
    }
}

/// <summary>Collects what <see cref="PrefixEndpointProvider"/> asks for from the request and its configuration.</summary>
internal sealed class PrefixEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        Parameters(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint?.SystemName);

    internal static EndpointParameters Parameters(IClientConfig config, string? alternateRegion) => new()
    {
        ["Region"] = alternateRegion ?? config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion,
        ["Endpoint"] = config.ServiceURL,
    };
}
