using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace FusionPortal.Web.Hosting.Texts;

/// <summary>
/// Requests that the server turns away while it reads their first lines: U+0000 in a path, a header's name that is none. No middleware sees
/// them and their answer cannot carry a body: the server makes what a body is written to only after the first lines. What can be said is
/// the status line, and there the reason stands; the log has it too. Over HTTP/2 the server resets the stream, which has no answer at all.
/// </summary>
internal sealed partial class RefusedByServer(ILogger<RefusedByServer> logger) : IObserver<KeyValuePair<string, object?>>
{
    // Documented for those who want to know of such requests.
    private const string Event = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private const string InPath = "The path holds the character U+0000, which no text can keep";

    private const string Elsewhere = "The first line or a header of the request cannot be read";

    public static void Name(WebApplication app)
    {
        var observer = new RefusedByServer(app.Services.GetRequiredService<ILogger<RefusedByServer>>());
        var events = app.Services.GetRequiredService<DiagnosticListener>().Subscribe(observer, static (name, _, _) => name == Event);
        app.Lifetime.ApplicationStopped.Register(events.Dispose);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not IFeatureCollection features) return;
        if (features.Get<IHttpResponseFeature>() is not { HasStarted: false, StatusCode: 400 } response) return;
        // What failed within the portal has a problem or a page of its own.
        if (features.Get<IEndpointFeature>()?.Endpoint is not null) return;
        response.ReasonPhrase = Why(features);
        response.Headers.Connection = "close";
        LogRefused(response.ReasonPhrase, features.Get<IHttpConnectionFeature>()?.RemoteIpAddress?.ToString());
        // Later the server would set its own words again. Nothing waits: the answer is a few hundred bytes and goes into the connection's
        // buffer.
        var started = features.Get<IHttpResponseBodyFeature>()?.StartAsync();
        started?.ContinueWith(static t => _ = t.Exception, TaskContinuationOptions.OnlyOnFaulted);
    }

    private static string Why(IFeatureCollection features)
    {
        // Null where not even the first line could be read.
        var target = features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        return target.Split('?', 2)[0].Contains("%00", StringComparison.Ordinal) ? InPath : Elsewhere;
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    [LoggerMessage(LogLevel.Warning, "A request from {Address} was turned away before it was read: {Why}")]
    private partial void LogRefused(string why, string? address);
}
