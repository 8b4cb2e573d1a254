using System.Text.Json;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Data;
using FusionPortal.Core.Text;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Keeps what is offered as clients to record. What an unread account may still hold is kept as it was last seen.</summary>
internal static class SeenOrganizationMerge
{
    private const string MergeSql = """
        insert into seen_organization as s (key, resources, detail, seen_at)
        select d->>'key', (d->>'resources')::bigint, d, $2 from unnest($1::jsonb[]) d
        on conflict (key) do update set resources = excluded.resources, detail = excluded.detail, seen_at = excluded.seen_at
        """;

    // Closed and retired accounts hide nothing from a judging of everything, and what was seen there was not mended either.
    private static readonly string UnreadSql = $"""
        jsonb_array_elements(s.detail->'accounts') a {StandingSql.Join("a->>'accountId'", null)} where st.sight <> 'Read'
        """;

    private static readonly string ForgetSql =
        $"delete from seen_organization s where s.seen_at < $1 and not exists (select from {UnreadSql})";

    private static readonly string OutOfSightSql =
        $"select s.key, min({StandingSql.Why}) from seen_organization s cross join lateral {UnreadSql} group by s.key";

    /// <summary>Organizations that were seen in accounts nobody reads any more, with why nobody does, fit to be shown.</summary>
    public static Task<List<(string Key, string Why)>> OutOfSightAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.ListAsync(connection, OutOfSightSql, r => (r.GetString(0), r.GetString(1)), cancellationToken);

    public static async Task ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<SeenOrganization> seen, DateTimeOffset at, bool everything,
            CancellationToken cancellationToken)
    {
        var rows = seen.Select(s => StorableText.FromJson(JsonSerializer.Serialize(s, SeenJson.Options))).ToArray();
        if (rows.Length > 0) await Sql.RunAsync(connection, MergeSql, cancellationToken, rows, at);
        if (everything) await Sql.RunAsync(connection, ForgetSql, cancellationToken, at);
    }
}
