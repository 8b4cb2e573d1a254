using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <summary>Whom a report can be of: a recorded client, or an organization ID that some finding names. A slip would else certify "no findings".</summary>
public sealed class KnownClients(NpgsqlDataSource dataSource)
{
    private const string SuggestSql = """
        select o.org_id, o.title from organization o
        where o.title ilike $1 or o.org_id ilike $1 or $2 ilike '%' || o.org_key || '%' or left(o.org_key, 3) = left(lower($2), 3)
        order by lower(o.title) = lower($2) desc, o.title ilike $1 desc, o.org_key limit 5
        """;

    /// <param name="orgId">Null or empty asks for no one client.</param>
    /// <param name="at">A settled moment.</param>
    /// <exception cref="RefusedException">Nobody had this organization ID at that moment; the details hold up to five that may be meant.</exception>
    internal async Task RequireAsync(string? orgId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(orgId)) return;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var known = await Sql.ScalarAsync<bool>(
            connection,
            $"""
            with {RecordSql.Ctes("$2")}
            select exists (select from organization o where o.org_key = lower($1))
              or exists (select from finding_version v where lower(v.org_id) = lower($1) and v.valid_from <= $2)
            """,
            cancellationToken, orgId, at);
        if (known) return;
        var meant = await Sql.ListAsync(
            connection, SuggestSql, r => new { OrgId = r.GetString(0), Title = r.GetString(1) }, cancellationToken, LikePattern.Anywhere(orgId), orgId);
        var suggestion = meant.Count == 0 ? "Look it up on the page Clients." : $"Did you mean {string.Join(", ", meant.Select(m => $"{m.OrgId} ({m.Title})"))}?";
        throw new RefusedException(
            RefusalKind.Invalid, "unknown-client", $"No client had the organization ID {orgId} at that moment. {suggestion}", "organization", new { Suggestions = meant });
    }
}
