namespace FusionPortal.Web.Components.Layout;

/// <summary>What the browser told with its first request; cascades to every component.</summary>
/// <param name="isDark">The theme the document started with.</param>
/// <param name="timeZone">IANA name, or null when not known: then times show in UTC.</param>
public sealed class BrowserFacts(bool isDark, string? timeZone)
{
    public bool IsDark { get; } = isDark;

    public TimeZoneInfo TimeZone { get; } =
        timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
