using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>What follows from an accepted command beyond the step itself, in the same transaction.</summary>
public sealed class StepEffects(LinkEffects links, RunLoader loader)
{
    internal async Task ApplyAsync(StepEffect change, CancellationToken cancellationToken)
    {
        var plan = RunPlan.Of(change.After);
        await links.ApplyAsync(change, plan, cancellationToken);
        if (change.Linked.Count > 0) plan = RunPlan.Of(change.After);
        if (change.Run.SharedResourceId is { } resourceId) await RecordResourceAsync(change, plan, resourceId, cancellationToken);
        if (change.Run.OrganizationId is { } organizationId) await RecordBucketAsync(change, plan, organizationId, cancellationToken);
        SetFinished(change, plan);
        if (change.Run.SharedResourceId is { } changed) await TellDependentsAsync(change, changed, cancellationToken);
    }

    internal static RefusedException NameTaken(string? by) => new(
        RefusalKind.Conflict, "name-taken", by is null ? "Another shared resource has this name. Numbers are not used twice."
            : $"{by} has this name. Numbers are not used twice.");

    private static void SetFinished(StepEffect change, RunPlan plan)
    {
        var run = change.Run;
        var was = change.IsComplete;
        change.IsComplete = plan.IsComplete;
        (change.Finished, change.Reopened) = (plan.IsComplete && !was, !plan.IsComplete && was);
        if (change.Finished) (run.FinishedAt, run.FinishedBy, run.FinishedThrough) = (change.By.At, change.By.PersonName, null);
        // Opened again on purpose: from here on it is a run in progress. What merely stopped being right keeps the moment and says so.
        if (!plan.IsComplete && change.Command is RunCommand.Untick)
            (run.FinishedAt, run.FinishedBy, run.FinishedThrough) = (null, null, null);
    }

    // Name and tenancy are kept beside the run, so that they can be searched and names stay unique.
    private static async Task RecordResourceAsync(StepEffect change, RunPlan plan, Guid resourceId, CancellationToken cancellationToken)
    {
        var outputs = change.Loaded.Template.Publishes.ToDictionary(p => p.Id, p => p.Field);
        var name = outputs.GetValueOrDefault(LinkedResource.NameOutput);
        var dedicated = outputs.GetValueOrDefault(LinkedResource.DedicatedToOutput);
        var resource = await change.Db.Set<SharedResource>().SingleAsync(r => r.Id == resourceId, cancellationToken);
        change.Resource = resource;
        change.Topics.Add($"shared-resource:{resourceId}");
        if (name is not null && plan.Field(name)?.Value is var value && value != resource.Name)
        {
            resource.Name = value;
            if (value is not null) await CheckNameAsync(change, resource, value, cancellationToken);
        }

        if (dedicated is null) return;
        var field = plan.Field(dedicated);
        if (field?.Value is { } orgId) resource.DedicatedToId = await OrganizationAsync(change, orgId, dedicated, cancellationToken);
        // Answered as shared: the question whom it is dedicated to no longer applies.
        else if (field is null && change.Command.Step.StepId == StepOf(change, dedicated) && change.Accepted.After.State == StepState.Done)
            resource.DedicatedToId = null;
    }

    private static async Task CheckNameAsync(StepEffect change, SharedResource resource, string name, CancellationToken cancellationToken)
    {
        if (ResourceKinds.Of(resource.Kind).NamesMayRepeat) return;
        var key = name.ToLowerInvariant();
        var taken = await change.Db.Set<SharedResource>().AsNoTracking()
            .Where(r => r.Kind == resource.Kind && r.Id != resource.Id && r.NameKey == key).Select(r => r.Title)
                .FirstOrDefaultAsync(cancellationToken);
        if (taken is not null) throw NameTaken(taken);
    }

    private static async Task<Guid> OrganizationAsync(StepEffect change, string orgId, string field, CancellationToken cancellationToken)
    {
        var key = orgId.ToLowerInvariant();
        var id = await change.Db.Set<Organization>().Where(o => o.OrgKey == key).Select(o => (Guid?)o.Id)
            .SingleOrDefaultAsync(cancellationToken);
        return id
            ?? throw new RefusedException(RefusalKind.Invalid, "invalid-value", $"There is no organization {orgId} in the portal.", field);
    }

    private static string? StepOf(StepEffect change, string field) =>
        change.Loaded.Template.Sections.SelectMany(s => s.Steps).FirstOrDefault(s => s.Fields.Any(f => f.Id == field))?.Id;

    private static async Task RecordBucketAsync(StepEffect change, RunPlan plan, Guid organizationId, CancellationToken cancellationToken)
    {
        // A tick makes it the record; a step opened again leaves the last record standing until it is ticked anew.
        if (FieldFeeds.FieldOf(change.Loaded.Template, FieldFeed.OrganizationBucket) is not { } field) return;
        if (change.Command.Step.StepId != StepOf(change, field) || change.Accepted.After.State != StepState.Done) return;
        var organization = await change.Db.Set<Organization>().SingleAsync(o => o.Id == organizationId, cancellationToken);
        var name = plan.Field(field)?.Value;
        if (organization.RecordedBucketName == name) return;
        organization.RecordedBucketName = name;
        change.Topics.Add("organizations");
    }

    private async Task TellDependentsAsync(StepEffect change, Guid resourceId, CancellationToken cancellationToken)
    {
        var dependents = await change.Db.QueryAsync<Guid>($"""
            with recursive dependent (run_id) as (
              select run_id from run_link where shared_resource_id = {resourceId} and valid_to is null
              union
              select l.run_id from dependent d
                join run r on r.id = d.run_id
                join run_link l on l.shared_resource_id = r.shared_resource_id and l.valid_to is null)
            select run_id from dependent
            """, cancellationToken);
        foreach (var dependent in dependents) change.Topics.Add($"run:{dependent}");
        if (!change.Finished || dependents.Count == 0) return;

        // A run all of whose steps were settled may have waited for nothing but this one.
        await change.Db.SaveChangesAsync(cancellationToken);
        var open = await change.Db.Set<Run>()
            .FromSql($"select * from run where id = any ({dependents}) and finished_at is null order by id for no key update")
                .ToListAsync(cancellationToken);
        var graph = await loader.LoadAsync(change.Db, [.. open.Select(r => r.Id)], null, cancellationToken);
        // Nobody ticked anything in those: what completed them is said, and whose steps they are stays theirs.
        foreach (var run in open.Where(r => r.CancelledAt is null && graph.Plan(r.Id).IsComplete))
        {
            (run.FinishedAt, run.FinishedBy, run.Revision) = (change.By.At, null, run.Revision + 1);
            run.FinishedThrough = $"{change.By.PersonName} finished the checklist of {change.Resource?.Name ?? change.Run.Title}";
            change.Completed.Add(run.Id);
        }
    }
}
