using System.Text.Json;
using FusionPortal.Checklists.Checks;
using FusionPortal.Conventions;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Templates;

namespace FusionPortal.Core.Runs;

/// <summary>Where a name that is being recorded was seen before: by scans, and in other runs.</summary>
public sealed class NameFacts(TemplateStore templates, BookQueries books)
{
    /// <param name="db">The context.</param>
    /// <param name="kinds">Kinds of resource.</param>
    /// <param name="names">In lower case.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task<IReadOnlyList<Sighting>> SightingsAsync(
        PortalDbContext db, string[] kinds, List<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return [];
        var rows = await db.QueryAsync<SightingRow>(SightingsSql(kinds, names), cancellationToken);
        if (rows.Count == 0) return [];
        var keys = (await books.CurrentAsync(cancellationToken)).Settings.OrganizationTagKeys.Select(Letters)
            .ToHashSet(StringComparer.Ordinal);
        return [.. rows.Select(r => new Sighting(
            r.Kind, r.Name, r.AccountName.Length == 0 ? r.AccountId
                : $"{r.AccountName} ({r.AccountId})", Enum.Parse<AccountRole>(r.Role), r.Region, r.Since, r.Gone, r.Appeared,
            OrgId(r.Tags, keys)))];
    }

    // One row for each resource, however often it changed. Its tags stand in its own list, or in the tags read of its account.
    internal static FormattableString SightingsSql(string[] kinds, List<string> names) =>
        $"""
        with seen as (
          select r.arn_hash, r.kind, min(r.name) as name, r.account_id, r.region, min(r.valid_from) as since, max(r.valid_to) as until,
            bool_and(c.first_complete_at < r.valid_from) as appeared, max(r.tags::text) filter (where r.valid_to = 'infinity') as tags
          from resource_version r join coverage c on c.id = r.target_id
          where r.kind = any ({kinds}) and lower(r.name) = any ({names})
          group by r.arn_hash, r.kind, r.account_id, r.region)
        select s.kind, s.name, s.account_id, coalesce(a.name, '') as account_name, coalesce(a.role, 'Undeclared') as role, s.region,
          s.since,
          nullif(s.until, 'infinity') as gone, coalesce(s.appeared, false) as appeared,
          coalesce(s.tags, (
            select t.tags::text from coverage l join tag_version t on t.target_id = l.id and t.arn_hash = s.arn_hash
              and t.valid_to = 'infinity'
            where l.account_id = s.account_id order by t.valid_from desc limit 1)) as tags
        from seen s left join account a on a.id = s.account_id
        order by s.since
        """;

    /// <summary>Runs that say they use an existing resource of the name; those linked to this run's own resource mean this one.</summary>
    /// <param name="db">The context.</param>
    /// <param name="run">The run that records it as new.</param>
    /// <param name="names">In lower case.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task<IReadOnlyList<RecordedElsewhere>> ElsewhereAsync(
        PortalDbContext db, LoadedRun run, List<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0 || run.Run.SharedResourceId is not { } resource) return [];
        var rows = await db.QueryAsync<ElsewhereRow>($"""
            select r.title, r.template_version_id, f.key as field, f.value->>'value' as name, f.value->'by'->>'personName' as by,
              (f.value->'by'->>'at')::timestamptz as at
            from run_step step
              join run r on r.id = step.run_id and r.id <> {run.Run.Id} and r.cancelled_at is null
              cross join lateral jsonb_each(step.record->'fields') f
            where recorded_values(step.record) && array(select left(v, 200) from unnest({names}) v) and
              lower(f.value->>'value') = any ({names})
              and not exists (select 1 from run_link l where l.run_id = r.id and l.shared_resource_id = {resource} and l.valid_to is null)
            order by at
            """, cancellationToken);
        var versions = await templates.GetAsync(db, rows.Select(r => r.TemplateVersionId).Distinct(), cancellationToken);
        return
        [
            .. from row in rows
               let template = versions[row.TemplateVersionId]
               let field = template.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).FirstOrDefault(f => f.Id == row.Field)
               where field is not null
               let kind = NameChecks.ExistingNameOf(template, field)
               where kind is not null
               select new RecordedElsewhere(row.Name, kind, $"{row.Title} records {row.Name} as {field.Label}", row.By, row.At),
        ];
    }

    // Two organization tags that disagree say nothing.
    private static string? OrgId(string? tags, HashSet<string> keys)
    {
        if (tags is null) return null;
        var values = JsonSerializer.Deserialize<Dictionary<string, string>>(tags)!
            .Where(t => t.Value.Length > 0 && keys.Contains(Letters(t.Key))).Select(t => t.Value.Trim().ToLowerInvariant()).Distinct()
                .ToList();
        return values.Count == 1 ? values[0] : null;
    }

    private static string Letters(string key) => string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private sealed record SightingRow(
        string Kind, string Name, string AccountId, string AccountName, string Role, string Region, DateTimeOffset Since,
            DateTimeOffset? Gone, bool Appeared, string? Tags);

    private sealed record ElsewhereRow(string Title, Guid TemplateVersionId, string Field, string Name, string By, DateTimeOffset At);
}
