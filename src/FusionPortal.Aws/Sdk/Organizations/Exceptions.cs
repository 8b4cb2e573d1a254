using System.Net;
using Amazon.Runtime;

namespace Amazon.Organizations
{
    internal class AmazonOrganizationsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
}

namespace Amazon.Organizations.Model
{
    internal class AccessDeniedException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonOrganizationsException(message, innerException, errorType, errorCode, requestId, statusCode);

    /// <summary>The account belongs to no organization.</summary>
    internal class AWSOrganizationsNotInUseException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonOrganizationsException(message, innerException, errorType, errorCode, requestId, statusCode);

    internal class TooManyRequestsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonOrganizationsException(message, innerException, errorType, errorCode, requestId, statusCode);

    internal class InvalidInputException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonOrganizationsException(message, innerException, errorType, errorCode, requestId, statusCode);

    internal class ServiceException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonOrganizationsException(message, innerException, errorType, errorCode, requestId, statusCode);

    internal class TargetNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : AmazonOrganizationsException(message, innerException, errorType, errorCode, requestId, statusCode);
}
