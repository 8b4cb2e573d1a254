using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;
using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Demo.Past;

/// <summary>
/// The demo's estate as it was some days before the last of its past. What CloudTrail says was made later is not there yet, keys are as
/// much younger, and what <see cref="PastChanges"/> tells has not happened yet, or has not been mended yet. On day 0 it is the estate as
/// it stands.
/// </summary>
internal static class PastEstate
{
    // What may come by itself. The rest stands on other things, or has others stand on it: PastChanges says when it came.
    private static readonly HashSet<string> ComeAlone =
        [ArnKind.Queue, ArnKind.Topic, ArnKind.Table, ArnKind.LogGroup, ArnKind.Function];

    public static ListedEstate Before(int days)
    {
        var estate = DemoEstate.Create().Estate;
        if (days == 0) return estate;
        foreach (var resource in estate.All.ToList())
        {
            if (resource.Made?.DaysAgo < days && ComeAlone.Contains(ArnKind.Of(resource.Arn))) estate.Remove(resource.Arn);
            else Change(estate, resource.Arn, r => Younger(r, days));
        }

        foreach (var change in PastChanges.All) change.Undo(estate, days);
        estate.RootUses = estate.RootUses.Where(use => use.Value >= days).ToDictionary(use => use.Key, use => use.Value - days);
        return estate;
    }

    /// <summary>Makes what the simulator serves like the given estate.</summary>
    public static void Become(this ListedEstate served, ListedEstate estate)
    {
        var wanted = estate.All.ToDictionary(resource => resource.Arn);
        foreach (var resource in served.All.ToList())
            if (!wanted.ContainsKey(resource.Arn)) served.Remove(resource.Arn);
        foreach (var resource in wanted.Values)
        {
            var place = estate.Find(resource.Arn)!;
            served.Put(place.AccountId, place.Region, resource);
        }

        served.RootUses = estate.RootUses;
    }

    public static void Change(ListedEstate estate, string arn, Func<SimulatedResource, SimulatedResource> change)
    {
        var placed = estate.Find(arn) ?? throw new DemoException($"The past changes {arn}, which is not in the demo estate.");
        estate.Put(placed.AccountId, placed.Region, change(placed.Resource));
    }

    private static SimulatedResource Younger(SimulatedResource resource, int days) => resource with
    {
        Made = resource.Made is { } made ? made with { DaysAgo = Math.Max(0, made.DaysAgo - days) } : null,
        Facts = resource.Facts switch
        {
            IdentityFacts identity => identity with { KeyAgeDays = Math.Max(0, identity.KeyAgeDays - days) },
            null when ArnKind.Of(resource.Arn) == ArnKind.User => Keys(days),
            var facts => facts,
        },
    };

    private static IdentityFacts Keys(int days)
    {
        var usual = new IdentityFacts();
        return usual with { KeyAgeDays = Math.Max(0, usual.KeyAgeDays - days) };
    }
}
