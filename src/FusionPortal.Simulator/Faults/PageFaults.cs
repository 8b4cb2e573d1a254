namespace FusionPortal.Simulator.Faults;

/// <summary>What the struck faults do to one page.</summary>
internal sealed class PageFaults(IReadOnlyList<Fault> struck)
{
    /// <summary>Whether a fault of that kind struck the request.</summary>
    public bool Has(FaultKind kind) => struck.Any(f => f.Kind == kind);

    /// <summary>Where the page begins and how many entries it may hold.</summary>
    /// <param name="start">Where it would begin.</param>
    /// <param name="size">What was asked for.</param>
    public (int From, int Count) Window(int start, int size)
    {
        foreach (var fault in struck)
        {
            if (fault.Kind == FaultKind.EmptyPage) return (start, 0);
            if (fault.Kind == FaultKind.ShortPages) size = Math.Min(size, fault.PageSize);
            // One more, or pages of a single entry would never get on.
            if (fault.Kind == FaultKind.RepeatedEntry && start > 0) (start, size) = (start - 1, size + 1);
        }

        return (start, size);
    }
}
