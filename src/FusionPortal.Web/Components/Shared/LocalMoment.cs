using System.Globalization;

namespace FusionPortal.Web.Components.Shared;

/// <summary>A moment as people give it: a day and a time of a time zone.</summary>
public static class LocalMoment
{
    public const string DayFormat = "d MMM yyyy";

    private static readonly string[] Days = [DayFormat, "dd MMM yyyy", "d MMMM yyyy", "yyyy-MM-dd"];
    private static readonly string[] Times = ["HH:mm", "H:mm", "HH:mm:ss", "H:mm:ss"];

    /// <summary>Reads a day and a time; a day without a time is its last second, and neither is no moment.</summary>
    /// <param name="day">For example 31 Oct 2026 or 2026-10-31.</param>
    /// <param name="time">For example 23:59 or 23:59:30.</param>
    /// <param name="zone">In which they are meant. A time that comes twice, when the clocks go back, is the first of the two.</param>
    /// <param name="moment">In UTC; null where nothing was given.</param>
    /// <returns>What is wrong, fit to be shown; null for nothing.</returns>
    public static string? Read(string? day, string? time, TimeZoneInfo zone, out DateTimeOffset? moment)
    {
        moment = null;
        var (givenDay, givenTime) = (day?.Trim() ?? "", time?.Trim() ?? "");
        if (givenDay.Length == 0) return givenTime.Length == 0 ? null : "A time needs its day.";
        if (!DateOnly.TryParseExact(givenDay, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return "This is no day. Write it like 31 Oct 2026.";
        var clock = new TimeOnly(23, 59, 59);
        if (givenTime.Length > 0
            && !TimeOnly.TryParseExact(givenTime, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out clock))
            return "This is no time. Write it like 23:59.";
        var local = date.ToDateTime(clock);
        if (zone.IsInvalidTime(local)) return $"The clocks skipped {clock:HH:mm} on that day.";
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        moment = new DateTimeOffset(local, offset).ToUniversalTime();
        return null;
    }

    /// <summary>The day of a moment, as <see cref="Read"/> takes it.</summary>
    public static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>The time of a moment, to the second where it has seconds.</summary>
    public static string Time(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return local.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
