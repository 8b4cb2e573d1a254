using FusionPortal.Simulator.Estate;

namespace FusionPortal.Demo.Past;

/// <summary>Something that was otherwise than it stands now, for some of the days.</summary>
/// <param name="Since">Days before the end from which on it was so; null from the beginning.</param>
/// <param name="Until">Days before the end from which on it was no longer so.</param>
/// <param name="What">For readers: what was so, and how it ended.</param>
/// <param name="Make">Makes the estate so.</param>
internal sealed record PastChange(int? Since, int Until, string What, Action<ListedEstate> Make)
{
    /// <summary>Makes it so where it was so on that day.</summary>
    public void Undo(ListedEstate estate, int days)
    {
        if (days > Until && (Since is null || days <= Since)) Make(estate);
    }
}
