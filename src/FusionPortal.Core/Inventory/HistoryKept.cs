using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Inventory;

/// <summary>From when on versions of resources are kept whole. Findings, scans and records are kept for ever.</summary>
internal static class HistoryKept
{
    private const string Resources = "resources";

    /// <summary>Called by whoever drops versions, in the same transaction.</summary>
    public static Task RecordAsync(NpgsqlConnection connection, DateTimeOffset from, CancellationToken cancellationToken) =>
        Sql.RunAsync(
            connection, "insert into history_kept as k (what, kept_from) values ($1, $2) on conflict (what) do update set kept_from = greatest(k.kept_from, excluded.kept_from)",
            cancellationToken, Resources, from);

    /// <summary>Call it after reading: what was dropped before the reading began is known by then, so nothing is ever answered in part.</summary>
    /// <param name="asOf">Null for the present, which is always whole.</param>
    /// <exception cref="RefusedException">The moment lies before what is kept.</exception>
    public static async Task RequireAsync(NpgsqlConnection connection, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (asOf is not { } moment) return;
        var kept = await Sql.ListAsync(
            connection, "select kept_from from history_kept where what = $1 and kept_from > $2", r => r.GetFieldValue<DateTimeOffset>(0), cancellationToken,
            Resources, HistoryClock.Micro(moment));
        if (kept.Count > 0)
            throw new RefusedException(
                RefusalKind.Invalid, "as-of-not-kept", $"What was seen of resources is kept since {kept[0]:yyyy-MM-ddTHH:mm:ssZ}. Choose that moment or a later one.", "asOf",
                new { KeptFrom = kept[0] });
    }
}
