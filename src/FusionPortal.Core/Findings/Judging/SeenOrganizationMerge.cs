using System.Text.Json;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
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

    private const string ForgetSql = "delete from seen_organization where seen_at < $1";

    public static async Task ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<SeenOrganization> seen, DateTimeOffset at, bool everything, CancellationToken cancellationToken)
    {
        var rows = seen.Select(s => VisibleText.OfJson(JsonSerializer.Serialize(s, SeenJson.Options))).ToArray();
        if (rows.Length > 0) await Sql.RunAsync(connection, MergeSql, cancellationToken, rows, at);
        if (everything) await Sql.RunAsync(connection, ForgetSql, cancellationToken, at);
    }
}
