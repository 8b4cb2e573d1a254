using FusionPortal.Core.Abstractions;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// Resources as one relation: what a list showed to exist, joined with the tags the tagging API told of it. A listed resource that the
/// tagging API does not name was never tagged; that may be said only where the tags were read whole, and after the list.
/// </summary>
internal static class ResourceSql
{
    /// <summary>
    /// Common table expression <c>tags_of(list_target_id, region, tag_target_id, told, began_at)</c>: which tagging target answers for the
    /// resources of a list in one region, whether it was read whole, and when that reading began.
    /// </summary>
    /// <param name="at">The place of the past moment's value; null for the present.</param>
    public static string TagsOfCte(string? at = null) =>
        at is null ? TagsOf("t.outcome = 'Completed'", "t.last_complete_began_at", "") : TagsOf(
        "coalesce(last.state = 'Completed', false)", "done.began_at",
        $"""
         left join lateral (
           select x.state from scan_target x where x.target_id = t.id and x.ended_at <= {at} order by x.ended_at desc limit 1) last on true
         left join lateral (
           select x.started_at as began_at from scan_target x
           where x.target_id = t.id and x.state = 'Completed' and x.ended_at <= {at} order by x.ended_at desc limit 1) done on true
         """);

    private static string TagsOf(string told, string beganAt, string joins) => $"""
        tags_of as (
          select l.id as list_target_id, t.region, t.id as tag_target_id, {told} as told, {beganAt} as began_at
          from coverage l join coverage t on t.account_id = l.account_id and t.service = '{ScanTarget.Tagging}'
            and (l.region = '{ScanTarget.Global}' or t.region = l.region)
          {joins}
          where not l.is_pass and l.service <> '{ScanTarget.Tagging}')
        """;

    /// <summary>Joins the tags of <c>resource_version r</c> as <c>t</c>, and what was read of it alone as <c>fact</c> and
    /// <c>creator</c>.</summary>
    /// <param name="tagsValid">Which tag versions of <c>t</c> count, as SQL.</param>
    /// <param name="at">The place of the past moment's value; null for the present.</param>
    public static string Joins(string tagsValid, string? at = null) => $"""
        left join tags_of m on r.tags is null and m.list_target_id = r.target_id and m.region = r.region
        left join tag_version t on t.target_id = m.tag_target_id and t.arn_hash = r.arn_hash and {tagsValid}
        left join {FactsAt(at)} fact on fact.arn_hash = r.arn_hash and fact.source <> '{ResourceFact.Creator}'
        left join {FactsAt(at)} creator on creator.arn_hash = r.arn_hash and creator.source = '{ResourceFact.Creator}'
        """;

    /// <summary>The tags, null where no source has told them.</summary>
    public const string Tags = "coalesce(r.tags, t.tags, case when m.told and r.valid_from <= m.began_at then '{}'::jsonb end)";

    /// <summary>Whether <see cref="Tags"/> still hold: a failed reading leaves the last known ones standing and unconfirmed.</summary>
    public const string TagsKnown =
        "(r.tags is not null or (coalesce(m.told, false) and (t.arn_hash is not null or r.valid_from <= m.began_at)))";

    /// <summary>Everything known of the resource beside name and tags; the creator as member <c>creator</c>.</summary>
    public const string Facts = """
        case when r.facts is null and fact.facts is null and creator.facts is null then null
          else coalesce(r.facts, '{}'::jsonb) || case when jsonb_typeof(fact.facts) = 'object' then fact.facts else '{}'::jsonb end
            || case when creator.facts is null then '{}'::jsonb else jsonb_build_object('creator', creator.facts) end end
        """;

    private static string FactsAt(string? at) => at is null ? "resource_fact" : $"""
        (select f.arn_hash, f.source, f.facts from resource_fact f where f.changed_at <= {at}
         union all select p.arn_hash, p.source, p.facts from resource_fact_past p where p.valid_from <= {at} and p.valid_to > {at})
        """;
}
