using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.People;

/// <param name="StartedAt">When the visit that goes on began.</param>
/// <param name="LastLookedAt">When the person last opened a page of the visit before; null during their first.</param>
public sealed record Visit(DateTimeOffset StartedAt, DateTimeOffset? LastLookedAt);

/// <summary>
/// Notes that a person opened a page. A visit ends when they opened none for <see cref="Idle"/>; the next page begins the next one. So
/// "since you last looked" stays the same while one works, in every portal process, however often a page is loaded.
/// </summary>
public sealed class RecordVisit(IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>Longer than a break or a meeting, shorter than a night.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromHours(4);

    // One statement: two processes that write at once find each other's row. Of ids that are one person since, the visits of all count.
    private const string RecordSql = """
        insert into person_visit as v (person_id, started_at, seen_at, seen_before)
        values ($1, $2, $2, (select max(o.seen_at) from person_visit o where o.person_id = any($3)))
        on conflict (person_id) do update set
          started_at = case when $2 - v.seen_at >= $4 then $2 else v.started_at end,
          seen_before = case when $2 - v.seen_at >= $4 then v.seen_at else v.seen_before end,
          seen_at = greatest(v.seen_at, $2)
        returning v.started_at, v.seen_before as last_looked_at
        """;

    /// <returns>The visit that goes on now.</returns>
    public async Task<Visit> ExecuteAsync(Actor person, CancellationToken cancellationToken)
    {
        var now = clock.GetDatabaseNow();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var same = await PeopleQueries.SameAsync(db, null, cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return (await Sql.ListAsync<Visit>(
            connection, RecordSql, cancellationToken, same.PersonOf(person.SubjectId), now, same.IdsOf(person.SubjectId).ToArray(),
            Idle))[0];
    }
}
