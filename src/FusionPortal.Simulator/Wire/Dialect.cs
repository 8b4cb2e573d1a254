namespace FusionPortal.Simulator.Wire;

/// <summary>The ways AWS's services are spoken to. Error codes and shapes differ between them.</summary>
public enum WireProtocol { Json, Query, Ec2, RestXml, RestJson }

/// <summary>How one service speaks: its protocol, and the codes it has for what can happen to any request.</summary>
/// <param name="Service">As signed, and as API names begin.</param>
/// <param name="Protocol">Decides the shape of answers and errors.</param>
internal sealed record Dialect(string Service, WireProtocol Protocol)
{
    private readonly string? _invalid;
    private readonly string? _staleToken;
    private readonly (string Code, int Status)? _throttled;
    private readonly (string Code, int Status)? _denied;

    /// <summary>Of Query and EC2: the API version that tells the services apart.</summary>
    public string Version { get; init; } = "";

    /// <summary>Of JSON: what X-Amz-Target begins with.</summary>
    public string Target { get; init; } = "";

    public string JsonVersion { get; init; } = "1.1";

    /// <summary>Of XML answers.</summary>
    public string Namespace { get; init; } = "";

    private bool IsJson => Protocol is WireProtocol.Json or WireProtocol.RestJson;

    /// <summary>A parameter outside its limits.</summary>
    public string Invalid
    {
        get => _invalid ?? (IsJson ? "InvalidParameterException" : "ValidationError");
        init => _invalid = value;
    }

    /// <summary>A paging token that is too old, or none of the service's.</summary>
    public string StaleToken
    {
        get => _staleToken ?? Invalid;
        init => _staleToken = value;
    }

    public (string Code, int Status) Throttled
    {
        get => _throttled ?? (IsJson ? "ThrottlingException" : "Throttling", 400);
        init => _throttled = value;
    }

    /// <summary>No policy allows the action.</summary>
    public (string Code, int Status) Denied
    {
        get => _denied ?? (IsJson ? ("AccessDeniedException", 400) : ("AccessDenied", 403));
        init => _denied = value;
    }

    /// <summary>With status 500.</summary>
    public string Failed { get; init; } = "InternalFailure";
}
