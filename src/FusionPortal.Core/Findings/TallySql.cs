using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;

namespace FusionPortal.Core.Findings;

/// <summary>
/// Verdict tallies at one moment. What lies in a target that is not covered counts as not evaluated, whatever it was before:
/// nobody has looked since. What lies in a closed or retired account counts for nothing.
/// </summary>
internal static class TallySql
{
    /// <summary>Counts of <see cref="From"/> as passed, violated and not evaluated.</summary>
    public const string Counts = """
        coalesce(sum(t.passed) filter (where c.since is null), 0)::bigint,
        coalesce(sum(t.violated) filter (where c.since is null), 0)::bigint,
        (coalesce(sum(t.not_evaluated), 0) + coalesce(sum(t.passed + t.violated) filter (where c.since is not null), 0))::bigint
        """;

    /// <summary>Needs the common table expression of <see cref="Knowledge"/>.</summary>
    public const string From = "from verdict_tally t left join sight c on c.target_id = t.target_id";

    public static void Conditions(SqlFilter where, ComplianceFilter filter)
    {
        At(where, "t", filter.AsOf);
        where.And(Knowledge.Counts("c"));
        if (filter.AccountId is { Length: > 0 } account) where.And($"c.account_id = {where.Value(account)}");
    }

    public static void At(SqlFilter where, string alias, DateTimeOffset? asOf) => where.And(Valid(where, alias, asOf));

    /// <summary>The condition that a validity range holds at the moment, or now.</summary>
    public static string Valid(SqlFilter where, string alias, DateTimeOffset? asOf)
    {
        if (asOf is not { } moment) return $"{alias}.valid_to = 'infinity'";
        var at = where.Value(HistoryClock.Micro(moment));
        return $"{alias}.valid_from <= {at} and {alias}.valid_to > {at}";
    }
}
