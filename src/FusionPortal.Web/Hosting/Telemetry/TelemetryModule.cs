using FusionPortal.Core.Settings;
using FusionPortal.Core.Telemetry;
using Npgsql;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FusionPortal.Web.Hosting.Telemetry;

/// <summary>
/// Metrics and traces over OTLP: the portal's own, and those of ASP.NET Core, circuits, the HTTP client, the scheduler, Npgsql and the
/// runtime.
/// Nothing is even collected where no endpoint is set.
/// </summary>
internal static class TelemetryModule
{
    // Accounts times services outgrow the SDK's 2,000.
    private const int Series = 20_000;

    // A collector that does not answer must not hold back the end of the process.
    private const int ExportTimeoutMilliseconds = 2_000;

    private static readonly string[] Meters =
    [
        PortalInstruments.Name, PortalInstruments.KnowledgeMeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Lifecycle", "Microsoft.AspNetCore.Components.Server.Circuits",
        "Npgsql", "Quartz",
    ];

    private static readonly string[] Sources = [
        PortalInstruments.Name, "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits", "Quartz"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var seq = builder.Services.AddSettings(builder.Configuration, SeqOptions.Section, new SeqOptionsValidation());
        var options = builder.Services.AddSettings(builder.Configuration, TelemetryOptions.Section, new TelemetryOptionsValidation());
        if (options.Endpoint is not { } endpoint || PortalSettings.In(builder.Services).HasFaults) return;
        builder.Services.AddHostedService<ExportTroubles>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, options))
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddView("fusionportal.*", new MetricStreamConfiguration { CardinalityLimit = Series })
                .AddOtlpExporter((exporter, reader) =>
                {
                    Aim(exporter, options, endpoint, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Interval.TotalMilliseconds;
                    reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = ExportTimeoutMilliseconds;
                }));
        if (options.TraceRatio == 0) return;
        telemetry.WithTracing(traces => traces
            .AddSource(Sources)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceRatio)))
            .AddAspNetCoreInstrumentation(
                o => o.Filter = context => context.GetEndpoint()?.Metadata.GetMetadata<QuietLogAttribute>() is null)
            .AddHttpClientInstrumentation(
                o => o.FilterHttpRequestMessage = request => request.RequestUri?.Authority != seq.ServerUrl?.Authority)
            .AddNpgsql()
            .AddProcessor(new GuardedSpans())
            .AddOtlpExporter(exporter => Aim(exporter, options, endpoint, "v1/traces")));
    }

    private static void Describe(ResourceBuilder resource, TelemetryOptions options) => resource
        .AddService(options.ServiceName, serviceVersion: typeof(TelemetryModule).Assembly.GetName().Version?.ToString(3))
        .AddAttributes([new("host.name", Environment.MachineName)]);

    private static void Aim(OtlpExporterOptions exporter, TelemetryOptions options, Uri endpoint, string path)
    {
        var http = options.Protocol == OtlpTransport.HttpProtobuf;
        exporter.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = http ? new Uri(new Uri(endpoint.ToString().TrimEnd('/') + '/'), path) : endpoint;
        exporter.TimeoutMilliseconds = ExportTimeoutMilliseconds;
        if (options.Headers.Count > 0) exporter.Headers = string.Join(',', options.Headers);
    }
}
