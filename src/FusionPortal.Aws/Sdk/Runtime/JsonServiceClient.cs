using Amazon.Runtime;
using Amazon.Runtime.Internal;
using FusionPortal.Aws.Wire;

namespace FusionPortal.Aws.Sdk.Runtime;

/// <summary>A client of one JSON 1.1 service over the SDK's own pipeline.</summary>
internal abstract class JsonServiceClient : AmazonServiceClient
{
    private protected JsonServiceClient(ClientConfig config) : base(config) { }

    private protected JsonServiceClient(AWSCredentials credentials, ClientConfig config) : base(credentials, config) { }

    /// <summary>For example <c>ResourceGroupsTaggingAPI_20170126</c>.</summary>
    private protected abstract string TargetPrefix { get; }

    private protected abstract AmazonServiceException Error(ErrorResponse error);

    private protected Task<TResponse> CallAsync<TResponse>(
        string operation, AmazonWebServiceRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, new InvokeOptions
        {
            RequestMarshaller = new JsonRequestMarshaller(Config.ServiceId, TargetPrefix, operation),
            ResponseUnmarshaller = new JsonResponseReader<TResponse>(Error),
        }, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new PrefixEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Choice());
    }
}
