using System.Diagnostics;
using OpenTelemetry;

namespace FusionPortal.Web.Hosting.Telemetry;

/// <summary>What the guard of log lines is to them, this is to spans: the last thing each passes before it may leave.</summary>
internal sealed class GuardedSpans : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        foreach (var (key, value) in data.TagObjects.ToList())
            if (value is string text && Guarded(text) is { } clean) data.SetTag(key, clean);
        if (Guarded(data.DisplayName) is { } name) data.DisplayName = name;
        if (data.StatusDescription is { } why && Guarded(why) is { } said) data.SetStatus(data.Status, said);
        // Events cannot be changed any more: a span with a secret in one does not leave.
        if (data.Events.SelectMany(e => e.Tags).Any(t => t.Value is string text && Guarded(text) is not null))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <returns>Null where nothing was found.</returns>
    private static string? Guarded(string text)
    {
        // A part of an address is a text by itself, where more is seen than in the whole.
        var isAddress = text.StartsWith('/') || text.StartsWith("http", StringComparison.Ordinal);
        var clean = RedactingFormatter.Redact(isAddress ? Logging.WithoutSecrets(text) : text);
        return clean == text ? null : clean;
    }
}
