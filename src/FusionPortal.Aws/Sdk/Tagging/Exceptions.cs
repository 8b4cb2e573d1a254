using System.Net;
using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI
{
    internal class AmazonResourceGroupsTaggingAPIException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
}

namespace Amazon.ResourceGroupsTaggingAPI.Model
{
    /// <summary>More than 15 calls in a second, or whatever else AWS thinks too fast.</summary>
    internal class ThrottledException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonResourceGroupsTaggingAPIException(message, innerException, errorType, errorCode, requestId, statusCode);

    /// <summary>The token outlived its 15 minutes; the query has to begin again.</summary>
    internal class PaginationTokenExpiredException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonResourceGroupsTaggingAPIException(message, innerException, errorType, errorCode, requestId, statusCode);

    internal class InvalidParameterException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonResourceGroupsTaggingAPIException(message, innerException, errorType, errorCode, requestId, statusCode);

    internal class InternalServiceException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonResourceGroupsTaggingAPIException(message, innerException, errorType, errorCode, requestId, statusCode);
}
