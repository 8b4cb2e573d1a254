using System.Globalization;

namespace FusionPortal.Web.Components.Shared;

/// <summary>Small phrases said the same way on every page.</summary>
public static class Words
{
    /// <summary>"1 step", "12 steps", "4,623 resources". Give <paramref name="plural"/> where an s is not enough.</summary>
    public static string Count(double number, string one, string? plural = null) =>
        $"{Number(number)} {(number == 1 ? one : plural ?? one + "s")}";

    /// <summary>With thousands separators: 4,623.</summary>
    public static string Number(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>"a", "a and b", "a, b and c"; "none" when empty.</summary>
    public static string List(IEnumerable<string> items) => items.ToArray() switch
    {
        [] => "none",
        [var only] => only,
        [.. var first, var last] => string.Join(", ", first) + " and " + last,
    };

    /// <summary>23 Nov 2026, in the given time zone.</summary>
    public static string Date(DateTimeOffset at, TimeZoneInfo zone) => Local(at, zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>23 Nov 2026, 09:41, and the zone's offset where it is not the reader's own: what an auditor may hold says
    /// UTC+00:00.</summary>
    public static string DateAndTime(DateTimeOffset at, TimeZoneInfo zone, bool withOffset = false)
    {
        var local = Local(at, zone);
        var text = local.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        return withOffset ? $"{text} UTC{local.ToString("zzz", CultureInfo.InvariantCulture)}" : text;
    }

    /// <summary>How long ago: "just now", "6 min ago", "13 h ago"; from a day on the date. Moments to come give their date and
    /// time.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone) => (now - at) switch
    {
        { Ticks: < 0 } => DateAndTime(at, zone),
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } span => $"{(int)span.TotalMinutes} min ago",
        { TotalDays: < 1 } span => $"{(int)span.TotalHours} h ago",
        _ => Date(at, zone),
    };

    /// <summary>For narrow columns: "22 min", "13 h", "5 d". Under a minute, and in the future, it is "now".</summary>
    public static string Brief(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 1 } => $"{(int)span.TotalHours} h",
        _ => $"{Number(Math.Floor(span.TotalDays))} d",
    };

    private static DateTimeOffset Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone);
}
