using FusionPortal.Core.Findings;

namespace FusionPortal.Web.Components.Shared;

/// <summary>How score and coverage are spoken of, the same on every page.</summary>
public static class ScoreWords
{
    /// <summary>97.1%; "none" while nothing was evaluated, since there is no score of nothing. Never rounds up to 100: one violation in a
    /// million is still one.</summary>
    public static string Percent(double? percent) => percent switch
    {
        null => "none",
        { } value => $"{Words.Number(Shown(value))}%",
    };

    /// <summary>Between two scores as they are shown, so that the two and their difference always add up.</summary>
    public static double Between(double then, double now) => Math.Round(Shown(now) - Shown(then), 1);

    private static double Shown(double percent) => percent >= 100 ? 100 : Math.Floor(percent * 10) / 10;

    public static string Coverage(CoverageSummary coverage) =>
        coverage.Targets == 0 ? "none" : Percent(100.0 * coverage.Completed / coverage.Targets);

    /// <summary>"−0.1 since the previous scan"; null where there is nothing to compare with.</summary>
    public static string? Change(ComplianceSummary summary)
    {
        if (summary.Score.Percent is not { } now || summary.PreviousScore?.Percent is not { } then) return null;
        var change = Between(then, now);
        return change == 0 ? "unchanged since the previous scan" : $"{Difference(change)} since the previous scan";
    }

    /// <summary>"+1.3", "−0.1", "0".</summary>
    public static string Difference(double change) => change == 0 ? "0" : (change > 0 ? "+" : "−") + Words.Number(Math.Abs(change));
}
