namespace FusionPortal.Core.Search;

/// <summary>Every kind of thing that can be found: the classes of Core that derive from <see cref="SearchSource"/>.</summary>
public sealed class SearchCatalog
{
    internal static IReadOnlyList<Type> Types { get; } =
        [.. typeof(SearchSource).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(SearchSource)))];

    internal SearchCatalog(IEnumerable<SearchSource> sources, RunReader runs)
    {
        All = [.. sources.OrderBy(s => s.Place)];
        Readers = [.. All.OfType<ISearchReader>(), runs];
    }

    /// <summary>In the order of their places.</summary>
    public IReadOnlyList<SearchSource> All { get; }

    /// <summary>What brings them into the index.</summary>
    internal IReadOnlyList<ISearchReader> Readers { get; }
}
