using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>ListFunctions; never more than 50 a page, whatever is asked for.</summary>
internal sealed class LambdaService(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    private const int Most = 50;

    public Dialect Dialect { get; } = new("lambda", WireProtocol.RestJson)
    {
        Invalid = "InvalidParameterValueException",
        Throttled = ("TooManyRequestsException", 429),
        Denied = ("AccessDeniedException", 403),
        Failed = "ServiceException",
    };

    public string PathPrefix => "/2015-03-31/";

    public string OperationOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path.Value is "/2015-03-31/functions" or "/2015-03-31/functions/"
            ? "ListFunctions"
            : ISimulatedService.Unknown(request);

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListFunctions"] = Operation.Of("lambda:ListFunctions", List, "Marker"),
    };

    private WireAnswer List(WireCall call, PageFaults faults)
    {
        var account = call.Principal!.AccountId;
        var size = Math.Min(Most, call.Size("MaxItems", 1, 10_000, Most));
        var page = paging.Cut(call, estate.Of(account, call.Region, ArnKind.Function), faults, "Marker", size);
        return WireAnswer.Json(
            w =>
            {
                w.WriteStartArray("Functions");
                foreach (var function in page.Entries)
                {
                    w.WriteStartObject();
                    w.WriteString("FunctionName", function.Name);
                    w.WriteString("FunctionArn", function.Arn);
                    w.WriteString("Runtime", "dotnet8");
                    w.WriteString("Role", $"arn:aws:iam::{account}:role/lambda-runtime");
                    w.WriteString("Handler", "Handler");
                    w.WriteNumber("CodeSize", 1_048_576);
                    w.WriteNumber("Timeout", 30);
                    w.WriteNumber("MemorySize", 256);
                    w.WriteString("LastModified", "2024-03-01T09:30:00.000+0000");
                    w.WriteString("Version", "$LATEST");
                    w.WriteString("PackageType", "Zip");
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                if (page.Next is not null) w.WriteString("NextMarker", page.Next);
            },
            call.Dialect);
    }
}
