namespace FusionPortal.Checklists.Runs;

/// <summary>
/// Decides what a person asks for against the run as it is stored. Pure: the caller stores what was accepted.
/// Different fields never conflict; the same answer twice is a confirmation; different answers to the same question are shown, never
/// overwritten.
/// </summary>
public static class RunDecider
{
    /// <summary>Characters of a reason.</summary>
    public const int ReasonLimit = 500;

    /// <param name="run">The state, read in the transaction that will store the outcome.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="by">Who asks, and when.</param>
    public static RunDecision Decide(RunSnapshot run, RunCommand command, Attribution by)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(by);
        if (run.Finished && command is not RunCommand.Untick)
            return new RunDecision.Refused(RefusalReason.RunFinished, "This run is closed. To change it, open a step again and say why.");
        var plan = RunPlan.Of(run, by.PersonId);
        if (plan.Find(command.Step) is not { } step) return NoSuchStep(run, command.Step);
        if (step.Readiness == StepReadiness.Undecided)
            return new RunDecision.Refused(RefusalReason.NotReady, "It is not decided yet whether this step applies.");
        if (step.Readiness == StepReadiness.Blocked)
            return new RunDecision.Refused(RefusalReason.NotReady, $"Blocked: {step.Problems[0].Message}.", Problems: step.Problems);
        return command switch
        {
            RunCommand.SaveFields c => SaveFields(plan, step, c, by),
            RunCommand.Tick c => Tick(plan, step, c, by),
            RunCommand.Untick c => ChangeState(plan.Run.People, step, c, StepState.Open, c.Reason, by),
            RunCommand.NotApplicable c => NotApplicable(plan, step, c, by),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Unknown command."),
        };
    }

    private static RunDecision SaveFields(RunPlan plan, StepPlan step, RunCommand.SaveFields command, Attribution by)
    {
        // Taking an answer back is no answer.
        if (command.Values.Values.Any(value => !string.IsNullOrWhiteSpace(value)) && SecondPerson(plan, step, by) is { } refused)
            return refused;
        var edit = FieldEdit.Apply(plan, step, command, command.Values, by);
        return edit.Refusal ?? (RunDecision)new RunDecision.Accepted(edit.After, edit.Changes);
    }

    private static RunDecision Tick(RunPlan plan, StepPlan step, RunCommand.Tick command, Attribution by)
    {
        if (SecondPerson(plan, step, by) is { } refused) return refused;
        var edit = FieldEdit.Apply(plan, step, command, command.Values ?? new Dictionary<string, string?>(), by);
        if (edit.Refusal is not null) return edit.Refusal;
        // What the tick needs is judged with the values that came along.
        var ready = plan.With(step.Key, edit.After).Find(step.Key) ?? step;
        if (Attestation.Changed(step, ready, command) is { } changed) return changed;
        edit = StandingValues.Judge(plan, step, ready, command, edit, by);
        if (edit.Refusal is not null) return edit.Refusal;
        ready = plan.With(step.Key, edit.After).Find(step.Key) ?? step;
        if (step.Record.State == StepState.Done)
        {
            if (Attestation.Missing(ready, command) is { } unseen) return unseen;
            var confirmed = Confirm(edit.After, null, by, plan.Run.People, out var change);
            IReadOnlyList<StepChange> changes = [.. edit.Changes, .. change];
            // One command is one revision.
            return new RunDecision.Accepted(
                changes.Count > 0 ? confirmed with { Revision = step.Record.Revision + 1 } : confirmed, changes);
        }

        if (StateConflict(step, command, StepState.Done) is { } conflict) return conflict;
        if (step.Record.State == StepState.NotApplicable)
            return new RunDecision.Refused(RefusalReason.NotReady, "This step is marked not applicable. Open it again first.");
        if (!ready.MayTick)
            return new RunDecision.Refused(
                RefusalReason.NotReady, ready.Problems[0].Message, ready.Problems[0].Field, Problems: ready.Problems);
        if (Attestation.Missing(ready, command) is { } missing) return missing;
        return TickedWith(ready, edit, by);
    }

    // The tick fixes what was computed or taken from a linked run, so the record shows what was true then.
    private static RunDecision.Accepted TickedWith(StepPlan ready, FieldEdit edit, Attribution by)
    {
        var revision = ready.Record.Revision + (edit.Changes.Count > 0 ? 0 : 1);
        var fields = new Dictionary<string, FieldRecord>(edit.After.Fields, StringComparer.Ordinal);
        var pinned = new List<StepChange>();
        foreach (var field in ready.Fields.Where(f => f.Origin is ValueOrigin.Computed or ValueOrigin.Linked))
        {
            fields[field.Definition.Id] = new FieldRecord(field.Value!, revision, by, Pinned: true);
            pinned.Add(new StepChange(StepChangeKind.FieldPinned, field.Definition.Id, null, field.Value));
        }

        var after =
            edit.After with
            {
                State = StepState.Done,
                Revision = revision,
                StateRevision = revision,
                StateBy = by,
                Reason = null,
                Fields = fields,
                Confirmations = OfFields(edit.After)
            };
        return new RunDecision.Accepted(
            after, [.. edit.Changes, .. pinned,
            new StepChange(StepChangeKind.Ticked, From: nameof(StepState.Open), To: nameof(StepState.Done))]);
    }

    private static RunDecision NotApplicable(RunPlan plan, StepPlan step, RunCommand.NotApplicable command, Attribution by)
    {
        if (!step.Definition.MaySkip)
            return new RunDecision.Refused(
                RefusalReason.MayNotSkip, $"{step.Definition.Title} always applies; it cannot be marked not applicable.");
        if (step.Record.State == StepState.Done && command.ExpectedRevision >= step.Record.StateRevision)
            return new RunDecision.Refused(RefusalReason.NotReady, "This step is done. Open it again before marking it not applicable.");
        if (SecondPerson(plan, step, by) is { } refused) return refused;
        // Setting a step aside hides its values, so it too is said of what was seen.
        foreach (
            var (id, field) in step.Record.Fields.Where(
            pair => pair.Value is { Pinned: false, Cleared: false } && pair.Value.Revision > command.ExpectedRevision))
        {
            return new RunDecision.Refused(
                RefusalReason.Conflict, $"{field.By.PersonName} answered in this step after you opened it.", id,
                new StepConflict(id, field.Value, null, field.By)
                    .Shown(step.Fields.FirstOrDefault(f => f.Definition.Id == id)?.Definition));
        }

        return ChangeState(plan.Run.People, step, command, StepState.NotApplicable, command.Reason, by);
    }

    // Whatever a step that takes a second person records, the doers of the step it follows record none of it. Opening it again is free to
    // all.
    private static RunDecision.Refused? SecondPerson(RunPlan plan, StepPlan step, Attribution by)
    {
        var others = step.Definition.SecondPersonTo.Select(id => plan.Find(new StepKey(id, step.Key.SiteId)) ?? plan.Find(new StepKey(id)))
            .OfType<StepPlan>();
        foreach (var other in others)
        {
            if (!StepOrder.Doers(other.Record).Any(doer => plan.Run.People.AreSame(doer.PersonId, by.PersonId))) continue;
            var problem = new StepProblem(
                ProblemKind.SecondPerson,
                    $"It takes a second person: {by.PersonName} {StepOrder.Did(plan.Run.People, other.Record, by)} "
                        + $"{other.Definition.Letter}) {other.Definition.Title}.", Steps: [other.Key]);
            return new RunDecision.Refused(RefusalReason.NotReady, problem.Message, Problems: [problem]);
        }

        return null;
    }

    private static RunDecision ChangeState(
        SamePeople people, StepPlan step, RunCommand command, StepState to, string reason, Attribution by)
    {
        if (Reasons.Check(reason) is { } refused) return refused;
        if (step.Record.State == to)
        {
            // Opening what is open says nothing, and there is nobody to confirm.
            if (to == StepState.Open) return new RunDecision.Accepted(step.Record, []);
            var confirmed = Confirm(step.Record, null, by, people, out var change);
            return new RunDecision.Accepted(confirmed, change);
        }

        if (StateConflict(step, command, to) is { } conflict) return conflict;
        var revision = step.Record.Revision + 1;
        var kept = step.Record.Fields.Where(pair => !pair.Value.Pinned)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var after = step.Record with
        {
            State = to,
            Revision = revision,
            StateRevision = revision,
            StateBy = by,
            Reason = reason.Trim(),
            Fields = kept,
            Confirmations = OfFields(step.Record),
        };
        var kind = to == StepState.Open ? StepChangeKind.Unticked : StepChangeKind.MarkedNotApplicable;
        return new RunDecision.Accepted(after, [new StepChange(kind, From: step.Record.State.ToString(), To: to.ToString())]);
    }

    private static RunDecision.Refused? StateConflict(StepPlan step, RunCommand command, StepState to)
    {
        if (step.Record.StateRevision <= command.ExpectedRevision) return null;
        var who = step.Record.StateBy?.PersonName ?? "Somebody";
        return new RunDecision.Refused(
            RefusalReason.Conflict, $"{who} set this step to {StateWord(step.Record.State)} after you opened it.",
            Conflict: new StepConflict(null, step.Record.State.ToString(), to.ToString(), step.Record.StateBy));
    }

    internal static StepRecord Confirm(
        StepRecord record, string? field, Attribution by, SamePeople people, out IReadOnlyList<StepChange> change)
    {
        var doer = field is null ? record.StateBy : record.Fields.GetValueOrDefault(field)?.By;
        change = [];
        if (people.AreSame(doer?.PersonId, by.PersonId)
            || record.Confirmations.Any(c => c.Field == field && people.AreSame(c.By.PersonId, by.PersonId))) return record;
        change = [new StepChange(StepChangeKind.Confirmed, field)];
        return record with { Revision = record.Revision + 1, Confirmations = [.. record.Confirmations, new Confirmation(field, by)] };
    }

    // Who confirmed a value still does when the step's state changes; who confirmed the state does not.
    private static IReadOnlyList<Confirmation> OfFields(StepRecord record) => [.. record.Confirmations.Where(c => c.Field is not null)];

    private static RunDecision.Refused NoSuchStep(RunSnapshot run, StepKey key) => new(
        RefusalReason.NoSuchStep,
        run.Template.Sections.SelectMany(s => s.Steps).Any(s => s.Id == key.StepId)
            ? "This step does not apply to this run as it is answered now." : "This run has no such step.");

    private static string StateWord(StepState state) => state switch
    {
        StepState.Open => "open",
        StepState.Done => "done",
        StepState.NotApplicable => "not applicable",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };
}
