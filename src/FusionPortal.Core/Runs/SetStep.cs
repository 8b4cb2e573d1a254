using FusionPortal.Checklists.Runs;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>
/// Saves values of one step, ticks it, opens it again or says that it does not apply. Steps never conflict with one another; the same
/// answer twice is a confirmation; a different answer to the same question is refused with both shown.
/// </summary>
public sealed class SetStep(
    IDbContextFactory<PortalDbContext> factory, RunLoader loader, StepEffects effects, RunFacts facts, TimeProvider clock)
{
    /// <exception cref="RefusedException">
    /// Forbidden; NotFound: no such run or step; Invalid: a value or reason; SecretFound; Conflict: changed meanwhile, not ready, run
    /// finished, command id used before.
    /// </exception>
    public Task<SetStepOutcome> ExecuteAsync(SetStepRequest request, Actor actor, CancellationToken cancellationToken) =>
        PortalTelemetry.StepAsync(
            request.Action.ToString(), () => Deadlock.OnceMoreAsync(() => SetAsync(request, actor, cancellationToken)));

    private async Task<SetStepOutcome> SetAsync(SetStepRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        var command = request.ToCommand();
        var hash = request.Hash(actor);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        // Many people work one run, and each waits for whoever holds it: what can be read before is read before.
        var ahead = await RunAhead.ReadAsync(db, loader, request.RunId, cancellationToken) ?? throw NoSuchRun();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // One command of a run at a time: what is decided is decided on what will still be so at the commit.
        var run = await db.Set<Run>().FromSql($"select * from run where id = {request.RunId} for update")
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw NoSuchRun();
        var (graph, isRepeated) = await ahead.UnderLockAsync(db, loader, run, request.CommandId, cancellationToken);
        if (isRepeated)
        {
            await transaction.RollbackAsync(cancellationToken);
            return await RepeatedAsync(db, request.CommandId, hash, cancellationToken);
        }

        if (run.CancelledAt is not null) throw StepRefusals.Cancelled(run);
        var wasComplete = graph.Plan(run.Id).IsComplete;
        if (wasComplete && request.Action != StepAction.Untick) throw StepRefusals.Finished(run);
        var before = graph.Snapshot(graph[run.Id]) with { Known = await facts.GatherAsync(db, graph[run.Id], request, cancellationToken) };
        // The client's record changes too where an answer says so. After what was done before in the run, also where the clock was set
        // back.
        var at = await db.StampAsync(clock, HistoryDomains.Runs | HistoryDomains.Records, cancellationToken, run.LastActivityAt);
        var by = new Attribution(actor.SubjectId, actor.DisplayName, at);
        var stored = before.Steps.GetValueOrDefault(request.StepId) ?? StepRecord.Untouched;
        if (request.ExpectedRevision > stored.Revision)
            throw new RefusedException(
                RefusalKind.Invalid, "unknown-revision", $"The step is at revision {stored.Revision}.", "expectedRevision");
        var decision = RunDecider.Decide(before, command, by);
        if (decision is not RunDecision.Accepted accepted) throw StepRefusals.Of((RunDecision.Refused)decision, stored.Revision);

        var change = new StepEffect(db, run, graph, before, command, accepted, by, actor) { IsComplete = wasComplete };
        if (accepted.Changes.Count > 0)
        {
            SaveStep(db, run.Id, request.StepId, before.Steps.GetValueOrDefault(request.StepId), accepted.After);
            (run.Revision, run.LastActivityAt, run.LastActivityById, run.LastActivityBy) =
                (run.Revision + 1, by.At, by.PersonId, by.PersonName);
            await effects.ApplyAsync(change, cancellationToken);
        }

        var stepEvent = new RunStepEvent
        {
            CommandId = request.CommandId,
            RunId = run.Id,
            StepKey = request.StepId,
            Action = request.Action,
            RequestHash = hash,
            At = by.At,
            ById = by.PersonId,
            By = by.PersonName,
            Revision = accepted.After.Revision,
            RunRevision = run.Revision,
            Changes = RunJson.Write(accepted.Changes),
            Record = RunJson.Write(accepted.After),
            RunFinished = change.IsComplete,
        };
        db.Add(stepEvent);
        await SaveAsync(db, cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor, [PortalEvents.PublishCommand(change.Topics)], Events(change, request, stepEvent), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await Durability.AwaitAsync(db, cancellationToken);
        return SetStepOutcome.Of(stepEvent);
    }

    private static RefusedException NoSuchRun() => new(RefusalKind.NotFound, "no-such-run", "There is no such run.");

    private static async Task<SetStepOutcome> RepeatedAsync(
        PortalDbContext db, Guid commandId, string hash, CancellationToken cancellationToken)
    {
        var repeated = await db.Set<RunStepEvent>().AsNoTracking().SingleAsync(e => e.CommandId == commandId, cancellationToken);
        if (repeated.RequestHash != hash) throw StartInstall.CommandReused();
        // Whoever carried it out may have been cut off before it was on disk.
        await Durability.AwaitAsync(db, cancellationToken);
        return SetStepOutcome.Of(repeated);
    }

    // Under the run's lock nobody else writes its steps, so what was read is what is stored.
    private static void SaveStep(PortalDbContext db, Guid runId, string stepKey, StepRecord? stored, StepRecord after)
    {
        var row = new RunStep
        {
            RunId = runId,
            StepKey = stepKey,
            State = stored?.State ?? after.State,
            Revision = stored?.Revision ?? after.Revision,
            Record = stored is null ? RunJson.Write(after) : RunJson.Write(stored),
        };
        if (stored is null)
        {
            db.Add(row);
            return;
        }

        db.Attach(row);
        (row.State, row.Revision, row.Record) = (after.State, after.Revision, RunJson.Write(after));
    }

    private static async Task SaveAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(RunStepEventConfiguration.Once))
        {
            // The same id went to another run at the same moment.
            throw StartInstall.CommandReused();
        }
        catch (DbUpdateException e) when (e.Violates(SharedResourceConfiguration.UniqueName))
        {
            throw StepEffects.NameTaken(null);
        }
    }

    private static IEnumerable<AuditEvent> Events(StepEffect change, SetStepRequest request, RunStepEvent stepEvent)
    {
        // A command that changed nothing leaves no trace in the trail.
        if (change.Accepted.Changes.Count == 0) yield break;
        foreach (var started in change.Started) yield return RunStarter.Started(started.Run, started.Version, null);
        yield return new AuditEvent("run.step-set", $"run:{change.Run.Id}", new
        {
            RunId = change.Run.Id,
            change.Run.Title,
            Step = request.StepId,
            request.Action,
            request.Reason,
            request.CommandId,
            stepEvent.Revision,
            stepEvent.RunRevision,
            Changes = RunJson.Read<IReadOnlyList<StepChange>>(stepEvent.Changes),
            Linked = change.Linked,
            change.Finished,
            change.Reopened,
            change.Completed,
        });
    }
}
