using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Runs;

/// <summary>
/// Which runs may stand differently than they did at a moment: those worked, started, linked or cancelled since, those of clients and
/// shared resources whose record has changed since, and every run that waits for one of them. Each of these writes carries its stamp, so
/// what is looked at grows with what was done since and not with how many runs there are.
/// </summary>
internal static class RunChanges
{
    // A link that is made or ended is an activity of its own run. Few have changed, whatever a plan guesses: "offset 0" keeps to indexes.
    private const string SinceSql = """
        with recursive record as (
          select v.entity, v.key from record_version v
          where v.valid_from > $1 and v.entity in ('organization', 'shared-resource')),
        changed as (
          select r.id from run r where r.last_activity_at > $1
          union
          select r.id from record join organization o on record.entity = 'organization' and o.org_key = record.key
            join run r on r.organization_id = o.id
          union
          select r.id from record join organization o on record.entity = 'organization' and o.org_key = record.key
            join shared_resource s on s.dedicated_to_id = o.id
            join run r on r.shared_resource_id = s.id
          union
          select r.id from record
            join run r on r.shared_resource_id = case record.entity when 'shared-resource' then record.key::uuid end),
        reach as (
          select id from changed
          union
          select l.run_id from reach
            cross join lateral (select r.shared_resource_id from run r where r.id = reach.id offset 0) other
            cross join lateral (
              select l.run_id from run_link l where l.shared_resource_id = other.shared_resource_id and l.valid_to is null offset 0) l)
        select reach.id, (select r.cancelled_at is not null from run r where r.id = reach.id) from reach
        """;

    private const string AllSql = "select id, false from run where cancelled_at is null";

    /// <param name="connection">Open, and in the transaction in which the runs are read then.</param>
    /// <param name="since">A settled moment; null for every run that is not cancelled.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<List<(Guid Id, bool Cancelled)>> SinceAsync(
        NpgsqlConnection connection, DateTimeOffset? since, CancellationToken cancellationToken) =>
        since is { } moment
            ? await Sql.ListAsync(connection, SinceSql, Read, cancellationToken, moment)
            : await Sql.ListAsync(connection, AllSql, Read, cancellationToken);

    private static (Guid Id, bool Cancelled) Read(NpgsqlDataReader row) => (row.GetGuid(0), row.GetBoolean(1));
}
