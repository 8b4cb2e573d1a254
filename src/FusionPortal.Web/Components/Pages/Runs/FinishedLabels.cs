using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Runs;

/// <summary>How the page of a finished install speaks. Finished is not green: each kind of evidence has its own word.</summary>
public static class FinishedLabels
{
    /// <summary>The kinds of evidence in the order they are shown: what AWS says first, a person's word last.</summary>
    public static IReadOnlyList<StepEvidence> Order { get; } =
        [StepEvidence.Confirmed, StepEvidence.Contradicted, StepEvidence.NotEvaluated, StepEvidence.Claimed];

    public static string Sentence(FinishedInstall install)
    {
        ArgumentNullException.ThrowIfNull(install);
        return (install.Count(StepEvidence.Contradicted), install.Count(StepEvidence.NotEvaluated)) switch
        {
            ( > 0 and var wrong, _) => $"{install.Head.Title} is installed, and AWS contradicts {Words.Count(wrong, "step")}",
            (_, > 0 and var open) => $"{install.Head.Title} is installed, and AWS did not answer for {Words.Count(open, "step")}",
            _ => $"{install.Head.Title} is installed, and nothing AWS shows speaks against it",
        };
    }

    public static string Line(FinishedInstall install)
    {
        ArgumentNullException.ThrowIfNull(install);
        var apart = install.NotApplicable == 0 ? "" : $", {Words.Number(install.NotApplicable)} not applicable";
        return $"{Words.Count(install.Done, "step")} done{apart}."
            + (install.Open.Select(m => m.By).Distinct().ToArray() is { Length: > 0 } who
                ? $" {Words.List(who)} recorded what is open." : "");
    }

    public const string NothingMade = "No step of this install records anything that AWS shows.";

    public const string NothingOpen = "Nothing: AWS contradicts nothing that was recorded, and answered for all of it.";

    /// <summary>The one thing to do next, the worst first.</summary>
    public static string Next(FinishedInstall install)
    {
        ArgumentNullException.ThrowIfNull(install);
        return install.Open.FirstOrDefault() is { } first
            ? $"Next: step {first.Letter}, {first.StepTitle}. {first.Why}" : "Nothing is left to do: every scan looks again.";
    }

    /// <summary>"12 + 1 + 2 + 65 = 80 steps done".</summary>
    public static string Sum(FinishedInstall install)
    {
        ArgumentNullException.ThrowIfNull(install);
        return $"{string.Join(" + ", Order.Select(e => Words.Number(install.Count(e))))} = {Words.Count(install.Done, "step")} done";
    }

    public static string MadeHint(FinishedInstall install)
    {
        ArgumentNullException.ThrowIfNull(install);
        return string.Join(
            ", ", Order.Select(e => (Word: InSentence(e), Count: install.Made.Count(m => m.Evidence == e))).Where(c => c.Count > 0)
                .Select(c => $"{Words.Number(c.Count)} {c.Word}"));
    }

    public static IReadOnlyList<ProgressSegment> Segments(FinishedInstall install)
    {
        ArgumentNullException.ThrowIfNull(install);
        return [.. Order.Select(e => new ProgressSegment(KindOf(e), install.Count(e), InSentence(e)))];
    }

    public static string WordOf(StepEvidence evidence) => evidence switch
    {
        StepEvidence.Claimed => "Claimed",
        StepEvidence.Confirmed => "AWS confirms",
        StepEvidence.NotEvaluated => "Not evaluated",
        StepEvidence.Contradicted => "Contradicted",
        _ => throw new InvalidOperationException($"No words for {evidence}."),
    };

    /// <summary>The same inside a sentence: "AWS confirms", "contradicted".</summary>
    public static string InSentence(StepEvidence evidence) => evidence == StepEvidence.Confirmed
        ? WordOf(evidence) : WordOf(evidence).ToLowerInvariant();

    public static string MeaningOf(StepEvidence evidence) => evidence switch
    {
        StepEvidence.Claimed => "a person’s word",
        StepEvidence.Confirmed => "as recorded",
        StepEvidence.NotEvaluated => "AWS did not tell",
        StepEvidence.Contradicted => "AWS shows something else",
        _ => throw new InvalidOperationException($"No words for {evidence}."),
    };

    public static StatusKind KindOf(StepEvidence evidence) => evidence switch
    {
        StepEvidence.Claimed => StatusKind.Idle,
        StepEvidence.Confirmed => StatusKind.Pass,
        StepEvidence.NotEvaluated => StatusKind.Unknown,
        StepEvidence.Contradicted => StatusKind.Fail,
        _ => throw new InvalidOperationException($"No mark for {evidence}."),
    };

    public static string WhyOf(ClaimReason reason) => reason switch
    {
        ClaimReason.OnSite => "On site, outside AWS",
        ClaimReason.Credential => "Credentials, which the portal never reads",
        ClaimReason.Answer => "Choices and agreements",
        ClaimReason.Work => "Inside a database, a host or another server",
        _ => throw new InvalidOperationException($"No words for {reason}."),
    };
}
