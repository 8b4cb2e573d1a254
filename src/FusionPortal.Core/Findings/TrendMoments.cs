namespace FusionPortal.Core.Findings;

/// <summary>The moments a trend has points at: ends of days in UTC, and the moment it is seen from.</summary>
internal static class TrendMoments
{
    /// <returns>Oldest first, the last one <paramref name="at"/> itself.</returns>
    public static IReadOnlyList<DateTimeOffset> Of(TrendSpan span, DateTimeOffset at)
    {
        var (count, step) = span switch
        {
            TrendSpan.Days30 => (30, 1),
            TrendSpan.Days90 => (90, 1),
            TrendSpan.Year => (52, 7),
            _ => throw new ArgumentOutOfRangeException(nameof(span), span, null),
        };
        var midnight = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero);
        var ends = Enumerable.Range(0, count).Select(i => midnight.AddDays(-i * step)).Where(end => end < at).Reverse();
        return [.. ends, at.ToUniversalTime()];
    }
}
