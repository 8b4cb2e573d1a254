namespace FusionPortal.Core.Data;

internal static class DatabaseTime
{
    /// <summary>Now, as PostgreSQL keeps it: whole microseconds, so that what was returned equals what is read again.</summary>
    public static DateTimeOffset GetDatabaseNow(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
