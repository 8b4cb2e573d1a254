using FusionPortal.Core.Runs;
using FusionPortal.Core.Scorecards;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.SharedResources;

/// <summary>What is so of a shared resource, in one sentence, and whose move it is, in another.</summary>
public static class SharedSentence
{
    public static string Name(SharedScorecard card) => card.Resource.Row.Name ?? card.Resource.Row.Title;

    public static string Title(SharedScorecard card)
    {
        var (name, tenants, carried) = (Name(card), card.Tenants.Count, card.Carries.Count);
        var on = Carried(card);
        var anybody = tenants + carried > 0;
        return card.Resource.Row.Run.Standing switch
        {
            RunStanding.Cancelled => $"{name} will not be made",
            RunStanding.Finished or RunStanding.NoLongerRight => anybody ? $"{name} serves {on}" : $"{name} serves nobody yet",
            RunStanding.Blocked => anybody ? $"{name} is blocked, and {on} {Wait(tenants + carried)} for it" : $"{name} is blocked",
            RunStanding.InProgress => anybody ? $"{name} is being made, and {on} {Wait(tenants + carried)} for it"
                : $"{name} is being made",
            var standing => throw new InvalidOperationException($"No words for {standing}."),
        };
    }

    public static string Below(SharedScorecard card)
    {
        var run = card.Resource.Row.Run;
        var findings = card.Open == 0 ? "" : $" {Words.Count(card.Open, "open finding")}.";
        return run.Standing switch
        {
            RunStanding.Finished when card.Tenants.Count > 0 =>
                $"Its checklist is complete. If it stops, {Words.Count(card.Tenants.Count, "client")}{Sites(card)} "
                    + $"{(card.Tenants.Count == 1 ? "loses" : "lose")} it.{findings}",
            RunStanding.Finished => $"Its checklist is complete.{findings}",
            RunStanding.NoLongerRight => $"Its checklist was finished and no longer is right: {run.HeldUpBy}{findings}",
            RunStanding.Cancelled => $"{run.Head.CancelledBy} cancelled its checklist: {run.Head.CancelReason}",
            _ => $"Next: {run.NextStep ?? run.HeldUpBy}.{findings}",
        };
    }

    /// <summary>"9 clients and 2 shared resources"; "nobody" where there are none.</summary>
    public static string Carried(SharedScorecard card) => card.Tenants.Count + card.Carries.Count == 0 ? "nobody" : Words.List(new[]
    {
        card.Tenants.Count > 0 ? Words.Count(card.Tenants.Count, "client") : null,
        card.Carries.Count > 0 ? Words.Count(card.Carries.Count, "shared resource") : null,
    }.OfType<string>());

    private static string Sites(SharedScorecard card) =>
        card.Capacity.Sites == 0 ? "" : $" with {Words.Count(card.Capacity.Sites, "site")}";

    private static string Wait(int count) => count == 1 ? "waits" : "wait";
}
