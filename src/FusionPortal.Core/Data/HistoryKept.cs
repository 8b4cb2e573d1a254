using System.Globalization;
using Npgsql;

namespace FusionPortal.Core.Data;

/// <summary>What a refused moment comes with: the first one that is answered.</summary>
public sealed record MomentNotKept(DateTimeOffset KeptFrom);

/// <summary>What a moment comes with that is still being written: the last one that is answered.</summary>
public sealed record MomentNotSettled(DateTimeOffset SettledAt);

/// <summary>
/// From when on each kind of fact is known as it was: since retention dropped what was older, or since a database that was filled before is
/// upgraded to a version that keeps it. Findings, scans, books and steps are known since the first of them.
/// </summary>
internal static class HistoryKept
{
    /// <summary>Accounts, clients and shared resources, and how accounts stood.</summary>
    public const string Records = "records";

    /// <summary>Why something could not be judged.</summary>
    public const string Verdicts = "verdicts";

    /// <summary>What was read of one resource alone: a bucket's policy, who made something.</summary>
    public const string Facts = "facts";

    /// <summary>How passes that read single resources ended, and what they cost.</summary>
    public const string Passes = "passes";

    /// <summary>Versions of resources, which retention drops.</summary>
    public const string Resources = "resources";

    /// <summary>What is known of the past only from its own moment on, of what a reader of these domains is shown.</summary>
    public static string[] Of(HistoryDomains domains) =>
    [
        .. domains.HasFlag(HistoryDomains.Records) ? new[] { Records } : [],
        .. domains.HasFlag(HistoryDomains.Estate) ? new[] { Verdicts } : [],
    ];

    /// <summary>Called by whoever drops versions, in the same transaction.</summary>
    public static Task RecordAsync(NpgsqlConnection connection, string what, DateTimeOffset from, CancellationToken cancellationToken) =>
        Sql.RunAsync(
            connection,
            """
            insert into history_kept as k (what, kept_from) values ($1, $2)
            on conflict (what) do update set kept_from = greatest(k.kept_from, excluded.kept_from)
            """,
            cancellationToken, what, from);

    /// <summary>For what shows resources with their facts.</summary>
    /// <inheritdoc cref="RequireAsync(NpgsqlConnection, DateTimeOffset?, string, CancellationToken)"/>
    public static async Task RequireAsync(NpgsqlConnection connection, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await RequireAsync(connection, asOf, Facts, cancellationToken);
        await RequireAsync(connection, asOf, Resources, cancellationToken);
    }

    /// <summary>
    /// Call it after reading: what was dropped before the reading began is known by then, so nothing is
    /// ever answered in part.
    /// </summary>
    /// <param name="asOf">Null for the present, which is always whole.</param>
    /// <exception cref="RefusedException">The moment lies before what is kept.</exception>
    public static async Task RequireAsync(
        NpgsqlConnection connection, DateTimeOffset? asOf, string what, CancellationToken cancellationToken)
    {
        if (asOf is not { } moment) return;
        var kept = await Sql.ListAsync(
            connection, "select kept_from from history_kept where what = $1 and kept_from > $2", r =>
                r.GetFieldValue<DateTimeOffset>(0), cancellationToken,
            what, HistoryClock.Micro(moment));
        if (kept.Count > 0) throw Refused(what == Passes ? "What passes read" : "What was seen of resources", kept[0]);
    }

    /// <param name="what">The subject of a sentence that goes on "is kept since".</param>
    public static RefusedException Refused(string what, DateTimeOffset keptFrom) => new(
        RefusalKind.Invalid, "as-of-not-kept",
        $"{what} is kept since {Text(keptFrom)}; before that the portal does not know it. Choose that moment or a later one.", "asOf",
        new MomentNotKept(keptFrom));

    // To the microsecond: the moment it names must itself be answered.
    private static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);
}
