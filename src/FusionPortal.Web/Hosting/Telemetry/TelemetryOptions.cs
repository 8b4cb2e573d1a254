using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Hosting.Telemetry;

/// <summary>How metrics and traces travel to the collector.</summary>
public enum OtlpTransport
{
    HttpProtobuf,
    Grpc,
}

/// <summary>Section <c>Telemetry</c>: where metrics and traces go, over OTLP. Without an endpoint nothing leaves the process.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>
    /// The collector, for example <c>http://collector:4318</c> for <see cref="OtlpTransport.HttpProtobuf"/> (to which <c>v1/metrics</c> and
    /// <c>v1/traces</c> are added) or <c>http://collector:4317</c> for <see cref="OtlpTransport.Grpc"/>. Null: nothing is exported.
    /// </summary>
    public Uri? Endpoint { get; set; }

    public OtlpTransport Protocol { get; set; }

    /// <summary>Sent with every export, each as <c>name=value</c>: what the collector asks for to be let in.</summary>
    public IReadOnlyList<string> Headers { get; set; } = [];

    /// <summary>What the portal is called in monitoring.</summary>
    public string ServiceName { get; set; } = "fusionportal";

    /// <summary>Between two exports of metrics: 1 second to 10 minutes.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Of the requests and jobs that begin here, the part whose traces are exported: 0 for none, 1 for all.</summary>
    public double TraceRatio { get; set; } = 1;
}

internal sealed class TelemetryOptionsValidation : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var wrong = new List<string>();
        if (options.Endpoint is { } endpoint && !IsHttp(endpoint))
            wrong.Add("Telemetry:Endpoint is an address such as http://collector:4318.");
        // Without the value: it lets into the collector.
        if (options.Headers.Any(h => h.IndexOf('=') < 1)) wrong.Add("Telemetry:Headers: each is a name=value.");
        if (string.IsNullOrWhiteSpace(options.ServiceName)) wrong.Add("Telemetry:ServiceName is a name.");
        if (options.Interval < TimeSpan.FromSeconds(1) || options.Interval > TimeSpan.FromMinutes(10))
            wrong.Add("Telemetry:Interval is a time from 00:00:01 to 00:10:00.");
        if (options.TraceRatio is not (>= 0 and <= 1)) wrong.Add("Telemetry:TraceRatio is a number from 0 to 1.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    internal static bool IsHttp(Uri address) => address.IsAbsoluteUri && address.Scheme is ("http" or "https");
}
