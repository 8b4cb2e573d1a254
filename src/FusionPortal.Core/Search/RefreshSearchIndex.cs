using FusionPortal.Core.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>
/// Brings what changed into the index, kind by kind; everything where a kind was never read, was read by another version, or was last
/// compared as a whole a day ago. Reads only what is settled, in transactions of its own: no scan and no person waits for it.
/// </summary>
public sealed class RefreshSearchIndex(
    NpgsqlDataSource dataSource, SearchCatalog catalog, TimeProvider clock, ILogger<RefreshSearchIndex> logger)
{
    /// <summary>How often everything is compared, whatever is known to have changed.</summary>
    public static readonly TimeSpan WholeEvery = TimeSpan.FromDays(1);

    private const string NoteSql = """
        insert into search_feed as f (kind, version, read_to, whole_at)
        select k.kind, k.version, $3, coalesce($4, $3) from unnest($1::text[], $2::int[]) k (kind, version)
        on conflict (kind) do update set version = excluded.version, read_to = excluded.read_to, whole_at = coalesce($4, f.whole_at)
        """;

    /// <param name="whole">True to compare everything now.</param>
    /// <returns>False where another process is at it.</returns>
    /// <exception cref="AggregateException">Some kinds could not be read; the others were. Their age goes on growing.</exception>
    public async Task<bool> ExecuteAsync(bool whole, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (!await Sql.ScalarAsync<bool>(connection, "select pg_try_advisory_lock($1)", cancellationToken, AdvisoryLocks.SearchIndex))
            return false;
        try
        {
            var (failures, anyWhole) = (new List<Exception>(), false);
            var feeds = (await Sql.ListAsync<SearchFeedRow>(
                connection, "select kind, version, read_to, whole_at from search_feed", cancellationToken)).ToDictionary(f => f.Kind);
            foreach (var reader in catalog.Readers)
            {
                try
                {
                    anyWhole |= await ReadAsync(connection, reader, feeds, whole, cancellationToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    logger.LogError(e, "The index of {Kinds} could not be brought up to date", string.Join(", ", KindsOf(reader)));
                    failures.Add(e);
                }
            }

            await SettleAsync(connection, anyWhole, cancellationToken);
            return failures.Count == 0 ? true : throw new AggregateException("Not every kind could be read for search.", failures);
        }
        finally
        {
            await Sql.RunAsync(connection, "select pg_advisory_unlock($1)", CancellationToken.None, AdvisoryLocks.SearchIndex);
        }
    }

    // After everything was read the planner has to know; it takes seconds of a million entries.
    private static async Task SettleAsync(NpgsqlConnection connection, bool analyze, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, "select search_settle($1)", analyze);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Whether everything was read.</returns>
    private async Task<bool> ReadAsync(
        NpgsqlConnection connection, ISearchReader reader, Dictionary<string, SearchFeedRow> feeds, bool whole,
        CancellationToken cancellationToken)
    {
        var known = reader.Of.Select(source => (source.Version, Feed: feeds.GetValueOrDefault(source.Kind))).ToList();
        var now = HistoryClock.Micro(clock.GetUtcNow());
        whole |= known.Exists(k => k.Feed is null || k.Feed.Version != k.Version || k.Feed.WholeAt + WholeEvery <= now);
        // Settled first: what is written while this reads is read next time.
        var to = await HistoryClock.SettleAsync(
            dataSource, clock, null, HistoryDomains.Estate | HistoryDomains.Records | HistoryDomains.Runs, cancellationToken);
        var reading = new SearchReading(connection, whole ? null : known.Min(k => k.Feed!.ReadTo));
        await reading.BeginAsync(cancellationToken);
        await reader.ReadAsync(reading, cancellationToken);
        await using var note = Sql.Command(
            connection, NoteSql, KindsOf(reader), reader.Of.Select(s => s.Version).ToArray(), to, whole ? to : null);
        note.Parameters[3].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz;
        await note.ExecuteNonQueryAsync(cancellationToken);
        if (whole) logger.LogInformation("Everything of {Kinds} was read for search", string.Join(", ", KindsOf(reader)));
        return whole;
    }

    private static string[] KindsOf(ISearchReader reader) => [.. reader.Of.Select(s => s.Kind)];

    private sealed record SearchFeedRow(string Kind, int Version, DateTimeOffset ReadTo, DateTimeOffset WholeAt);
}
