namespace FusionPortal.Conventions;

/// <summary>All that people captured of resources, found by what AWS shows. Immutable and thread-safe.</summary>
public sealed class CapturedResources
{
    private readonly Dictionary<string, Dictionary<string, List<CapturedResource>>> _byName = new(StringComparer.Ordinal);

    public CapturedResources(IReadOnlyList<CapturedResource> all)
    {
        All = all;
        foreach (var resource in all)
        {
            if (!_byName.TryGetValue(resource.Kind, out var names))
                _byName[resource.Kind] = names = new(StringComparer.OrdinalIgnoreCase);
            if (!names.TryGetValue(resource.Name.Value, out var same)) names[resource.Name.Value] = same = [];
            same.Add(resource);
        }
    }

    public static CapturedResources None { get; } = new([]);

    /// <summary>In the order they were given.</summary>
    public IReadOnlyList<CapturedResource> All { get; }

    /// <summary>Of which kinds there are any.</summary>
    public IReadOnlyCollection<string> Kinds => _byName.Keys;

    /// <summary>What was captured of resources of that kind under that name, in whatever letter case.</summary>
    public IReadOnlyList<CapturedResource> Of(string kind, string name) =>
        _byName.TryGetValue(kind, out var names) && names.TryGetValue(name, out var same) ? same : [];
}
