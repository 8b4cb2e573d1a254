using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Values;
using FusionPortal.Core.Data;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Templates;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Scorecards;

/// <summary>How many sites installs have listed, from the one step each that asks for them.</summary>
internal static class SitesBehind
{
    /// <returns>By run; those that have not listed any are left out.</returns>
    public static async Task<IReadOnlyDictionary<Guid, int>> ReadAsync(
        PortalDbContext db, TemplateStore templates, Guid[] runIds, CancellationToken cancellationToken)
    {
        var versions = await db.Set<Run>().Where(r => runIds.Contains(r.Id)).Select(r => new { r.Id, r.TemplateVersionId })
            .ToDictionaryAsync(r => r.Id, r => r.TemplateVersionId, cancellationToken);
        var asks = (await templates.GetAsync(db, versions.Values.Distinct(), cancellationToken)).ToDictionary(
            t => t.Key, t => (from section in t.Value.Sections
                              from step in section.Steps
                              from field in step.Fields
                              where field.Type.ListsSites
                              select (Step: step.Id, Field: field.Id)).FirstOrDefault());
        string[] keys = [.. asks.Values.Select(a => a.Step).OfType<string>().Distinct()];
        var steps = await db.Set<RunStep>().AsNoTracking().Where(s => runIds.Contains(s.RunId) && keys.Contains(s.StepKey))
            .ToListAsync(cancellationToken);
        return (from step in steps
                let ask = asks[versions[step.RunId]]
                where ask.Step == step.StepKey
                let sites = SiteList.Parse(RunJson.Read<StepRecord>(step.Record).Fields.GetValueOrDefault(ask.Field)?.Value).Count
                where sites > 0
                select (step.RunId, sites)).ToDictionary();
    }
}
