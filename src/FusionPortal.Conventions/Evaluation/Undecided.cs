namespace FusionPortal.Conventions.Evaluation;

/// <summary>What is said where witnesses of weight disagree about whose a resource is.</summary>
internal static class Undecided
{
    public static string Reason(in ResourceView view) =>
        $"{Phrases.Capital(Phrases.List([.. Claims.Of(view).Select(c => c.Told)]))}, so whose the resource is stays undecided.";

    /// <summary>The evidence with its witnesses, where the disagreement leaves the placement open; else as it is.</summary>
    public static Evidence With(Evidence evidence, in ResourceView view) => !view.IsUndecided
        ? evidence
        : evidence with
        {
            Witnesses = Witnesses.Of(view),
            Facts = [.. evidence.Facts, Witnesses.Account(view)],
            Verdict = PlacementVerdict.Undecided,
            Decides =
                $"Finding out whose it is decides: {Phrases.List([.. Claims.Of(view).Select(c => c.Described)])} do not belong into the "
                    + "same kind of account, or are not all known.",
        };
}
