namespace FusionPortal.Web.Components.Pages.Scans;

/// <summary>One way to say when.</summary>
/// <param name="Cron">A Quartz cron expression in UTC; null where one is typed.</param>
public sealed record Rhythm(string Key, string Title, string? Cron);

/// <summary>How schedules are spoken of.</summary>
public static class ScheduleLabels
{
    /// <summary>The rhythm whose cron expression is typed.</summary>
    public const string Typed = "typed";

    /// <summary>What people ask for mostly, and at last a cron expression of their own.</summary>
    public static IReadOnlyList<Rhythm> Rhythms { get; } =
    [
        new("hourly", "every hour, at half past", "0 30 * * * ?"),
        new("six-hourly", "every six hours", "0 0 0/6 * * ?"),
        new("daily", "every day at 02:00 UTC", "0 0 2 * * ?"),
        new("weekly", "every Monday at 02:00 UTC", "0 0 2 ? * MON"),
        new(Typed, "by a cron expression…", null),
    ];

    /// <summary>In words where it is one of <see cref="Rhythms"/> or on the hour; null where only the expression says it.</summary>
    public static string? When(string cron) =>
        cron == "0 0 * * * ?" ? "every hour, on the hour" : Rhythms.FirstOrDefault(r => r.Cron == cron)?.Title;
}
