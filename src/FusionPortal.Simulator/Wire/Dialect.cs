namespace FusionPortal.Simulator.Wire;

/// <summary>The ways AWS's services are spoken to. Error codes and shapes differ between them.</summary>
public enum WireProtocol { Json, Query, Ec2, RestXml, RestJson }

/// <summary>How one service speaks: its protocol, and the codes it has for what can happen to any request.</summary>
/// <param name="Service">As signed, and as API names begin.</param>
/// <param name="Protocol">Decides the shape of answers and errors.</param>
internal sealed record Dialect(string Service, WireProtocol Protocol)
{
    private static readonly Dialect[] All =
    [
        new("sts", WireProtocol.Query) { Version = "2011-06-15", Namespace = "https://sts.amazonaws.com/doc/2011-06-15/" },
        new("iam", WireProtocol.Query) { Version = "2010-05-08", Namespace = "https://iam.amazonaws.com/doc/2010-05-08/" },
        new("rds", WireProtocol.Query) { Version = "2014-10-31", Namespace = "http://rds.amazonaws.com/doc/2014-10-31/", Invalid = "InvalidParameterValue" },
        new("sns", WireProtocol.Query) { Version = "2010-03-31", Namespace = "http://sns.amazonaws.com/doc/2010-03-31/", Invalid = "InvalidParameter", Denied = ("AuthorizationError", 403) },
        new("elasticloadbalancing", WireProtocol.Query) { Version = "2015-12-01", Namespace = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/" },
        new("ec2", WireProtocol.Ec2)
        {
            Version = "2016-11-15", Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/", Invalid = "InvalidParameterValue", StaleToken = "InvalidNextToken",
            Throttled = ("RequestLimitExceeded", 503), Denied = ("UnauthorizedOperation", 403), Failed = "InternalError",
        },
        new("s3", WireProtocol.RestXml)
        {
            Namespace = "http://s3.amazonaws.com/doc/2006-03-01/", Invalid = "InvalidArgument", Throttled = ("SlowDown", 503), Denied = ("AccessDenied", 403), Failed = "InternalError",
        },
        new("mq", WireProtocol.RestJson) { Invalid = "BadRequestException", Throttled = ("TooManyRequestsException", 429), Denied = ("AccessDeniedException", 403), Failed = "InternalServerErrorException" },
        new("lambda", WireProtocol.RestJson) { Invalid = "InvalidParameterValueException", Throttled = ("TooManyRequestsException", 429), Denied = ("AccessDeniedException", 403), Failed = "ServiceException" },
        new("tagging", WireProtocol.Json)
        {
            Target = "ResourceGroupsTaggingAPI_20170126", StaleToken = "PaginationTokenExpiredException", Throttled = ("ThrottledException", 400), Failed = "InternalServiceException",
        },
        new("organizations", WireProtocol.Json)
        {
            Target = "AWSOrganizationsV20161128", Invalid = "InvalidInputException", StaleToken = "PaginationTokenExpiredException", Throttled = ("TooManyRequestsException", 400), Failed = "ServiceException",
        },
        new("sqs", WireProtocol.Json) { Target = "AmazonSQS", JsonVersion = "1.0", Invalid = "InvalidParameterValue", Throttled = ("RequestThrottled", 400), Failed = "InternalFailure" },
        new("dynamodb", WireProtocol.Json) { Target = "DynamoDB_20120810", JsonVersion = "1.0", Invalid = "ValidationException", Failed = "InternalServerError" },
        new("logs", WireProtocol.Json) { Target = "Logs_20140328", Failed = "ServiceUnavailableException" },
        new("cloudtrail", WireProtocol.Json)
        {
            Target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", Invalid = "InvalidMaxResultsException", StaleToken = "InvalidNextTokenException", Failed = "InternalFailure",
        },
    ];

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

    public static Dialect OfTarget(string target) => All.FirstOrDefault(d => d.Target == target && target.Length > 0) ?? new Dialect(target, WireProtocol.Json);

    public static Dialect OfVersion(string version) => All.FirstOrDefault(d => d.Version == version && version.Length > 0) ?? new Dialect("unknown", WireProtocol.Query);

    public static Dialect OfService(string service) => All.First(d => d.Service == service);
}
