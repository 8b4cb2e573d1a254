namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>A verdict other than a pass that has to be given.</summary>
/// <param name="Convention">The convention's id.</param>
/// <param name="Subject">The ARN, <c>organization:…</c>, <c>account:…</c> or <c>estate</c>.</param>
/// <param name="Verdict">A violation, or not evaluated.</param>
internal sealed record PlantedFinding(string Convention, string Subject, PlantedVerdict Verdict)
{
    public override string ToString() => $"{Convention} {Verdict} {Subject}";
}

internal enum PlantedVerdict { Violation, NotEvaluated }
