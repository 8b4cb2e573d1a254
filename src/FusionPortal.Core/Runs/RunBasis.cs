using Npgsql;

namespace FusionPortal.Core.Runs;

/// <summary>
/// What a run's plan rests on besides its template, which never changes: while both are the same, so is the plan, but for who is who.
/// </summary>
/// <param name="Revision">The run's own.</param>
/// <param name="Around">Its links, the records of every run they lead to, and the clients of all of them.</param>
internal sealed record RunBasis(Guid RunId, long Revision, string Around)
{
    /// <summary>Takes the ids of runs as $1.</summary>
    public const string Sql = """
        with recursive reach (root, run_id) as (
          select id, id from run where id = any ($1::uuid[])
          union
          select reach.root, other.id from reach
            join run_link l on l.run_id = reach.run_id and l.valid_to is null
            join run other on other.shared_resource_id = l.shared_resource_id)
        select reach.root, max(r.revision) filter (where r.id = reach.root),
          string_agg(
            r.id || ':' || case when r.id = reach.root then '' else r.revision::text end
            || ':' || coalesce(o.org_id || ',' || o.environment || ',' || o.title, '') || ':' || coalesce(links.ids, ''), ';' order by r.id)
        from reach
          join run r on r.id = reach.run_id
          left join shared_resource s on s.id = r.shared_resource_id
          left join organization o on o.id = coalesce(r.organization_id, s.dedicated_to_id)
          left join lateral (
            select string_agg(l.id::text, ',' order by l.id) as ids from run_link l
            where l.run_id = r.id and l.valid_to is null) links on true
        group by reach.root
        """;

    public static Task<List<RunBasis>> OfAsync(NpgsqlConnection connection, Guid[] runIds, CancellationToken cancellationToken) =>
        Data.Sql.ListAsync(connection, Sql, Read, cancellationToken, runIds);

    public static RunBasis Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetInt64(1), row.GetString(2));
}
