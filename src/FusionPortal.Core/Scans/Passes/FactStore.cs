using System.Text.Json;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Text;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>Keeps what was read of one resource alone. An equal answer only renews the time it was read.</summary>
internal static class FactStore
{
    /// <param name="facts">Null for a miss to be remembered.</param>
    /// <returns>True where the answer differs from the last.</returns>
    public static async Task<bool> SaveAsync(
        NpgsqlConnection connection, string source, string arn, string accountId, JsonElement? facts, DateTimeOffset at,
            CancellationToken cancellationToken) =>
        await Sql.ScalarAsync<bool>(
            connection,
            """
            with before as (select facts, changed_at from resource_fact where arn_hash = $1 and source = $2),
            stamp as (select history_stamp($7, $6, (select changed_at from before)) as at),
            saved as (
              insert into resource_fact as f (arn_hash, source, arn, account_id, facts, read_at, changed_at)
              select $1, $2, $3, $4, $5::jsonb, stamp.at, stamp.at from stamp
              on conflict (arn_hash, source) do update set
                read_at = excluded.read_at, facts = excluded.facts, changed_at = case when f.facts = excluded.facts then f.changed_at
                  else excluded.changed_at end
              returning facts)
            select saved.facts is distinct from (select facts from before) from saved
            """,
            cancellationToken, Fingerprint.Of(arn), source, arn, accountId, facts is { } known ? StorableText.FromJson(known.GetRawText())
                : "null", HistoryClock.Micro(at),
            (int)HistoryDomains.Estate);
}
