namespace FusionPortal.Simulator.Estate;

/// <summary>Where the kinds stand in one account and region of a fleet: contiguous ranges, so that a page of one kind is found at
/// once.</summary>
internal sealed class FleetLayout
{
    private readonly (string Kind, int Start, int Count)[] _ranges;

    /// <param name="shape">Which kinds.</param>
    /// <param name="count">Resources of the place.</param>
    /// <param name="place">From 0.</param>
    /// <param name="places">Of the whole fleet.</param>
    public FleetLayout(FleetShape shape, int count, int place, int places)
    {
        Count = count;
        // A name like the convention's can be given once per organization, so the organizations are dealt out over the places.
        var buckets = shape.ConventionalBuckets ? Math.Min(count / shape.Kinds.Count, (shape.Organizations - place + places - 1) / places)
            : -1;
        var kinds = shape.Kinds;
        var (start, left) = (0, count);
        _ranges = new (string, int, int)[kinds.Count];
        for (var k = 0; k < kinds.Count; k++)
        {
            var share = kinds[k] == ArnKind.Bucket && buckets >= 0 ? Math.Max(0, buckets) : left / (kinds.Count - k);
            _ranges[k] = (kinds[k], start, share);
            (start, left) = (start + share, left - share);
        }
    }

    public int Count { get; }

    public string KindAt(int index, out int within)
    {
        foreach (var (kind, start, count) in _ranges)
            if (index < start + count)
            {
                within = index - start;
                return kind;
            }

        throw new ArgumentOutOfRangeException(nameof(index));
    }

    /// <summary>The ranges of a kind: start and length.</summary>
    public IEnumerable<(int Start, int Count)> RangesOf(string kind) =>
        _ranges.Where(r => r.Kind == kind && r.Count > 0).Select(r => (r.Start, r.Count));
}
