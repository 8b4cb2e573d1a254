using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>
/// One kind of thing that can be found: everything search has to know of it. A sealed class in a file of its own is enough, derived from
/// one of the classes that say how it is read: <see cref="SearchCatalog"/> finds it by itself, and index, query, API and palette follow.
/// </summary>
public abstract class SearchSource
{
    /// <summary>In the index and the API, for example <c>resource</c>. Never changed once shipped.</summary>
    public abstract string Kind { get; }

    /// <summary>Above its hits: "Resources".</summary>
    public abstract string Title { get; }

    /// <summary>Groups of hits stand in this order.</summary>
    public abstract int Place { get; }

    /// <summary>Raised when what is kept of it changes: everything is then read again.</summary>
    public virtual int Version => 1;

    /// <summary>The partition its entries are in; large kinds have one of their own, which the migrations made.</summary>
    internal virtual string Partition => "search_entry_other";

    /// <summary>Who may find it; everybody with a role, unless it says less.</summary>
    public virtual IReadOnlyList<Role> SeenBy => Enum.GetValues<Role>();

    /// <summary>The page a hit leads to: an absolute path with its query.</summary>
    /// <param name="parts">As they were kept.</param>
    /// <param name="actor">Whom it is shown to: not everybody may open every page.</param>
    public abstract string Address(IReadOnlyList<string> parts, Actor actor);

    /// <summary>The one thing a text names for certain, by a number or an id of its own; null where it names none.</summary>
    internal virtual Task<FoundEntry?> NamedAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken) =>
        Task.FromResult<FoundEntry?>(null);

    /// <summary>Says of the few entries that are shown what is not kept, because it changes by itself. In their order.</summary>
    internal virtual Task<IReadOnlyList<FoundEntry>> DescribeAsync(
        NpgsqlConnection connection, IReadOnlyList<FoundEntry> found, CancellationToken cancellationToken) => Task.FromResult(found);
}

/// <summary>One that reads itself.</summary>
public abstract class ReadSearchSource : SearchSource, ISearchReader
{
    IReadOnlyList<SearchSource> ISearchReader.Of => [this];

    Task ISearchReader.ReadAsync(SearchReading reading, CancellationToken cancellationToken) => ReadAsync(reading, cancellationToken);

    /// <inheritdoc cref="ISearchReader.ReadAsync"/>
    private protected abstract Task ReadAsync(SearchReading reading, CancellationToken cancellationToken);
}

/// <summary>Brings one kind into the index, or several that are read together.</summary>
internal interface ISearchReader
{
    IReadOnlyList<SearchSource> Of { get; }

    /// <summary>Stages and merges what changed since <see cref="SearchReading.Since"/>, or everything.</summary>
    Task ReadAsync(SearchReading reading, CancellationToken cancellationToken);
}
