using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Templates;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.AuditReading;

/// <summary>What the subjects of a page of events are called now. An event keeps ids and what it changed, not every name around
/// it.</summary>
internal sealed class EventNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Template> _templates = new(StringComparer.Ordinal);

    public string Of(string subject, string unknown) => _names.GetValueOrDefault(subject, unknown);

    /// <summary>A link to what is called so now.</summary>
    public SentencePart Link(string subject, string unknown) => SentencePart.Link(Of(subject, unknown), subject);

    /// <summary>The title of a run's step, with the store it is done for; the key itself where the run's template is gone.</summary>
    public string Step(string run, string key)
    {
        if (!StepKey.TryParse(key, out var parsed) || !_templates.TryGetValue(run, out var template)) return key;
        var title = template.Sections.SelectMany(s => s.Steps).FirstOrDefault(s => s.Id == parsed.StepId)?.Title ?? parsed.StepId;
        return parsed.SiteId is { } site ? $"{title}, store {site}" : title;
    }

    /// <summary>The label of a field of that step; its id where nobody knows it.</summary>
    public string Field(string run, string key, string field) => Definition(run, key, field)?.Label ?? field;

    /// <summary>A value of that field as people read it, in one line: an option's label, not its id.</summary>
    public string? Shown(string run, string key, string field, string? value) =>
        value is { Length: > 0 } && Definition(run, key, field) is { } definition
            ? definition.Type.Display(definition, value).ReplaceLineEndings(", ") : value;

    private FieldDefinition? Definition(string run, string key, string field)
    {
        var id = StepKey.TryParse(key, out var parsed) ? parsed.StepId : key;
        return _templates.GetValueOrDefault(run)?.Sections.SelectMany(s => s.Steps).Where(s => s.Id == id).SelectMany(s => s.Fields)
            .FirstOrDefault(f => f.Id == field);
    }

    /// <summary>Four queries at most, and one for templates that were not read before.</summary>
    internal static async Task<EventNames> ReadAsync(
        PortalDbContext db, TemplateStore templates, IReadOnlyCollection<string> subjects, CancellationToken cancellationToken)
    {
        var names = new EventNames();
        var runIds = Ids(subjects, "run:");
        if (runIds.Count > 0)
        {
            var runs = await db.Set<Run>().AsNoTracking().Where(r => runIds.Contains(r.Id))
                .Select(r => new { r.Id, r.Title, r.TemplateVersionId }).ToListAsync(cancellationToken);
            var parsed = await templates.GetAsync(db, runs.Select(r => r.TemplateVersionId), cancellationToken);
            foreach (var run in runs)
                (names._names[$"run:{run.Id}"], names._templates[$"run:{run.Id}"]) = (run.Title, parsed[run.TemplateVersionId]);
        }

        var resourceIds = Ids(subjects, "shared-resource:");
        if (resourceIds.Count > 0)
        {
            await foreach (var row in db.Set<SharedResource>().AsNoTracking().Where(r => resourceIds.Contains(r.Id))
                .Select(r => new { r.Id, r.Name }).AsAsyncEnumerable().WithCancellation(cancellationToken))
                names._names[$"shared-resource:{row.Id}"] = row.Name ?? "a shared resource without a name yet";
        }

        var findingIds = Ids(subjects, "finding:");
        if (findingIds.Count > 0)
        {
            await foreach (var row in db.Set<Finding>().AsNoTracking().Where(f => findingIds.Contains(f.Id))
                .Select(f => new { f.Id, f.Number }).AsAsyncEnumerable().WithCancellation(cancellationToken))
                names._names[$"finding:{row.Id}"] = $"F-{row.Number}";
        }

        var orgIds = subjects.Where(s => s.StartsWith("organization:", StringComparison.Ordinal)).Select(s => s[13..]).Distinct().ToList();
        if (orgIds.Count > 0)
        {
            await foreach (var row in db.Set<Organization>().AsNoTracking().Where(o => orgIds.Contains(o.OrgId))
                .Select(o => new { o.OrgId, o.Title }).AsAsyncEnumerable().WithCancellation(cancellationToken))
                names._names[$"organization:{row.OrgId}"] = row.Title;
        }

        return names;
    }

    private static List<Guid> Ids(IEnumerable<string> subjects, string prefix) =>
        [.. subjects.Where(s => s.StartsWith(prefix, StringComparison.Ordinal))
            .Select(s => Guid.TryParse(s.AsSpan(prefix.Length), out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];
}
