namespace FusionPortal.Simulator.Estate;

/// <summary>Lists that span an account's regions.</summary>
internal static class EstateViews
{
    /// <summary>Everything of a kind in the account, with the region it was put into, region after region.</summary>
    public static IReadOnlyList<PlacedResource> OfAccount(
        this ISimulatedEstate estate, string accountId, params IReadOnlyList<string> kinds) =>
        new JoinedList<PlacedResource>(
            [.. kinds.SelectMany(kind => estate.Regions.Select(region => estate.Placed(accountId, region, kind)))]);

    public static IReadOnlyList<PlacedResource> Placed(this ISimulatedEstate estate, string accountId, string region, string kind)
    {
        var list = estate.Of(accountId, region, kind);
        return new ComputedList<PlacedResource>(list.Count, i => new PlacedResource(accountId, region, list[i]));
    }
}
