namespace FusionPortal.Conventions.Rules;

/// <summary>The parameter of rules that count days up to the one they judge on.</summary>
/// <param name="Days">From 1 to 3,650.</param>
public sealed record DaysParameter(int Days) : RuleParameters
{
    private const int Most = 3650;

    internal static IReadOnlyList<RuleParameter> Takes(string says, string example) =>
        [new("days", $"{says}: a whole number of days from 1 to {Most}", example, "0")];

    internal static DaysParameter Read(RuleReading reading) => new(reading.With.Number("days", 1, Most));
}
