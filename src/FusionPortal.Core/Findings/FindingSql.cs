using FusionPortal.Conventions;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings;

/// <summary>The one reading of findings that the page, the API and the reports share, so that they can never disagree.</summary>
internal static class FindingSql
{
    /// <summary>The columns of <see cref="Read"/>, in its order. Evidence is read for the rows a page shows only: as a look-up of its own
    /// it waits for the limit.</summary>
    public const string Columns = """
        v.finding_id, f.number, f.convention_id, v.title, v.severity, v.status, v.mix_up, v.kind, v.name, f.subject, v.account_id,
        coalesce(a.name, ''), v.region, v.org_id, o.title, v.environment, v.expected, v.actual, v.first_seen_at, seen.at,
        coalesce(c.since, u.valid_from), case when c.since is not null then c.message else u.why end, v.subject_gone,
        (select e.evidence->>'verdict' from finding_version e where e.finding_id = v.finding_id and e.valid_from = v.valid_from)
        """;

    /// <summary>Needs the common table expression of <see cref="Knowledge"/> and the conditions of <see cref="Conditions"/>.</summary>
    public static string From(Where where, DateTimeOffset? asOf) => $"""
        from finding_version v
        join finding f on f.id = v.finding_id
        left join finding_unseen u on u.finding_id = v.finding_id and {TallySql.Valid(where, "u", asOf)}
        left join sight c on c.target_id = coalesce(v.target_id, 0)
        left join account a on a.id = v.account_id
        left join organization o on o.org_key = lower(v.org_id)
        """;

    /// <summary>The same for counting: joins the findings' identities only where the filter asks something of them.</summary>
    public static string CountFrom(Where where, FindingFilter filter) =>
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

    public static void Conditions(Where where, FindingFilter filter)
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

        if (filter.Statuses is { Count: > 0 } statuses) where.And($"v.status = any({where.Value(Words(statuses))})");
        else where.And("v.status <> 'Resolved'");
        if (filter.AccountIds is { Count: > 0 } accounts) where.And($"v.account_id = any({where.Value(accounts.ToArray())})");
        if (filter.Environments is { Count: > 0 } environments) where.And($"v.environment = any({where.Value(Words(environments))})");
        if (filter.OrgId is { Length: > 0 } orgId) where.And($"lower(v.org_id) = lower({where.Value(orgId)})");
        else if (filter.OrgId is not null) where.And("o.org_id is null");
        if (filter.ConventionIds is { Count: > 0 } conventions) where.And($"f.convention_id = any({where.Value(conventions.ToArray())})");
        if (filter.Severities is { Count: > 0 } severities) where.And($"v.severity = any({where.Value(Words(severities))})");
        if (filter.MixUps is { } mixUps) where.And(mixUps ? "v.mix_up" : "not v.mix_up");
        if (filter.Deleted is { } deleted) where.And(deleted ? "v.subject_gone" : "v.status = 'Resolved' and not v.subject_gone");
        if (filter.Kind is { Length: > 0 } kind) where.And($"v.kind = {where.Value(kind)}");
        if (!string.IsNullOrWhiteSpace(filter.Text)) Text(where, filter.Text.Trim());
    }

    public static FindingRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetEnum<Severity>(4), r.GetEnum<FindingStatus>(5), r.GetBoolean(6),
        r.GetString(7), r.GetString(8), r.GetString(9), r.GetString(10), r.GetString(11), r.GetString(12), r.GetText(13), r.GetText(14),
        r.GetEnumOrNull<EnvironmentKind>(15), r.GetString(16), r.GetString(17), r.GetFieldValue<DateTimeOffset>(18),
        r.GetNullable<DateTimeOffset>(19), r.GetNullable<DateTimeOffset>(20), r.IsDBNull(20) ? null : r.GetText(21),
        r.GetBoolean(22), r.GetEnumOrNull<PlacementVerdict>(23));

    private static void Text(Where where, string text)
    {
        // F-20931 is what people call a finding; typing it finds that one.
        if (text.StartsWith("F-", StringComparison.OrdinalIgnoreCase) && long.TryParse(text.AsSpan(2), out var number))
        {
            where.And($"f.number = {where.Value(number)}");
            return;
        }

        var like = where.Value(LikePattern.Anywhere(text));
        where.And(string.Join(
            " or ",
            new[] { "v.name", "f.subject", "v.title", "v.expected", "v.actual", "coalesce(v.org_id, '')", "coalesce(o.title, '')",
                "f.convention_id" }
                .Select(column => $"{column} ilike {like}")));
    }

    private static string[] Words<T>(IReadOnlyList<T> values) where T : struct, Enum => [.. values.Select(v => v.ToString())];
}
