using FusionPortal.Conventions.Secrets;
using FusionPortal.Core.Settings;
using FusionPortal.Web.Hosting.Telemetry;
using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;
using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Hosting;

/// <summary>Structured logs on standard output: text in Development, one JSON object a line elsewhere. Every line passes
/// <see cref="RedactingFormatter"/>.</summary>
internal static class Logging
{
    private const string DevelopmentTemplate =
        "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj} {TraceId}{NewLine}{Exception}";

    public static void AddPortalLogging(this WebApplicationBuilder builder)
    {
        var isDevelopment = builder.Environment.IsDevelopment();
        foreach (var fault in LevelFaults(builder.Configuration.GetSection("Serilog:MinimumLevel")))
            PortalSettings.In(builder.Services).Fault(fault);
        foreach (var fault in SinkFaults(builder.Configuration.GetSection("Serilog"))) PortalSettings.In(builder.Services).Fault(fault);
        builder.Services.AddSingleton(new LogOutput(Console.Out));
        builder.Services.AddSerilog(
            (services, logger) => Configure(services, logger, builder.Configuration, isDevelopment), preserveStaticLogger: true);
    }

    private static void Configure(IServiceProvider services, LoggerConfiguration logger, IConfiguration configuration, bool isDevelopment)
    {
        var output = new WriterSink(services.GetRequiredService<LogOutput>().Writer, new RedactingFormatter(isDevelopment
            ? new MessageTemplateTextFormatter(DevelopmentTemplate, CultureInfo.InvariantCulture)
            : new RenderedCompactJsonFormatter()));
        var seq = services.GetRequiredService<IOptions<SeqOptions>>().Value;
        logger
            .MinimumLevel.Information()
            // These log whole URLs at Information, and the sign-in's answer is in one of them.
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http.HttpClient", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .ReadFrom.Configuration(configuration)
            .ReadFrom.Services(services)
            .Enrich.FromLogContext()
            .WriteTo.Sink(output)
            .WriteTo.Seq(seq, output, services.GetRequiredService<TimeProvider>());
    }

    /// <summary>One line a request: method, path without query string, status, time, who. Health checks and static files only when they
    /// fail.</summary>
    public static void UsePortalRequestLogging(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
        options.GetLevel = static (context, _, exception) =>
            exception is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
            : context.GetEndpoint()?.Metadata.GetMetadata<QuietLogAttribute>() is not null ? LogEventLevel.Debug
            : LogEventLevel.Information;
        options.GetMessageTemplateProperties = static (context, path, elapsed, status) =>
        [
            new("RequestMethod", new ScalarValue(context.Request.Method)),
            new("RequestPath", new ScalarValue(WithoutSecrets(path))),
            new("StatusCode", new ScalarValue(status)),
            new("Elapsed", new ScalarValue(elapsed)),
        ];
        options.EnrichDiagnosticContext = static (diagnostics, context) =>
        {
            diagnostics.Set("RequestId", context.TraceIdentifier);
            diagnostics.Set("Subject", context.User.FindFirst("sub")?.Value);
            diagnostics.Set("ClientAddress", Proxies.Plain(context.Connection.RemoteIpAddress)?.ToString());
        };
    });

    // Serilog throws at the first line it writes, long after the start, and names no key.
    private static IEnumerable<string> LevelFaults(IConfigurationSection levels) =>
        from entry in levels.GetSection("Override").GetChildren().Append(levels.GetSection("Default")).Append(levels)
        where !string.IsNullOrEmpty(entry.Value)
            && !(Enum.TryParse<LogEventLevel>(entry.Value, true, out var level) && Enum.IsDefined(level))
        select $"{entry.Path}: \"{entry.Value}\" is none of {string.Join(", ", Enum.GetNames<LogEventLevel>())}.";

    // A sink by configuration would write past the guard.
    private static IEnumerable<string> SinkFaults(IConfigurationSection section) =>
        from sinks in new[] { section.GetSection("WriteTo"), section.GetSection("AuditTo") }
        where sinks.Exists()
        select $"{sinks.Path} is not read, since its lines would pass no guard. "
            + "Logs go to standard output and, with Seq:ServerUrl, to Seq.";

    // A part of an address is a text by itself, where the guard sees more than the search through whole lines does. A file's format is one
    // too.
    internal static string WithoutSecrets(string path)
    {
        var parts =
            string.Join(
            '/', path.Split('/').Select(part => Guarded(part) ?? string.Join('.', part.Split('.').Select(p => Guarded(p) ?? p))));
        return Guarded(parts) ?? parts;
    }

    private static string? Guarded(string text) => SecretGuard.Inspect(text) is null ? null : "[redacted]";
}

/// <summary>Endpoint metadata: successful requests are not worth a log line.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class QuietLogAttribute : Attribute;

/// <summary>Where log lines go: standard output; a test reads them.</summary>
internal sealed record LogOutput(TextWriter Writer);

internal sealed class WriterSink(TextWriter writer, ITextFormatter formatter) : ILogEventSink
{
    private readonly Lock _gate = new();

    public void Emit(LogEvent logEvent)
    {
        lock (_gate)
        {
            formatter.Format(logEvent, writer);
            writer.Flush();
        }
    }
}
