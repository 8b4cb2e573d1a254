using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>
/// Finds things by what people type. What is called exactly so comes first, then what begins so, then what has it somewhere; several words
/// have to be found all, in any order. Shorter than three characters, beginnings only.
/// </summary>
public sealed class SearchQueries(NpgsqlDataSource dataSource, SearchCatalog catalog)
{
    /// <summary>Of one kind; more are not counted.</summary>
    public const int Cap = 1_000;

    /// <summary>Hits of one kind at most.</summary>
    public const int MaxHits = 100;

    private const string AgeSql = """
        select case when count(*) = $2 then min(read_to) end from search_feed where kind = any($1)
        """;

    /// <param name="text">1 to 300 characters, an ARN up to 2,048; every character means itself. Empty finds nothing.</param>
    /// <param name="actor">Needs a role, and sees the kinds it may see.</param>
    /// <param name="limit">Hits of each kind, 1 to <see cref="MaxHits"/>; other values are brought there.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <param name="kind">Only this one; null for all.</param>
    /// <exception cref="RefusedException">Forbidden: no role. Invalid: too long, no text that can be kept, or there is no such
    /// kind.</exception>
    public async Task<SearchResults> FindAsync(
        string? text, Actor actor, int limit, CancellationToken cancellationToken, string? kind = null)
    {
        actor.Require(Enum.GetValues<Role>());
        var asked = SearchText.Require(text, "q");
        if (kind is not null && catalog.All.All(s => s.Kind != kind))
            throw new RefusedException(
                RefusalKind.Invalid, "no-such-kind", $"There are {string.Join(", ", catalog.All.Select(s => s.Kind))}.", "kind");
        var sources = catalog.All.Where(s => (kind is null || s.Kind == kind) && (actor.IsSystem || s.SeenBy.Any(actor.Is))).ToList();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var indexedAt = await AgeAsync(connection, cancellationToken);
        if (asked.Length == 0 || sources.Count == 0) return new SearchResults([], indexedAt, true);

        var words = await SearchText.ReadAsync(connection, asked, cancellationToken);
        var (found, whole) = words.Plain.Length == 0
            ? (sources.ToDictionary(s => s.Kind, _ => new FoundOfKind([], 0)), true)
            : await SearchSql.FindAsync(connection, sources, words, Math.Clamp(limit, 1, MaxHits), cancellationToken);
        var groups = new List<(int Rank, SearchGroup Group)>();
        foreach (var source in sources)
        {
            var group = await GroupAsync(connection, source, asked, actor, found[source.Kind], limit, cancellationToken);
            if (group is { } some) groups.Add(some);
        }

        return new SearchResults([.. groups.OrderBy(g => g.Rank).Select(g => g.Group)], indexedAt, whole);
    }

    /// <summary>What was written up to then can be found; null before the index was first made.</summary>
    public async Task<DateTimeOffset?> IndexedAtAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await AgeAsync(connection, cancellationToken);
    }

    private static async Task<(int Rank, SearchGroup Group)?> GroupAsync(
        NpgsqlConnection connection, SearchSource source, string asked, Actor actor, FoundOfKind found, int limit,
        CancellationToken cancellationToken)
    {
        var named = await source.NamedAsync(connection, asked, cancellationToken);
        var entries = found.Hits.Where(h => h.Entry.Key != named?.Key).Select(h => (h.Entry, Exact: h.Rank <= SearchRank.OtherName))
            .ToList();
        if (named is not null) entries.Insert(0, (named, true));
        if (entries.Count == 0) return null;
        var shown = entries.Take(Math.Clamp(limit, 1, MaxHits)).ToList();
        var described = await source.DescribeAsync(connection, shown.ConvertAll(e => e.Entry), cancellationToken);
        var count = Math.Max(found.Count, entries.Count);
        return (
            shown[0].Exact ? 0 : 1,
            new SearchGroup(
                source.Kind, source.Title, Math.Min(count, Cap), count > Cap,
                [.. described.Zip(shown, (entry, hit) => new SearchHit(
                    entry.Title, entry.Detail, entry.State, entry.Tone, source.Address(entry.Parts, actor), hit.Exact))]));
    }

    private Task<DateTimeOffset?> AgeAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AgeAsync(connection, [.. catalog.All.Select(s => s.Kind)], cancellationToken);

    private static async Task<DateTimeOffset?> AgeAsync(NpgsqlConnection connection, string[] kinds, CancellationToken cancellationToken) =>
        await Sql.ScalarAsync<DateTime?>(connection, AgeSql, cancellationToken, kinds, kinds.LongLength) is { } at
            ? new DateTimeOffset(at) : null;
}
