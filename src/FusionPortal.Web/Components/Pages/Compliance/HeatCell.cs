using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Compliance;

/// <summary>One cell of the clients and conventions map.</summary>
/// <param name="Css">pass; open; many, from four on; unknown, not evaluated; none, does not apply.</param>
/// <param name="Shown">What stands in it; empty where colour or hatching says it, and <paramref name="Told"/> says it in words.</param>
public sealed record HeatCell(string Css, string Shown, string Told)
{
    /// <summary>Four or more is the loud red.</summary>
    public const int Many = 4;

    public static HeatCell Of(HeatMapCell? cell) => cell switch
    {
        null or { Passed: 0, Open: 0, NotEvaluated: 0 } => new("none", "", "does not apply"),
        { Open: > 0, NotEvaluated: > 0 } =>
            new(Loud(cell.Open), Words.Number(cell.Open),
            $"{Words.Number(cell.Open)} open, {Words.Number(cell.NotEvaluated)} not evaluated"),
        { Open: > 0 } => new(Loud(cell.Open), Words.Number(cell.Open), $"{Words.Number(cell.Open)} open"),
        { NotEvaluated: > 0, Passed: 0 } => new("unknown", "", "not evaluated"),
        { NotEvaluated: > 0 } => new("unknown", "", $"{Words.Number(cell.Passed)} pass, {Words.Number(cell.NotEvaluated)} not evaluated"),
        _ => new("pass", "", $"{Words.Number(cell.Passed)} pass"),
    };

    private static string Loud(long open) => open >= Many ? "many" : "open";
}
