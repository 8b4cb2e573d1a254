using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace FusionPortal.Aws.Wire;

/// <summary>What a service of AWS without a package of its own needs of <see cref="ClientConfig"/>: its names, and where it
/// answers.</summary>
internal abstract class ServiceConfig : ClientConfig
{
    private static readonly DefaultConfiguration[] Defaults = [
        .. Enum.GetValues<DefaultConfigurationMode>().Select(mode => new DefaultConfiguration
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        ConnectTimeout = TimeSpan.FromSeconds(3.1),
        TlsNegotiationTimeout = TimeSpan.FromSeconds(3.1),
    })];

    private readonly PrefixEndpointProvider _endpoints;

    private protected ServiceConfig(string serviceId, string signingName, bool isGlobal = false)
        : base(new DefaultConfigurationProvider(Defaults))
    {
        ServiceId = serviceId;
        AuthenticationServiceName = signingName;
        RegionEndpointServiceName = signingName;
        UserAgent = InternalSDKUtils.BuildUserAgentString(serviceId, "4.0.0");
        EndpointProvider = _endpoints = new PrefixEndpointProvider(signingName, isGlobal);
    }

    public override string RegionEndpointServiceName { get; }

    public override string UserAgent { get; }

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        _endpoints.ResolveEndpoint(PrefixEndpointResolver.Parameters(this, parameters.AlternateEndpoint?.SystemName));
}
