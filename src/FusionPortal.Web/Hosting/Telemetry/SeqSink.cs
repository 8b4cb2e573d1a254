using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace FusionPortal.Web.Hosting.Telemetry;

/// <summary>Sends log events to Seq, past the same guard as the lines on standard output.</summary>
internal static class SeqSink
{
    /// <param name="output">Where it is said that Seq does not answer.</param>
    public static void Seq(this LoggerSinkConfiguration sinks, SeqOptions options, ILogEventSink output, TimeProvider clock)
    {
        if (options.ServerUrl is not { } server) return;
        // The level in a logger of its own: a sink restricted to a level does not hand on who listens to its failures.
        sinks.Logger(logger => logger.MinimumLevel.Is(options.MinimumLevel).WriteTo.Fallible(
            fallible => fallible.Seq(
                server.ToString(), apiKey: options.ApiKey.Length == 0 ? null : options.ApiKey, messageHandler: new ImpatientHandler(),
                payloadFormatter: new GuardedCompactFormatter(), formatProvider: CultureInfo.InvariantCulture),
            new LoggingTroubles(output, clock)));
    }

    /// <summary>
    /// Events with their template, so that Seq tells kinds apart. Where the guard finds something in the rendered text, which it knows
    /// best, the event goes as that text instead, as on standard output.
    /// </summary>
    private sealed class GuardedCompactFormatter : ITextFormatter
    {
        private readonly RedactingFormatter _byTemplate = new(new CompactJsonFormatter());
        private readonly RedactingFormatter _rendered = new(new RenderedCompactJsonFormatter());

        public void Format(LogEvent logEvent, TextWriter output)
        {
            var text = logEvent.RenderMessage(CultureInfo.InvariantCulture);
            (RedactingFormatter.Redact(text) == text ? _byTemplate : _rendered).Format(logEvent, output);
        }
    }

    /// <summary>A Seq that does not answer must not hold back the end of the process: what could not be sent by then stands on standard
    /// output.</summary>
    private sealed class ImpatientHandler() : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = Patience })
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            return await base.SendAsync(request, patience.Token);
        }
    }
}
