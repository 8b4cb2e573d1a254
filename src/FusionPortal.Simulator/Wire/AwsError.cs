namespace FusionPortal.Simulator.Wire;

/// <summary>An error the way AWS words it. Thrown by whatever finds it and written in the caller's protocol.</summary>
internal sealed class AwsError(string code, string message, int status = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    /// <summary>The region an S3 bucket is in, where the request was signed for another.</summary>
    public string? BucketRegion { get; init; }

    public static AwsError MissingAuthentication(WireProtocol p) => p switch
    {
        WireProtocol.Json or WireProtocol.RestJson =>
            new("MissingAuthenticationTokenException", "Missing Authentication Token", p == WireProtocol.Json ? 400 : 403),
        WireProtocol.RestXml => new("AccessDenied", "Access Denied", 403),
        WireProtocol.Ec2 => new("MissingParameter", "The request must contain the parameter AWSAccessKeyId"),
        _ => new("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
    };

    public static AwsError IncompleteSignature(WireProtocol p, string message) => p switch
    {
        WireProtocol.Json or WireProtocol.RestJson => new("IncompleteSignatureException", message, p == WireProtocol.Json ? 400 : 403),
        WireProtocol.RestXml => new("AuthorizationHeaderMalformed", message),
        _ => new("IncompleteSignature", message),
    };

    public static AwsError UnknownKey(WireProtocol p) => p switch
    {
        WireProtocol.Json or WireProtocol.RestJson =>
            new("UnrecognizedClientException", "The security token included in the request is invalid.", p == WireProtocol.Json ? 400
            : 403),
        WireProtocol.RestXml => new("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
        WireProtocol.Ec2 => new("AuthFailure", "AWS was not able to validate the provided access credentials", 401),
        _ => new("InvalidClientTokenId", "The security token included in the request is invalid.", 403),
    };

    public static AwsError BadSignature(WireProtocol p, string message) => p switch
    {
        WireProtocol.Json or WireProtocol.RestJson => new("InvalidSignatureException", message, p == WireProtocol.Json ? 400 : 403),
        _ => new("SignatureDoesNotMatch", message, 403),
    };

    /// <summary>The two clocks are too far apart; each protocol has its own word for it.</summary>
    public static AwsError Skewed(WireProtocol p, string message) => p switch
    {
        WireProtocol.RestXml =>
            new("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403),
        WireProtocol.Ec2 => new("RequestExpired", "Request has expired."),
        _ => BadSignature(p, message),
    };

    public static AwsError ExpiredToken(WireProtocol p) => p switch
    {
        WireProtocol.Json or WireProtocol.RestJson =>
            new("ExpiredTokenException", "The security token included in the request is expired", p == WireProtocol.Json ? 400 : 403),
        WireProtocol.RestXml => new("ExpiredToken", "The provided token has expired."),
        WireProtocol.Ec2 => new("RequestExpired", "Request has expired."),
        _ => new("ExpiredToken", "The security token included in the request is expired", 403),
    };

    public static AwsError AccessDenied(WireProtocol p, string message) => p is WireProtocol.Json or WireProtocol.RestJson
        ? new("AccessDeniedException", message)
        : new("AccessDenied", message, 403);

    public static AwsError AccessDenied(Dialect dialect, string message) => new(dialect.Denied.Code, message, dialect.Denied.Status);

    public static AwsError Invalid(Dialect dialect, string message) => new(dialect.Invalid, message);

    public static AwsError InvalidParameter(string message) => new("InvalidParameterException", message);

    public static AwsError UnknownOperation(WireProtocol p, string operation) => p switch
    {
        WireProtocol.Json => new("UnknownOperationException", $"The simulator does not know {operation}."),
        WireProtocol.RestJson => new("UnknownOperationException", $"The simulator does not know {operation}.", 404),
        WireProtocol.RestXml => new("NotImplemented", $"The simulator does not know {operation}.", 501),
        _ => new("InvalidAction", $"The simulator does not know the action {operation}."),
    };
}
