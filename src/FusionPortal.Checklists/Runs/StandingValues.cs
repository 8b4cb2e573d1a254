using FusionPortal.Checklists.Checks;

namespace FusionPortal.Checklists.Runs;

/// <summary>
/// Holds what a tick attests against what the portal knows by now. A value was held against it when it was recorded; since then the account
/// may have been declared for something else, or the name been taken. A doubt that somebody kept the value in spite of is not raised again;
/// what is wrong now is refused.
/// </summary>
internal static class StandingValues
{
    /// <param name="plan">The run before the tick.</param>
    /// <param name="before">The step as it is stored.</param>
    /// <param name="step">The step with the values that the tick brings, which were judged as they were merged.</param>
    /// <param name="command">The tick; its reasons keep what is asked back.</param>
    /// <param name="edit">What the tick changes so far.</param>
    /// <param name="by">Who ticks, and when.</param>
    public static FieldEdit Judge(RunPlan plan, StepPlan before, StepPlan step, RunCommand.Tick command, FieldEdit edit, Attribution by)
    {
        var revision = before.Record.Revision + 1;
        foreach (var field in step.Fields.Where(f => f is { Record: not null, Value: not null }))
        {
            var (id, record) = (field.Definition.Id, field.Record!);
            // Brought and stored just now: judged already. Brought again as it stood: judged here.
            if (edit.Changes.Any(c => c.Field == id && c.Kind == StepChangeKind.FieldSet)) continue;
            if (RecordedValue.Against(field.Definition, record.Value, plan.Run, by.At) is not { } objection) continue;
            if (objection.Wrong) return Refused(edit, new RunDecision.Refused(RefusalReason.Invalid, objection.Seen, id));
            if (record.Kept is not null) continue;
            if (command.KeepReasons.GetValueOrDefault(id) is not { } reason)
                return Refused(edit, new RunDecision.Refused(RefusalReason.Doubtful, objection.Seen, id));
            if (Reasons.Check(reason) is { } unfit) return Refused(edit, unfit with { Field = id });
            // Whoever says why a value is right answers for it.
            var kept = new KeptValue(objection.Seen, reason.Trim());
            edit = edit with
            {
                After = edit.After with
                {
                    Revision = revision,
                    Fields = new Dictionary<string, FieldRecord>(edit.After.Fields, StringComparer.Ordinal)
                    {
                        [id] = new FieldRecord(record.Value, revision, by) { Kept = kept }
                    },
                    Confirmations = [.. edit.After.Confirmations.Where(c => c.Field != id)],
                },
                Changes = [
                    .. edit.Changes.Where(c => c.Field != id),
                    new StepChange(StepChangeKind.FieldSet, id, record.Value, record.Value) { Kept = kept }],
            };
        }

        return edit;
    }

    private static FieldEdit Refused(FieldEdit edit, RunDecision.Refused refusal) => edit with { Refusal = refusal };
}
