using FusionPortal.Core.Runs;
using FusionPortal.Core.Scorecards;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>What is so of a client, in one sentence, and whose move it is, in another.</summary>
public static class ClientSentence
{
    /// <summary>The worst first: where it must not be, then what AWS contradicts, then how far its install is.</summary>
    public static string Title(ClientScorecard card)
    {
        var wrong = card.Places.Where(p => !p.Allowed).ToList();
        if (wrong.Count > 0)
            return $"{card.Client.Title} is for {Name(card)}, and {Words.Count(wrong.Sum(p => p.Resources), "resource")} of it "
                + $"{(wrong.Sum(p => p.Resources) == 1 ? "is" : "are")} in {Words.List(wrong.Select(p => p.Account))}";
        var stands = card.Install switch
        {
            null => $"{card.Client.Title} has no install yet",
            { Standing: RunStanding.Finished } => $"{card.Client.Title} is installed",
            { Standing: RunStanding.NoLongerRight } => $"{card.Client.Title} was installed, and that is no longer right",
            { Standing: RunStanding.Cancelled } => $"The install of {card.Client.Title} was cancelled",
            { Standing: RunStanding.Blocked } => $"The install of {card.Client.Title} is blocked",
            { Standing: RunStanding.InProgress, Progress: var so } => $"The install of {card.Client.Title} has {Words.Number(so.Done)} of "
                + $"{Words.Count(so.Applicable, "step")} done",
            { Standing: var standing } => throw new InvalidOperationException($"No words for {standing}."),
        };
        var against = card.Held.Count(h => h.State == HeldState.Contradicted);
        return against == 0 ? stands : $"{stands}, and AWS contradicts {Words.Count(against, "recorded value")}";
    }

    /// <summary>Whose move it is.</summary>
    public static string Below(ClientScorecard card)
    {
        var findings = card.Health.Open == 0 ? "No open finding."
            : $"{Words.Count(card.Health.Open, "open finding")}, the worst {card.Health.Worst!.Value.ToString().ToLowerInvariant()}.";
        return card.Install switch
        {
            { Blocks: [var block, ..] } => $"{block.Title}: {Who(block)}. {findings}",
            { HeldUpBy: { } why } => $"{why} {findings}",
            { Next: { } next } => $"Next: {next}. {findings}",
            _ => findings,
        };
    }

    /// <summary>Who can help, in words.</summary>
    public static string Who(InstallBlock block) =>
        block.WhoCanAct.Count == 0 ? "nobody has taken it" : $"{Words.List(block.WhoCanAct)} can act";

    private static string Name(ClientScorecard card) => card.Client.Environment == Conventions.EnvironmentKind.QA
        ? "QA" : card.Client.Environment.ToString().ToLowerInvariant();
}
