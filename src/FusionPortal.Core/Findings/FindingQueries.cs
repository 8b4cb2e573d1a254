using System.Text.Json;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>Reads of findings. Filters, order and paging run in SQL.</summary>
public sealed class FindingQueries(NpgsqlDataSource dataSource, Knowledge knowledge, BookQueries books, TimeProvider clock)
{
    public const int MaxPage = 500;

    private const int MostOfSubject = 50;

    private sealed record Observed(JsonElement Evidence);

    private sealed record Told(JsonElement? Tags, JsonElement? Facts);

    /// <param name="cursor">Of the page before; null for the first.</param>
    /// <param name="skip">Rows to leave out instead of a cursor, for grids that jump; costs time with its size.</param>
    /// <param name="take">1 to <see cref="MaxPage"/>; other values are brought there.</param>
    /// <exception cref="RefusedException">The cursor is not of this list and order, or the moment lies in the future.</exception>
    public async Task<FindingPage> ListAsync(
        FindingFilter filter, FindingSort sort, string? cursor, int take, CancellationToken cancellationToken, int skip = 0)
    {
        take = Math.Clamp(take, 1, MaxPage);
        // Settled before reading: who goes on to the next page, or asks again for this moment, is never told to wait for a writer.
        var moment =
            await HistoryClock.SettleAsync(
            dataSource, clock, filter.AsOf, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken);
        if (filter.AsOf is not null) filter = filter with { AsOf = moment };
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        FindingSql.Conditions(where, filter);
        FindingOrder.After(where, sort, cursor);
        var at = where.Value(HistoryClock.Micro(filter.AsOf ?? clock.GetUtcNow()));
        var sql = $"""
            with {cover}
            select {FindingColumns.OfRow} {FindingSql.From(where, filter.AsOf)} {FindingSql.LastSeen(at)}
            where {where} order by {FindingOrder.By(sort)} offset {where.Value(Math.Max(skip, 0))} limit {where.Value(take + 1)}
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await where.ListAsync<FindingRow>(connection, sql, cancellationToken);
        var more = rows.Count > take;
        if (more) rows.RemoveAt(take);
        return new FindingPage(rows, more ? FindingOrder.CursorAfter(rows[^1], sort) : null, moment);
    }

    /// <exception cref="RefusedException">The moment lies in the future.</exception>
    public async Task<FindingCounts> CountAsync(FindingFilter filter, CancellationToken cancellationToken)
    {
        filter = filter with { AsOf = await HistoryClock.EstateAsync(dataSource, clock, filter.AsOf, cancellationToken) };
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var all = new SqlFilter();
        FindingSql.Conditions(all, new FindingFilter(AsOf: filter.AsOf));
        var totals = (await all.ListAsync(
            connection,
                $"select count(*), count(*) filter (where v.mix_up), count(*) filter (where v.status = 'Reopened') "
                    + $"from finding_version v where {all}",
            r => (Open: r.GetInt64(0), MixUps: r.GetInt64(1), Reappeared: r.GetInt64(2)), cancellationToken))[0];

        var where = new SqlFilter();
        var cover = knowledge.Cte(where, filter.AsOf);
        FindingSql.Conditions(where, filter);
        var found = (await where.ListAsync(
            connection,
                $"with {cover} select count(*), count(*) filter (where coalesce(c.since, u.valid_from) is not null) "
                    + $"{FindingSql.CountFrom(where, filter)} where {where}",
            r => (Matching: r.GetInt64(0), OutOfDate: r.GetInt64(1)), cancellationToken))[0];
        return new FindingCounts(found.Matching, found.OutOfDate, totals.Open, totals.MixUps, totals.Reappeared);
    }

    /// <returns>Null where there is no such finding, or was none yet at that moment.</returns>
    /// <exception cref="RefusedException">The moment lies in the future, or before what retention has kept of resources.</exception>
    public async Task<FindingDetail?> GetAsync(Guid id, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        asOf = await HistoryClock.EstateAsync(dataSource, clock, asOf, cancellationToken);
        var now = HistoryClock.Micro(asOf ?? clock.GetUtcNow());
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var where = new SqlFilter();
        var cover = knowledge.Cte(where, asOf);
        FindingSql.Conditions(where, new FindingFilter(Statuses: Enum.GetValues<FindingStatus>(), AsOf: asOf));
        where.And($"v.finding_id = {where.Value(id)}");
        var found = await where.ListAsync<FindingRow, Observed>(
            connection,
            $"with {cover} select {FindingColumns.OfRow}, v.evidence {FindingSql.From(where, asOf)} "
                + $"{FindingSql.LastSeen(where.Value(now))} where {where}",
            cancellationToken);
        if (found.Count == 0) return null;

        var (row, evidence) = (found[0].Row, found[0].Beside.Evidence);
        var life = await LifeAsync(connection, id, now, cancellationToken);
        var resource = await ResourceAsync(connection, row.Subject, now, cancellationToken);
        await HistoryKept.RequireAsync(connection, asOf, cancellationToken);
        return new FindingDetail(
            row, evidence, await books.ConventionAsync(row.ConventionId, asOf, cancellationToken), life, resource.Tags,
                resource.Facts,
            life.Count == 0 ? null : life[0].ScanNumber, await LastScanAsync(connection, row, now, cancellationToken),
            await AlsoHereAsync(connection, row, asOf, now, cancellationToken))
        {
            Difference = await FindingDifferences.OfAsync(connection, life, row.Subject, now, cancellationToken),
        };
    }

    /// <summary>The finding people call F-{number}; null where there is none.</summary>
    public async Task<Guid?> FindAsync(long number, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await Sql.ScalarAsync<Guid?>(connection, "select id from finding where number = $1", cancellationToken, number);
    }

    private static Task<List<FindingMoment>> LifeAsync(
        NpgsqlConnection connection, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        Sql.ListAsync<FindingMoment>(
            connection,
            """
            select v.valid_from as at, v.status,
              case when v.subject_gone then 'Deleted' when v.told_by is not null then 'ToldOnce' else v.cause end as cause,
              v.severity, v.expected, v.actual, v.actor, v.note, s.number as scan_number, v.book_version, o.number as told_by
            from finding_version v left join scan s on s.id = v.scan_id left join finding o on o.id = v.told_by where v.finding_id = $1
              and v.valid_from <= $2 order by v.valid_from
            """,
            cancellationToken, id, now);

    private static async Task<Told> ResourceAsync(
        NpgsqlConnection connection, string subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await Sql.ListAsync<Told>(
            connection,
            $"""
            with {ResourceSql.TagsOfCte("$2")}
            select {ResourceSql.Tags} as tags, {ResourceSql.Facts} as facts from coverage c join resource_version r on r.target_id = c.id
            {ResourceSql.Joins("t.valid_from <= $2 and t.valid_to > $2", "$2")}
            where r.arn_hash = $1 and r.valid_from <= $2 order by r.valid_from desc limit 1
            """,
            cancellationToken, Fingerprint.Of(subject), now);
        return found is [var told, ..] ? told : new Told(null, null);
    }

    private static Task<long?> LastScanAsync(
        NpgsqlConnection connection, FindingRow row, DateTimeOffset now, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<long?>(
            connection,
            """
            select s.number from scan_target t join scan s on s.id = t.scan_id join coverage c on c.id = t.target_id
            where c.account_id = $1 and t.state = 'Completed' and t.ended_at <= $2 and t.ended_at = $3 limit 1
            """,
            cancellationToken, row.AccountId, now, row.LastSeenAt);

    private async Task<IReadOnlyList<FindingRow>> AlsoHereAsync(
        NpgsqlConnection connection, FindingRow row, DateTimeOffset? asOf, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        where.And($"f.id <> {where.Value(row.Id)}");
        return await OfSubjectsAsync(connection, where, [row.Subject], asOf, now, MostOfSubject, cancellationToken);
    }

    /// <summary>The open ones of one resource, the worst first, at most <see cref="MostOfSubject"/>.</summary>
    internal Task<List<FindingRow>> OfSubjectAsync(
        NpgsqlConnection connection, string subject, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        OfSubjectsAsync(
            connection, new SqlFilter(), [subject], asOf, HistoryClock.Micro(asOf ?? clock.GetUtcNow()), MostOfSubject, cancellationToken);

    /// <summary>The open ones of several resources, the worst first.</summary>
    internal Task<List<FindingRow>> OfSubjectsAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> subjects, int take, CancellationToken cancellationToken) =>
        OfSubjectsAsync(connection, new SqlFilter(), subjects, null, HistoryClock.Micro(clock.GetUtcNow()), take, cancellationToken);

    private Task<List<FindingRow>> OfSubjectsAsync(
        NpgsqlConnection connection, SqlFilter where, IReadOnlyCollection<string> subjects, DateTimeOffset? asOf, DateTimeOffset now,
        int take, CancellationToken cancellationToken)
    {
        var cover = knowledge.Cte(where, asOf);
        FindingSql.Conditions(where, new FindingFilter(AsOf: asOf));
        where.And($"f.subject_hash = any({where.Value(subjects.Select(s => Fingerprint.Of(s)).ToArray())})");
        return where.ListAsync<FindingRow>(
            connection,
            $"with {cover} select {FindingColumns.OfRow} {FindingSql.From(where, asOf)} {FindingSql.LastSeen(where.Value(now))} where "
                + $"{where} order by {FindingOrder.By(FindingSort.Severity)} limit {where.Value(take)}",
            cancellationToken);
    }
}
