using System.Globalization;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <param name="Hits">The best, the best first.</param>
/// <param name="Count">How many there are, at most one more than <see cref="SearchQueries.Cap"/>.</param>
internal sealed record FoundOfKind(IReadOnlyList<(FoundEntry Entry, int Rank)> Hits, int Count);

/// <summary>The query: one command for each kind, all in one round trip.</summary>
internal static class SearchSql
{
    /// <summary>How long looking through one kind may take.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    // Of those that have the long words, so many are held against the short ones.
    private const int Near = 10_000;

    // What is called so, and what begins so, each by the b-tree of names: the first few, however many there are.
    private static string Beginnings(SearchSource of) => $"""
        (select e.*, {SearchRank.Exact} as rank from {of.Partition} e
         where e.kind = '{of.Kind}' and e.name = $2 order by e.key limit $1)
        union all
        (select e.*, {SearchRank.Prefix} from {of.Partition} e
         where e.kind = '{of.Kind}' and e.name like $3 order by e.name, e.key limit $1)
        """;

    // Trigrams, or the whole partition where nearly all of it has the words; whichever, it ends behind the cap.
    private const int Most = SearchQueries.Cap + 1;

    private static string Anywhere(IEnumerable<string> places) => $"""
        (select h.*, case when h.name = $2 then {SearchRank.Exact}
           when strpos(chr(10) || h.terms || chr(10), chr(10) || $2 || chr(10)) > 0 then {SearchRank.OtherName}
           when starts_with(h.name, $2) then {SearchRank.Prefix}
           when strpos(chr(10) || h.terms, chr(10) || $2) > 0 then {SearchRank.OtherPrefix}
           else {SearchRank.Anywhere} - ({string.Join(" + ", places.Select(place => $"(h.name like {place})::int"))}) end as rank
         from hit h order by rank, length(h.name), h.name, h.key limit $1)
        """;

    /// <returns>What was found, and whether everything was looked through.</returns>
    public static async Task<(Dictionary<string, FoundOfKind> Found, bool Whole)> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<SearchSource> sources, SearchText text, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(connection, sources, text, limit, cancellationToken), true);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !cancellationToken.IsCancellationRequested)
        {
            // Every part of it is everywhere, and together they are nowhere, or nearly.
            return (await ReadAsync(connection, sources, text.Beginning, limit, cancellationToken), false);
        }
    }

    private static async Task<Dictionary<string, FoundOfKind>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<SearchSource> sources, SearchText text, int limit, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        // What is read in order is mostly in memory.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("set local seq_page_cost = 0.25"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"set local statement_timeout = {Patience.TotalMilliseconds:0}"));
        foreach (var source in sources) batch.BatchCommands.Add(Command(source, text, limit));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<string, FoundOfKind>();
        foreach (var source in sources)
        {
            found[source.Kind] = await ReadAsync(reader, limit, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
        }

        return found;
    }

    private static NpgsqlBatchCommand Command(SearchSource of, SearchText text, int limit)
    {
        var command = new NpgsqlBatchCommand();
        string Place(object value)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
            return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
        }

        string Like(string place) => $"e.terms like {place}";
        Place(limit);
        Place(text.Plain);
        Place(LikePattern.Beginning(text.Plain));
        var ours = $"{of.Partition} e where e.kind = '{of.Kind}' and";
        var longs = text.Long.Select(word => Place(LikePattern.Anywhere(word))).ToArray();
        var shorts = text.Short.Select(word => Place(LikePattern.Anywhere(word))).ToArray();
        var (hit, count) = (longs, shorts) switch
        {
            ([], _) => ($"hit as materialized (select * from {ours} e.name like $3 limit {Most})", "count(*)"),
            (_, []) => ($"hit as materialized (select * from {ours} {string.Join(" and ", longs.Select(Like))} limit {Most})", "count(*)"),
            _ => (
                $"""
                near as materialized (select * from {ours} {string.Join(" and ", longs.Select(Like))} limit {Near}),
                hit as materialized (select * from near e where {string.Join(" and ", shorts.Select(Like))} limit {Most})
                """,
                $"case when (select count(*) from near) = {Near} then {Most} else count(*) end"),
        };
        command.CommandText = $"""
            with {hit}
            select f.kind, f.key, f.title, f.detail, f.state, f.parts, min(f.rank) as rank, (select ({count})::int from hit) as count
            from ({Beginnings(of)}{(longs.Length == 0 ? "" : $" union all {Anywhere([.. longs, .. shorts])}")}) f
            group by f.kind, f.key, f.title, f.detail, f.state, f.parts, f.name
            order by rank, length(f.name), f.name, f.key limit $1
            """;
        return command;
    }

    private static async Task<FoundOfKind> ReadAsync(NpgsqlDataReader reader, int limit, CancellationToken cancellationToken)
    {
        var (hits, count) = (new List<(FoundEntry, int)>(limit), 0);
        while (await reader.ReadAsync(cancellationToken))
        {
            hits.Add((FoundEntry.Read(reader), reader.GetInt32(6)));
            count = reader.GetInt32(7);
        }

        return new FoundOfKind(hits, count);
    }
}
