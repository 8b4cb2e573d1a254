using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FusionPortal.Integration.Hosting;

/// <summary>One value of an instrument as it arrived.</summary>
/// <param name="Value">The number; of a histogram its count.</param>
/// <param name="Bounds">Upper bounds of a histogram's buckets.</param>
public sealed record MetricPoint(
    string Meter, string Name, string Unit, IReadOnlyDictionary<string, string> Attributes, double Value, int Bounds)
{
    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);
}

/// <summary>What operators run beside the portal: a collector that takes OTLP over HTTP and, on a port of its own, over gRPC; and a Seq. On
/// free ports of 127.0.0.1.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _bodies = new();
    private readonly ConcurrentQueue<MetricPoint> _points = new();
    private readonly ConcurrentQueue<string> _spans = new();
    private readonly ConcurrentQueue<JsonElement> _events = new();
    private readonly ConcurrentQueue<string> _headers = new();

    private Collector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Where OTLP over gRPC arrives, by HTTP/2 without TLS.</summary>
    public Uri GrpcAddress => new(_app.Urls.Last());

    /// <summary>Every value so far; one that counts up comes again with each export.</summary>
    public IReadOnlyCollection<MetricPoint> Points => _points;

    /// <summary>Names of the spans.</summary>
    public IReadOnlyCollection<string> Spans => _spans;

    /// <summary>Log events, as Seq takes them.</summary>
    public IReadOnlyCollection<JsonElement> Events => _events;

    /// <summary>Headers of all requests, one <c>path name: value</c> each.</summary>
    public IReadOnlyCollection<string> Headers => _headers;

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/metrics", context => collector.TakeAsync(context, collector.Metrics));
        collector._app.MapPost("/v1/traces", context => collector.TakeAsync(context, collector.Traces));
        const string Services = "/opentelemetry.proto.collector";
        collector._app.MapPost(
            $"{Services}.metrics.v1.MetricsService/Export", context => collector.CalledAsync(context, collector.Metrics));
        collector._app.MapPost($"{Services}.trace.v1.TraceService/Export", context => collector.CalledAsync(context, collector.Traces));
        collector._app.MapPost("/api/events/raw", context => collector.TakeAsync(context, collector.Logged));
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Whether a text stands anywhere in what arrived.</summary>
    public bool Holds(string text) => Around(text) is not null;

    /// <summary>What stands around a text in what arrived; null where it is nowhere.</summary>
    public string? Around(string text)
    {
        foreach (var body in _bodies)
        {
            var at = body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
            if (at < 0) continue;
            var from = Math.Max(0, at - 120);
            return Encoding.UTF8.GetString(body, from, Math.Min(body.Length - from, 300));
        }

        return null;
    }

    /// <summary>Waits until nothing is missing; says what is after two minutes.</summary>
    public static async Task UntilNothingAsync(Func<IEnumerable<string>> missing, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (missing().ToList() is { Count: > 0 } left)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2), $"did not arrive: {string.Join(", ", left)}");
            await Task.Delay(50, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, Action<byte[]> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var (name, value) in context.Request.Headers) _headers.Enqueue($"{context.Request.Path} {name}: {value}");
        _bodies.Enqueue(body.ToArray());
        take(body.ToArray());
    }

    // A gRPC call of one message: a byte that says whether it is compressed, four of its length, the message; and the same way back.
    private async Task CalledAsync(HttpContext context, Action<byte[]> take)
    {
        context.Response.ContentType = "application/grpc";
        await TakeAsync(context, Unwrapped);
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");

        void Unwrapped(byte[] call)
        {
            Assert.Equal(0, call[0]);
            take(call.AsSpan(5, (int)BinaryPrimitives.ReadUInt32BigEndian(call.AsSpan(1))).ToArray());
        }
    }

    // Field numbers are those of opentelemetry/proto/metrics/v1/metrics.proto.
    private void Metrics(byte[] body)
    {
        foreach (var scope in new Wire(body).All(1).SelectMany(resource => resource.All(2)))
            foreach (var metric in scope.All(2))
                foreach (
                    var (kind, point) in Enumerable.Range(5, 5)
                    .SelectMany(kind => metric.All(kind).SelectMany(data => data.All(1)).Select(p => (kind, p))))
                    _points.Enqueue(Point(scope.All(1).First().Text(1), metric, kind, point));
    }

    private static MetricPoint Point(string meter, Wire metric, int kind, Wire point)
    {
        var histogram = kind == 9;
        var value = histogram ? point.Number(4) : point.Has(4) ? point.Double(4) : (double)(long)point.Number(6);
        var bounds = histogram && point.Has(7) ? point.Text(7).Length : 0;
        var attributes = point.All(histogram ? 9 : 7).ToDictionary(a => a.Text(1), a => Any(a.All(2).FirstOrDefault()));
        return new MetricPoint(meter, metric.Text(1), metric.Text(3), attributes, value, bounds);
    }

    private static string Any(Wire? value) => value is null ? ""
        : value.Has(1) ? value.Text(1)
        : value.Has(3) ? value.Number(3).ToString(CultureInfo.InvariantCulture)
        : "";

    private void Traces(byte[] body)
    {
        foreach (var span in new Wire(body).All(1).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2)))
            _spans.Enqueue(span.Text(5));
    }

    private void Logged(byte[] body)
    {
        foreach (var line in Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            _events.Enqueue(JsonSerializer.Deserialize<JsonElement>(line));
    }
}
