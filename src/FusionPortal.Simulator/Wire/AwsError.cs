namespace FusionPortal.Simulator.Wire;

/// <summary>The two ways the simulated services are spoken to. Error codes differ between them, as they do in AWS.</summary>
public enum WireProtocol { Json, Query }

/// <summary>An error the way AWS words it. Thrown by whatever finds it and written in the caller's protocol.</summary>
internal sealed class AwsError(string code, string message, int status = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    public static AwsError MissingAuthentication(WireProtocol p) => p == WireProtocol.Json
        ? new("MissingAuthenticationTokenException", "Missing Authentication Token")
        : new("MissingAuthenticationToken", "Request is missing Authentication Token", 403);

    public static AwsError IncompleteSignature(WireProtocol p, string message) =>
        new(p == WireProtocol.Json ? "IncompleteSignatureException" : "IncompleteSignature", message);

    public static AwsError UnknownKey(WireProtocol p) => p == WireProtocol.Json
        ? new("UnrecognizedClientException", "The security token included in the request is invalid.")
        : new("InvalidClientTokenId", "The security token included in the request is invalid.", 403);

    public static AwsError BadSignature(WireProtocol p, string message) => p == WireProtocol.Json
        ? new("InvalidSignatureException", message)
        : new("SignatureDoesNotMatch", message, 403);

    public static AwsError ExpiredToken(WireProtocol p) => p == WireProtocol.Json
        ? new("ExpiredTokenException", "The security token included in the request is expired")
        : new("ExpiredToken", "The security token included in the request is expired", 403);

    public static AwsError AccessDenied(WireProtocol p, string message) => p == WireProtocol.Json
        ? new("AccessDeniedException", message)
        : new("AccessDenied", message, 403);

    public static AwsError InvalidParameter(string message) => new("InvalidParameterException", message);

    public static AwsError UnknownOperation(WireProtocol p, string operation) => p == WireProtocol.Json
        ? new("UnknownOperationException", $"The simulator does not know {operation}.")
        : new("InvalidAction", $"Could not find operation {operation} for version 2011-06-15");
}
