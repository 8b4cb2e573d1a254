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
    /// <summary>How long one search may take.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // What is called so, and what begins so, each by the b-tree of names: the first few, however many there are.
    private static string Beginnings(SearchSource of) => $"""
        (select e.*, {SearchRank.Exact} as rank from {of.Partition} e
         where e.kind = '{of.Kind}' and e.name = $2 order by e.key limit $1)
        union all
        (select e.*, {SearchRank.Prefix} from {of.Partition} e
         where e.kind = '{of.Kind}' and e.name like $3 order by e.name, e.key limit $1)
        """;

    // Trigrams, or the whole partition where nearly all of it has the words; whichever, it ends behind the cap.
    private static string Anywhere(IEnumerable<string> places) => $"""
        (select h.*, case when h.name = $2 then {SearchRank.Exact}
           when strpos(chr(10) || h.terms || chr(10), chr(10) || $2 || chr(10)) > 0 then {SearchRank.OtherName}
           when starts_with(h.name, $2) then {SearchRank.Prefix}
           when strpos(chr(10) || h.terms, chr(10) || $2) > 0 then {SearchRank.OtherPrefix}
           else {SearchRank.Anywhere} - ({string.Join(" + ", places.Select(place => $"(h.name like {place})::int"))}) end as rank
         from hit h order by rank, length(h.name), h.name, h.key limit $1)
        """;

    public static async Task<Dictionary<string, FoundOfKind>> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<SearchSource> sources, SearchText text, int limit, CancellationToken cancellationToken)
    {
        // What is read in order is mostly in memory; and words that all are everywhere, and together nowhere, are given up on.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Sql.RunAsync(connection, "set local seq_page_cost = 0.25", cancellationToken);
        await Sql.RunAsync(connection, $"set local statement_timeout = '{Patience.TotalMilliseconds:0}ms'", cancellationToken);
        try
        {
            return await ReadAsync(connection, sources, text, limit, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !cancellationToken.IsCancellationRequested)
        {
            throw new RefusedException(
                RefusalKind.Conflict, "search-too-wide", "So much is nearly like this that looking through it takes too long. Type on.",
                "q");
        }
    }

    private static async Task<Dictionary<string, FoundOfKind>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<SearchSource> sources, SearchText text, int limit, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
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
        var patterns = text.HasTrigrams ? text.Words.Select(LikePattern.Anywhere).ToArray() : [];
        var places = patterns.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"${at + 4}")).ToArray();
        var hit = patterns.Length == 0
            ? "e.name like $3"
            : string.Join(" and ", places.Select(place => $"e.terms like {place}"));
        var select = patterns.Length == 0 ? Beginnings(of) : $"{Beginnings(of)} union all {Anywhere(places)}";
        var command = new NpgsqlBatchCommand($"""
            with hit as materialized (select * from {of.Partition} e where e.kind = '{of.Kind}' and {hit} limit {SearchQueries.Cap + 1})
            select f.kind, f.key, f.title, f.detail, f.state, f.parts, min(f.rank) as rank, (select count(*)::int from hit) as count
            from ({select}) f
            group by f.kind, f.key, f.title, f.detail, f.state, f.parts, f.name
            order by rank, length(f.name), f.name, f.key limit $1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        command.Parameters.Add(new NpgsqlParameter { Value = text.Plain });
        command.Parameters.Add(new NpgsqlParameter { Value = LikePattern.Beginning(text.Plain) });
        foreach (var pattern in patterns) command.Parameters.Add(new NpgsqlParameter { Value = pattern });
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
