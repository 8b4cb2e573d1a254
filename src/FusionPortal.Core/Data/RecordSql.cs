using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Data;

/// <summary>The portal's own records at a past moment, for queries in SQL.</summary>
internal static class RecordSql
{
    /// <summary>
    /// Common table expressions named <c>account</c> and <c>organization</c>: in the query they stand before, the tables' names mean what
    /// was recorded at that moment. Each is read by its key, so joins stay as cheap as on the tables.
    /// </summary>
    /// <param name="at">The place of the moment's value, for example $3.</param>
    public static string Ctes(string at) => $"""
        account as (
          select v.key as id, r.name, r.status, r.role, r.role_declared_by, r.role_declared_at, r.paused_by, r.paused_at, r.tags,
            r.discovered_at
          from record_version v cross join lateral jsonb_populate_record(null::public.account, v.record) r
            where {Valid(RecordVersion.Account, at)}),
        organization as (
          select v.key as org_key, r.id, r.org_id, r.title, r.environment, r.recorded_bucket_name, r.install_begun_at, r.created_by,
            r.created_at
          from record_version v cross join lateral jsonb_populate_record(null::public.organization, v.record) r
            where {Valid(RecordVersion.Organization, at)})
        """;

    /// <summary>The entities as they stood at a moment; the table itself for the present. Not tracked.</summary>
    public static IQueryable<T> RecordsAt<T>(this PortalDbContext db, string entity, DateTimeOffset? asOf) where T : class
    {
        if (asOf is not { } moment) return db.Set<T>().AsNoTracking();
        var table = db.Model.FindEntityType(typeof(T))!.GetTableName()!;
        var sql = $$"""
            select r.* from record_version v cross join lateral jsonb_populate_record(null::public.{{table}}, v.record) r
            where v.entity = {0} and v.valid_from <= {1} and v.valid_to > {1}
            """;
        return db.Set<T>().FromSqlRaw(sql, entity, HistoryClock.Micro(moment)).AsNoTracking();
    }

    private static string Valid(string entity, string at) => $"v.entity = '{entity}' and v.valid_from <= {at} and v.valid_to > {at}";
}
