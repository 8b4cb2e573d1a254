using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Scorecards;

/// <summary>What a run says to whoever looks at a client or a resource and not at the run.</summary>
internal static class InstallOf
{
    /// <summary>The client's install at that moment, else the last that had been cancelled by then.</summary>
    public static Task<Guid?> FindAsync(IQueryable<Run> runs, Guid client, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var at = asOf ?? DateTimeOffset.MaxValue;
        return runs.Where(r => r.OrganizationId == client && r.Kind == RunKind.ClientInstall && (asOf == null || r.StartedAt <= at))
            .OrderByDescending(r => r.CancelledAt == null || (asOf != null && r.CancelledAt > at)).ThenByDescending(r => r.StartedAt)
            .Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellationToken);
    }

    public static ClientInstall View(RunGraph graph, Guid runId, DateTimeOffset? asOf)
    {
        var (run, plan) = (graph[runId].Run, graph.Plan(runId));
        var standing = Standing(graph, runId, asOf);
        return new ClientInstall(
            runId, graph[runId].Template.Title, graph[runId].Template.Version, standing, plan.Progress,
            plan.NextStep is { } next && standing is not (RunStanding.Cancelled or RunStanding.Finished)
                ? $"Step {next.Definition.Letter}, {next.Definition.Title}" : null,
            standing switch
            {
                RunStanding.NoLongerRight => plan.HeldUpBy,
                RunStanding.Cancelled => $"{run.CancelledBy}: {run.CancelReason}",
                _ => null,
            },
            run.StartedBy, run.StartedAt, standing == RunStanding.Finished ? run.FinishedAt : null,
            standing == RunStanding.Cancelled ? run.CancelledAt : null,
            standing == RunStanding.Cancelled ? [] : [.. plan.Blocks.Select(b => new InstallBlock(
                b.Title, b.HoldingItUp, b.WhoCanAct, b.Since, b.Then, b.Blocked.Count, b.Resource?.ResourceId))]);
    }

    /// <summary>Where it stood at the moment of the graph.</summary>
    public static RunStanding Standing(RunGraph graph, Guid runId, DateTimeOffset? asOf)
    {
        var (run, plan) = (graph[runId].Run, graph.Plan(runId));
        return graph.IsCancelled(run) ? RunStanding.Cancelled
            : plan.IsComplete ? RunStanding.Finished
            : run.FinishedAt is { } finished && (asOf is null || finished <= asOf) ? RunStanding.NoLongerRight
            : plan.NextStep is null ? RunStanding.Blocked : RunStanding.InProgress;
    }

    /// <summary>What it recorded, but for references to credentials and what is among the captured ones.</summary>
    public static IEnumerable<RecordedValue> Values(RunPlan plan, IReadOnlyCollection<HeldValue> held)
    {
        var shown = held.Select(h => (h.Step, h.Recorded)).ToHashSet();
        return from section in plan.Sections
               from step in section.Steps
               where step.Readiness is not (StepReadiness.Undecided or StepReadiness.NotApplicable)
               let name = $"{step.Definition.Letter}) {step.Definition.Title}"
               from field in step.Fields
               where field.Value is { Length: > 0 } && field.Definition.Type.IsLookedUp
               let text = field.Display ?? field.Value
               where !shown.Contains((name, text))
               select new RecordedValue(
                   section.Site is { } site ? $"{section.Definition.Title}, {site.Title}" : section.Definition.Title, $"{step.Key}", name,
                   field.Definition.Label, text, field.Origin, field.Record?.By.PersonName, field.Record?.By.At,
                   step.Readiness == StepReadiness.Done);
    }
}
