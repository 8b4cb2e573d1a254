using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;

namespace FusionPortal.Core.Findings;

/// <summary>The one reading of findings that the page, the API and the reports share, so that they can never disagree.</summary>
internal static class FindingSql
{
    /// <summary>Needs the common table expression of <see cref="Knowledge"/> and the conditions of <see cref="Conditions"/>.</summary>
    public static string From(SqlFilter where, DateTimeOffset? asOf) => $"""
        from finding_version v
        join finding f on f.id = v.finding_id
        left join finding_unseen u on u.finding_id = v.finding_id and {TallySql.Valid(where, "u", asOf)}
        left join sight c on c.target_id = coalesce(v.target_id, 0)
        left join account a on a.id = v.account_id
        left join organization o on o.org_key = lower(v.org_id)
        """;

    /// <summary>The same for counting: joins the findings' identities only where the filter asks something of them.</summary>
    public static string CountFrom(SqlFilter where, FindingFilter filter) =>
        filter.ConventionIds is { Count: > 0 } || !string.IsNullOrWhiteSpace(filter.Text)
            ? From(where, filter.AsOf)
            : From(where, filter.AsOf).Replace("join finding f on f.id = v.finding_id", "", StringComparison.Ordinal);

    /// <summary>When the finding was last seen; looked up only for the rows a page really shows.</summary>
    public static string LastSeen(string at) => $"""
        left join lateral (
          select case
            when v.target_id is null then coalesce(u.seen_at, (select max(e.at) from evaluation e where e.scan_id is not null
              and e.at <= {at} and (v.status <> 'Resolved' or e.at < v.valid_from)))
            when v.status <> 'Resolved' then coalesce(u.seen_at, c.last_complete_at)
            else coalesce((select b.seen_at from finding_unseen b where b.finding_id = v.finding_id and b.valid_to = v.valid_from),
              (select max(t.ended_at) from scan_target t
              where t.target_id = v.target_id and t.state = 'Completed' and t.ended_at < v.valid_from and t.scan_id is distinct
                from v.scan_id)) end as at) seen on true
        """;

    public static void Conditions(SqlFilter where, FindingFilter filter)
    {
        if (filter.AsOf is { } asOf)
        {
            var at = where.Value(HistoryClock.Micro(asOf));
            where.And($"v.valid_from <= {at} and v.valid_to > {at}");
        }
        else
        {
            where.And("v.valid_to = 'infinity'");
        }

        FindingKeys.All.Restrict(where, filter);
    }
}
