using System.Runtime.CompilerServices;
using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>One line of a run's record: a field of a step, or a step without fields.</summary>
/// <param name="Label">The field's label; null for a step without fields.</param>
/// <param name="Value">As recorded; null when there is none.</param>
/// <param name="Origin">Who gave it: a person, the portal or a linked checklist.</param>
/// <param name="ValueBy">Who entered the value.</param>
/// <param name="StateBy">Who set the step's state.</param>
/// <param name="Confirmed">Others who gave the same tick, in order.</param>
/// <param name="Problems">What was no longer right about a settled step at that moment; empty when nothing was, and for steps still
/// open.</param>
public sealed record RunRecordRow(
    string Section, string? SiteId, string StepKey, string Letter, string Step, StepSource Source, StepState State, string? StateBy,
        DateTimeOffset? StateAt, string? Reason,
    string? Field, string? Label, string? Value, ValueOrigin Origin, string? ValueBy, DateTimeOffset? ValueAt, string Confirmed,
        long Revision, string Problems)
{
    /// <summary>What spoke against the value when it was recorded, and why it was kept; null where nothing did.</summary>
    public KeptValue? Kept { get; init; }
}

/// <summary>What stands over a run's record.</summary>
/// <param name="AsOf">What the record shows is how it was then.</param>
/// <param name="RunRevision">Of the run at that moment.</param>
/// <param name="TemplateSha256">Of the text of the template version the run is pinned to.</param>
public sealed record RunRecordHead(
    Guid RunId, RunKind Kind, string Title, string? OrgId, string TemplateKey, int TemplateVersion, string TemplateSha256,
    string StartedBy, DateTimeOffset StartedAt, string? TopicKey, int? TopicVersion, string? TopicSha256, DateTimeOffset AsOf,
        long RunRevision)
{
    /// <summary>Whether nothing was left to do or to decide at that moment, and nothing done had become wrong.</summary>
    public bool Complete { get; init; }

    /// <summary>The other runs its record rests on through its links at that moment, with the keys of their templates.</summary>
    public IReadOnlyList<(Guid RunId, string TemplateKey)> Linked { get; init; } = [];

    /// <summary>When it was cancelled, by whom and why; null while it was not at that moment.</summary>
    public (DateTimeOffset At, string By, string Reason)? Cancelled { get; init; }
}

/// <summary>A run's record as of any moment, for reports. The same moment gives the same rows, whatever was done later.</summary>
public sealed class RunRecord(IDbContextFactory<PortalDbContext> factory, RunLoader loader)
{
    /// <returns>Null where there is no such run, or it had not begun.</returns>
    public async Task<RunRecordHead?> HeadAsync(Guid runId, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var head = await (from run in db.Set<Run>()
                          join t in db.Set<Templates.TemplateVersion>() on run.TemplateVersionId equals t.Id
                          join o in db.Set<Organizations.Organization>() on run.OrganizationId equals o.Id into os
                          from organization in os.DefaultIfEmpty()
                          where run.Id == runId && run.StartedAt <= asOf
                          select new RunRecordHead(
                              run.Id, run.Kind, run.Title, organization!.OrgId, t.Key, t.Version, t.Sha256, run.StartedBy, run.StartedAt,
                              run.TopicKey, run.TopicVersion, run.TopicSha256, asOf,
                              db.Set<RunStepEvent>().Where(e => e.RunId == runId && e.At <= asOf).Max(e => (long?)e.RunRevision) ?? 0))
                                  .SingleOrDefaultAsync(cancellationToken);
        if (head is null) return null;
        var graph = await loader.LoadAsync(db, [runId], asOf, cancellationToken);
        var cancelled = graph.IsCancelled(graph[runId].Run) ? graph[runId].Run : null;
        return head with
        {
            Complete = graph.IsComplete(runId),
            Linked = [.. graph.Runs.Where(r => r.Run.Id != runId).Select(r => (r.Run.Id, r.Template.Key))],
            Cancelled = cancelled is null ? null : (cancelled.CancelledAt!.Value, cancelled.CancelledBy!, cancelled.CancelReason!),
        };
    }

    /// <summary>In the template's order, each section for all its sites; steps that did not apply then are left out. Empty where there is
    /// no such run.</summary>
    public async IAsyncEnumerable<RunRecordRow> RowsAsync(
        Guid runId, DateTimeOffset asOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var graph = await loader.LoadAsync(db, [runId], asOf, cancellationToken);
        if (graph.Runs.All(r => r.Run.Id != runId)) yield break;
        // Plans go site by site; a record keeps the order it always had, since the same question gets the same bytes for ever.
        var places = graph[runId].Template.Sections.Select((section, at) => (section.Id, at)).ToDictionary(s => s.Id, s => s.at);
        foreach (var section in graph.Plan(runId).Sections.Where(s => s.Applies == Truth.True).OrderBy(s => places[s.Definition.Id]))
        {
            foreach (var row in section.Steps.Where(s => s.Readiness != StepReadiness.Undecided).SelectMany(step => Rows(section, step)))
                yield return row;
        }
    }

    private static IEnumerable<RunRecordRow> Rows(SectionPlan section, StepPlan step)
    {
        var stepOnly = Row(section, step, null);
        return step.Fields.Count == 0 ? [stepOnly] : step.Fields.Select(field => Row(section, step, field));
    }

    private static RunRecordRow Row(SectionPlan section, StepPlan step, FieldPlan? field) => new(
        section.Definition.Title, step.Key.SiteId, step.Key.ToString(), step.Definition.Letter, step.Definition.Title,
            step.Definition.Source,
        step.Record.State, step.Record.StateBy?.PersonName, step.Record.StateBy?.At, step.Record.Reason,
        field?.Definition.Id, field?.Definition.Label, field?.Display, field?.Origin
            ?? ValueOrigin.None, field?.Record?.By.PersonName, field?.Record?.By.At,
        string.Join(", ", step.Record.Confirmations.Where(c => c.Field is null).Select(c => c.By.PersonName)), step.Record.Revision,
        step.Readiness is StepReadiness.Done or StepReadiness.NotApplicable ? string.Join(" ", step.Problems.Select(p => p.Message)) : "")
    {
        Kept = field?.Kept,
    };
}
