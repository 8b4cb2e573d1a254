using Amazon.Organizations.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using FusionPortal.Aws.Sdk.Runtime;
using FusionPortal.Aws.Wire;

namespace Amazon.Organizations;

internal class AmazonOrganizationsConfig : ServiceConfig
{
    public AmazonOrganizationsConfig() : base("Organizations", "organizations") { }

    public override string ServiceVersion => "2016-11-28";
}

internal class AmazonOrganizationsClient : JsonServiceClient
{
    public AmazonOrganizationsClient(AmazonOrganizationsConfig config) : base(config) { }

    public AmazonOrganizationsClient(AWSCredentials credentials, AmazonOrganizationsConfig clientConfig)
        : base(credentials, clientConfig) { }

    private protected override string TargetPrefix => "AWSOrganizationsV20161128";

    public virtual Task<ListAccountsResponse> ListAccountsAsync(
        ListAccountsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListAccountsResponse>("ListAccounts", request, cancellationToken);

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>("ListTagsForResource", request, cancellationToken);

    private protected override AmazonServiceException Error(ErrorResponse e) => e.Code switch
    {
        nameof(AccessDeniedException) => new AccessDeniedException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        nameof(AWSOrganizationsNotInUseException) =>
            new AWSOrganizationsNotInUseException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        nameof(TooManyRequestsException) =>
            new TooManyRequestsException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        nameof(InvalidInputException) => new InvalidInputException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        nameof(ServiceException) => new ServiceException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        nameof(TargetNotFoundException) =>
            new TargetNotFoundException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        _ => new AmazonOrganizationsException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
    };
}
