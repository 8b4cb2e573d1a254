using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Amazon.Runtime;

namespace FusionPortal.Aws.Calls;

/// <summary>What a failed call means for the caller.</summary>
internal enum AwsTrouble
{
    /// <summary>Slow down and ask again.</summary>
    Throttled,

    /// <summary>Network, server error, an answer that could not be read: ask again a few times.</summary>
    Passing,

    /// <summary>The session is over; a new one may go on.</summary>
    SessionExpired,

    /// <summary>AWS said no.</summary>
    Denied,

    /// <summary>AWS does not know the credentials: so answers a region that is switched off for the account.</summary>
    UnknownHere,

    /// <summary>The service, or the operation, does not exist at this endpoint.</summary>
    NotOffered,

    /// <summary>Nothing that asking again would change.</summary>
    Final,
}

internal static partial class AwsTroubles
{
    private static readonly HashSet<string> Throttles = new(StringComparer.Ordinal)
    {
        "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded",
        "RequestThrottled", "RequestThrottledException", "SlowDown", "PriorRequestNotComplete",
        // SNS; EC2; DynamoDB.
        "Throttled", "EC2ThrottledException", "ProvisionedThroughputExceededException",
    };

    private static readonly HashSet<string> Expiries =
        new(StringComparer.Ordinal) { "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired" };

    private static readonly HashSet<string> Refusals = new(StringComparer.Ordinal)
    {
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized",
        // SNS by either protocol; Amazon MQ; S3; CloudTrail.
        "AuthorizationError", "AuthorizationErrorException", "ForbiddenException", "AllAccessDisabled", "OperationNotPermittedException",
    };

    private static readonly HashSet<string> Unknowns = new(StringComparer.Ordinal)
    {
        "UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure", "RegionDisabledException", "OptInRequired",
        // S3.
        "InvalidAccessKeyId",
    };

    private static readonly HashSet<string> NotOffered = new(StringComparer.Ordinal)
    {
        "UnknownOperationException", "UnknownOperation", "InvalidAction", "UnsupportedOperation", "UnsupportedOperationException",
            "NotImplemented",
        "SubscriptionRequiredException",
    };

    private static readonly HashSet<string> LostTokens = new(StringComparer.Ordinal)
    {
        "PaginationTokenExpiredException", "InvalidNextToken", "InvalidNextTokenException", "ExpiredNextToken", "ExpiredNextTokenException",
        "InvalidPaginationToken", "InvalidPaginationTokenException", "InvalidMarker",
    };

    public static AwsTrouble Of(Exception exception) => exception switch
    {
        _ when IsUnreadable(exception) => AwsTrouble.Passing,
        AmazonServiceException e when Throttles.Contains(e.ErrorCode ?? "") || e.StatusCode == HttpStatusCode.TooManyRequests =>
            AwsTrouble.Throttled,
        AmazonServiceException e when Expiries.Contains(e.ErrorCode ?? "") => AwsTrouble.SessionExpired,
        AmazonServiceException e when Refusals.Contains(e.ErrorCode ?? "") => AwsTrouble.Denied,
        AmazonServiceException e when Unknowns.Contains(e.ErrorCode ?? "") || SaysRegionDisabled(e.Message) => AwsTrouble.UnknownHere,
        AmazonServiceException e when NotOffered.Contains(e.ErrorCode ?? "") => AwsTrouble.NotOffered,
        AmazonServiceException e when (int)e.StatusCode >= 500 || e.StatusCode == 0 => AwsTrouble.Passing,
        AmazonServiceException e when e.StatusCode == HttpStatusCode.Forbidden => AwsTrouble.Denied,
        AmazonServiceException => AwsTrouble.Final,
        // AWS names no endpoint for what a region does not have. An unreachable name server says so differently.
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } => AwsTrouble.NotOffered,
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => AwsTrouble.Passing,
        AmazonClientException { InnerException: { } inner } => Of(inner),
        _ => AwsTrouble.Final,
    };

    /// <summary>
    /// Whether a page was refused because of its token: it expired, or AWS no longer knows it. Few services have a code of their own for
    /// it; the others call the request invalid in words of their own, and name the token or marker in the message.
    /// </summary>
    public static bool IsLostToken(Exception? exception) => exception is AmazonServiceException e
        && (LostTokens.Contains(e.ErrorCode ?? "")
            || (Of(e) == AwsTrouble.Final && e.StatusCode == HttpStatusCode.BadRequest
                && NamesPageToken().IsMatch(e.Message)));

    // Not the token that signs a request, nor a word that only holds the letters.
    [GeneratedRegex(
        @"\b(?<!(security|session)[ -])(next ?|pagination ?|continuation ?|page ?)?(token|marker)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NamesPageToken();

    /// <summary>
    /// What may be shown and logged of a failure. The SDK's own text for an unreadable answer repeats the answer, which for a
    /// role assumption is a credential: of those only the kind is told.
    /// </summary>
    public static string Describe(Exception exception) => exception switch
    {
        _ when IsUnreadable(exception) => "the answer could not be read",
        AmazonServiceException { ErrorCode: { Length: > 0 } code } e => $"{code}: {e.Message}",
        _ => exception.Message,
    };

    /// <summary>The exception to keep as the cause, or null where it could carry a credential into a log.</summary>
    public static Exception? Cause(Exception exception) => IsUnreadable(exception) ? null : exception;

    // The SDK wraps what goes wrong in reading JSON, and lets through what goes wrong in reading XML.
    private static bool IsUnreadable(Exception exception) => exception is AmazonUnmarshallingException or XmlException or JsonException;

    private static bool SaysRegionDisabled(string message) =>
        message.Contains("region is disabled", StringComparison.OrdinalIgnoreCase)
            || message.Contains("is not enabled in this region", StringComparison.OrdinalIgnoreCase);
}
