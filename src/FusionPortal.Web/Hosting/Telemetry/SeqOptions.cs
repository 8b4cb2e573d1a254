using Microsoft.Extensions.Options;
using Serilog.Events;

namespace FusionPortal.Web.Hosting.Telemetry;

/// <summary>Section <c>Seq</c>: where log events go beside standard output. Without an address they go nowhere else.</summary>
public sealed class SeqOptions
{
    public const string Section = "Seq";

    /// <summary>For example <c>https://seq.example.com</c>. Null: nothing is sent.</summary>
    public Uri? ServerUrl { get; set; }

    /// <summary>What Seq asks for to let events in; empty where it asks for nothing.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Events below stay on standard output alone.</summary>
    public LogEventLevel MinimumLevel { get; set; } = LogEventLevel.Information;
}

internal sealed class SeqOptionsValidation : IValidateOptions<SeqOptions>
{
    public ValidateOptionsResult Validate(string? name, SeqOptions options) =>
        options.ServerUrl is { } server && !TelemetryOptionsValidation.IsHttp(server)
            ? ValidateOptionsResult.Fail("Seq:ServerUrl is an address such as https://seq.example.com.")
            : options.ServerUrl is null && options.ApiKey.Length > 0
                ? ValidateOptionsResult.Fail("Seq:ApiKey is set and Seq:ServerUrl is not.")
                : ValidateOptionsResult.Success;
}
