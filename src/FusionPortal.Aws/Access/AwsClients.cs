using Amazon;
using Amazon.Organizations;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Wire;
using FusionPortal.Core.Abstractions;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Access;

/// <summary>Makes the SDK's clients as the scanner wants them. Clients are cheap: connections are pooled by the SDK across them.</summary>
internal sealed class AwsClients(IOptions<AwsOptions> options)
{
    private readonly AwsOptions _options = options.Value;

    public AmazonSecurityTokenServiceClient SecurityToken(AWSCredentials credentials, ICallMeter meter) =>
        new MeteredSecurityToken(credentials, Configure(new AmazonSecurityTokenServiceConfig(), _options.HomeRegion), meter);

    /// <summary>Organizations answers in one region of each partition, whatever region is scanned.</summary>
    public AmazonOrganizationsClient Organizations(AWSCredentials credentials, ICallMeter meter) =>
        new MeteredOrganizations(credentials, Configure(new AmazonOrganizationsConfig(), OrganizationsRegion()), meter);

    public AmazonResourceGroupsTaggingAPIClient Tagging(AWSCredentials credentials, string region, ICallMeter meter) =>
        new MeteredTagging(credentials, Configure(new AmazonResourceGroupsTaggingAPIConfig(), region), meter);

    /// <summary>A client of a service without a package.</summary>
    public WireClient Wire(WireService service, AWSCredentials credentials, string region, ICallMeter meter) =>
        new(credentials, Configure(new WireConfig(service), service.IsGlobal ? WireService.GlobalRegion(region) : region), service, meter);

    /// <summary>Sets what every client of the scanner has in common: where it calls, how long it waits, that it repeats nothing by
    /// itself.</summary>
    public T Configure<T>(T config, string region) where T : ClientConfig
    {
        if (_options.EndpointUrl is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        config.Timeout = _options.CallTimeout;
        // One, for a corrected clock (see MeteredPipeline).
        config.MaxErrorRetry = 1;
        // The SDK would repeat a request on a cut connection ten times over, uncounted by any rate.
        config.MaxStaleConnectionRetries = 0;
        return config;
    }

    private string OrganizationsRegion() => RegionEndpoint.GetBySystemName(_options.HomeRegion).PartitionName switch
    {
        "aws-cn" => "cn-northwest-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    };

    // The meter is a field with an initializer because the base constructor already builds the pipeline.
    private sealed class MeteredSecurityToken(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, ICallMeter meter)
        : AmazonSecurityTokenServiceClient(credentials, config)
    {
        private readonly ICallMeter _meter = meter;

        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            MeteredPipeline.Apply(pipeline, Config, _meter);
        }
    }

    private sealed class MeteredOrganizations(AWSCredentials credentials, AmazonOrganizationsConfig config, ICallMeter meter)
        : AmazonOrganizationsClient(credentials, config)
    {
        private readonly ICallMeter _meter = meter;

        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            MeteredPipeline.Apply(pipeline, Config, _meter);
        }
    }

    private sealed class MeteredTagging(AWSCredentials credentials, AmazonResourceGroupsTaggingAPIConfig config, ICallMeter meter)
        : AmazonResourceGroupsTaggingAPIClient(credentials, config)
    {
        private readonly ICallMeter _meter = meter;

        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            MeteredPipeline.Apply(pipeline, Config, _meter);
        }
    }
}
