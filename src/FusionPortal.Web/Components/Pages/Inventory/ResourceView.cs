using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Core.Inventory;
using FusionPortal.Web.Components.Shared;
using Evidence = FusionPortal.Web.Components.Shared.Evidence;

namespace FusionPortal.Web.Components.Pages.Inventory;

/// <summary>One resource's page.</summary>
/// <param name="AsOf">The moment it is of; null for now.</param>
public sealed record ResourceView(ResourceDetail Detail, DateTimeOffset? AsOf, DateTimeOffset Now)
{
    public ResourceRow Row => Detail.Row;

    public ResourceJudgement Judged => Row.Judged!;

    public IReadOnlyList<TagRow> Tags { get; } = ShownResource.TagRows(Detail.Row.Tags);

    /// <summary>What AWS answered, as indented JSON without anything that looks like a secret; null where nothing was read.</summary>
    public string? FactsText { get; } = ShownResource.FactsOf(Detail.Row.Facts);

    public ResourceCreator Creator { get; } = ResourceCreator.Of(Detail.Row.Facts, Detail.Row.Since, Now);

    public IReadOnlyList<ConventionVerdict> Violations => [.. Detail.Verdicts.Where(v => v.Verdict == ResourceVerdict.Violation)];

    /// <summary>What the page opens with.</summary>
    public string Sentence
    {
        get
        {
            var name = EscapedText.Plain(Row.Name);
            return Detail.GoneAt is not null ? $"{name} is gone"
                : Judged.Worst switch
                {
                    ResourceVerdict.Violation when Violations is [var only] => EscapedText.Plain(only.Sentence),
                    ResourceVerdict.Violation => $"{name} breaks {Words.Count(Judged.Violations, "convention")}",
                    ResourceVerdict.NotEvaluated =>
                        $"{name} breaks nothing that could be judged, {Words.Count(Judged.NotEvaluated, "convention")} could not",
                    ResourceVerdict.Pass => $"{name} keeps every convention that judges it",
                    ResourceVerdict.NotJudged => $"No convention judges {name}",
                    _ => throw new InvalidOperationException($"No words for {Judged.Worst}."),
                };
        }
    }

    /// <summary>"14 judge it: 3 violations, 2 not evaluated, 9 pass."</summary>
    public string Counts
    {
        get
        {
            var passes = Detail.Verdicts.Count(v => v.Verdict == ResourceVerdict.Pass);
            string[] parts =
            [
                .. Judged.Violations > 0 ? [Words.Count(Judged.Violations, "violation")] : Array.Empty<string>(),
                .. Judged.NotEvaluated > 0 ? [$"{Words.Number(Judged.NotEvaluated)} not evaluated"] : Array.Empty<string>(),
                .. passes > 0 ? [$"{Words.Number(passes)} pass"] : Array.Empty<string>(),
            ];
            return $"{Words.Count(Detail.Verdicts.Count, "convention")} judge{(Detail.Verdicts.Count == 1 ? "s" : "")} it: "
                + string.Join(", ", parts);
        }
    }

    public string? TagHint => Row.Tags is null ? null : $"{Words.Number(Tags.Count)} on AWS";

    public string? RawHint => Row.LastSeenAt is { } seen ? $"as read {Words.Ago(seen, Now, TimeZoneInfo.Utc)}" : null;

    /// <summary>"7 agree, 1 contradicted, 3 observed only".</summary>
    public string JoinHint
    {
        get
        {
            string? Part(JoinState state, string words) =>
                Detail.Joined.Count(j => j.State == state) is > 0 and var n ? $"{Words.Number(n)} {words}" : null;
            return string.Join(", ", new[]
            {
                Part(JoinState.Contradicted, "contradicted"), Part(JoinState.Agrees, "agree"), Part(JoinState.CannotSee, "cannot be seen"),
                Part(JoinState.ObservedOnly, "observed only"),
            }.OfType<string>());
        }
    }

    public static Evidence StateOf(JoinedFact fact) => fact.State switch
    {
        JoinState.Contradicted => Evidence.Contradicted,
        JoinState.Agrees => Evidence.ClaimedAndObserved,
        JoinState.CannotSee => Evidence.CannotSee,
        JoinState.ObservedOnly => Evidence.Observed,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, null),
    };

    /// <summary>What the witness has to do with whose the resource is.</summary>
    public string Says(ClientWitness witness) =>
        witness.OrgId != Judged.OrgId ? "Disagrees"
        : Detail.Witnesses.First(w => w.OrgId == Judged.OrgId) == witness ? "Decides" : "Agrees";
}
