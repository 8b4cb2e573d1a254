namespace FusionPortal.Core.Telemetry;

public enum InstrumentKind
{
    Counter,
    Histogram,
    Gauge,
}

/// <summary>One instrument as monitoring sees it.</summary>
/// <param name="Name">By OpenTelemetry's conventions: lower case, dots between parts, no unit in it.</param>
/// <param name="Unit">In UCUM: <c>s</c>, or what is counted in braces, for example <c>{target}</c>.</param>
/// <param name="Attributes">What its values are told apart by. <c>error.type</c> is there only where something failed.</param>
public sealed record InstrumentInfo(
    string Name, InstrumentKind Kind, string Unit, string Description, params IReadOnlyList<string> Attributes);
