using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace FusionPortal.Aws.Sdk.Runtime;

/// <summary>What a JSON service of AWS needs of <see cref="ClientConfig"/>: its names, and where it answers.</summary>
internal abstract class JsonServiceConfig : ClientConfig
{
    private static readonly DefaultConfiguration[] Defaults = [.. Enum.GetValues<DefaultConfigurationMode>().Select(mode => new DefaultConfiguration
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        ConnectTimeout = TimeSpan.FromSeconds(3.1),
        TlsNegotiationTimeout = TimeSpan.FromSeconds(3.1),
    })];

    private readonly JsonEndpointProvider _endpoints;

    private protected JsonServiceConfig(string serviceId, string signingName)
        : base(new DefaultConfigurationProvider(Defaults))
    {
        ServiceId = serviceId;
        AuthenticationServiceName = signingName;
        RegionEndpointServiceName = signingName;
        UserAgent = InternalSDKUtils.BuildUserAgentString(serviceId, "4.0.0");
        EndpointProvider = _endpoints = new JsonEndpointProvider(signingName);
    }

    public override string RegionEndpointServiceName { get; }

    public override string UserAgent { get; }

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        _endpoints.ResolveEndpoint(JsonEndpointResolver.Parameters(this, parameters.AlternateEndpoint?.SystemName));
}
