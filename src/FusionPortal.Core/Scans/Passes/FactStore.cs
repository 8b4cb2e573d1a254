using System.Text.Json;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>Keeps what was read of one resource alone. An equal answer only renews the time it was read.</summary>
internal static class FactStore
{
    /// <param name="facts">Null for a miss to be remembered.</param>
    /// <returns>True where the answer differs from the last.</returns>
    public static async Task<bool> SaveAsync(
        NpgsqlConnection connection, string source, string arn, string accountId, JsonElement? facts, DateTimeOffset at, CancellationToken cancellationToken) =>
        await Sql.ScalarAsync<bool>(
            connection,
            """
            insert into resource_fact as f (arn_hash, source, arn, account_id, facts, read_at, changed_at) values ($1, $2, $3, $4, $5::jsonb, $6, $6)
            on conflict (arn_hash, source) do update set
              read_at = excluded.read_at, facts = excluded.facts, changed_at = case when f.facts = excluded.facts then f.changed_at else excluded.changed_at end
            returning changed_at = $6
            """,
            cancellationToken, Fingerprint.Of(arn), source, arn, accountId, facts is { } known ? VisibleText.OfJson(known.GetRawText()) : "null", HistoryClock.Micro(at));
}
