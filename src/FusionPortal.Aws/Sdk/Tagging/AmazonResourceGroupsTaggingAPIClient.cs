using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using FusionPortal.Aws.Sdk.Runtime;
using FusionPortal.Aws.Wire;

namespace Amazon.ResourceGroupsTaggingAPI;

internal class AmazonResourceGroupsTaggingAPIConfig : ServiceConfig
{
    public AmazonResourceGroupsTaggingAPIConfig() : base("Resource Groups Tagging API", "tagging") { }

    public override string ServiceVersion => "2017-01-26";
}

internal class AmazonResourceGroupsTaggingAPIClient : JsonServiceClient
{
    public AmazonResourceGroupsTaggingAPIClient(AmazonResourceGroupsTaggingAPIConfig config) : base(config) { }

    public AmazonResourceGroupsTaggingAPIClient(AWSCredentials credentials, AmazonResourceGroupsTaggingAPIConfig clientConfig)
        : base(credentials, clientConfig) { }

    private protected override string TargetPrefix => "ResourceGroupsTaggingAPI_20170126";

    public virtual Task<GetResourcesResponse> GetResourcesAsync(
        GetResourcesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetResourcesResponse>("GetResources", request, cancellationToken);

    private protected override AmazonServiceException Error(ErrorResponse e) => e.Code switch
    {
        nameof(ThrottledException) => new ThrottledException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        nameof(PaginationTokenExpiredException) =>
            new PaginationTokenExpiredException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        nameof(InvalidParameterException) =>
            new InvalidParameterException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        nameof(InternalServiceException) =>
            new InternalServiceException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        _ => new AmazonResourceGroupsTaggingAPIException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
    };
}
