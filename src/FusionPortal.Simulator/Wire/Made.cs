namespace FusionPortal.Simulator.Wire;

/// <summary>The one moment at which everything was made, where a list has to say when.</summary>
internal static class Made
{
    public static readonly DateTimeOffset At = new(2024, 3, 1, 9, 30, 0, TimeSpan.Zero);
}
