
namespace FusionPortal.Checklists.Runs;

/// <summary>Compares what a tick would attest with what its person saw: a value that changed meanwhile is shown, not signed.</summary>
internal static class Attestation
{
    /// <param name="before">The step as it is stored.</param>
    /// <param name="step">The step with the values that the tick brings.</param>
    /// <param name="command">The tick.</param>
    public static RunDecision.Refused? Changed(StepPlan before, StepPlan step, RunCommand.Tick command)
    {
        if (command.Seen is not { } seen) return null;
        foreach (var field in step.Fields.Where(field => !Brought(command, field)))
        {
            var saw = seen.GetValueOrDefault(field.Definition.Id);
            if (Same(field, saw) || Follows(before, field, saw)) continue;
            var label = field.Definition.Label;
            var by = field.Record?.By ?? Cleared(step, field)?.By;
            var message = by is null ? $"{label} changed after you looked. Look again, then tick."
                : $"{by.PersonName} {(saw is null ? "answered" : "changed")} {label} after you looked. Look again, then tick.";
            return new RunDecision.Refused(
                RefusalReason.Conflict, message, field.Definition.Id,
                new StepConflict(field.Definition.Id, field.Value, saw?.Value, by).Shown(field.Definition));
        }

        return null;
    }

    /// <summary>A tick that says nothing of what was seen cannot attest values that others gave or the portal worked out.</summary>
    public static RunDecision.Refused? Missing(StepPlan step, RunCommand.Tick command)
    {
        if (command.Seen is not null) return null;
        var unseen = step.Fields.Where(field => field.Value is not null && !Brought(command, field)).Select(field => field.Definition.Label)
            .ToList();
        return unseen.Count == 0 ? null : new RunDecision.Refused(
            RefusalReason.NotSeen,
                $"A tick attests what its person saw. Send what you saw of {Words.List(unseen)}, each with its revision and value.",
                "seen");
    }

    private static bool Brought(RunCommand.Tick command, FieldPlan field) => command.Values?.ContainsKey(field.Definition.Id) == true;

    private static bool Same(FieldPlan field, SeenValue? saw)
    {
        if (field.Value is not { } value) return string.IsNullOrEmpty(saw?.Value);
        if (saw is null) return false;
        return field.Record is { } record ? record.Revision == saw.Revision : saw.Value is { } text
            && field.Definition.Type.Same(text, value);
    }

    // A value that the portal works out may follow from what the tick brings; then what was seen is what it was before.
    private static bool Follows(StepPlan before, FieldPlan field, SeenValue? saw) =>
        field.Record is null
            && (before.Fields.FirstOrDefault(f => f.Definition.Id == field.Definition.Id) is { Record: null } was ? Same(was, saw)
            : saw is null);

    private static FieldRecord? Cleared(StepPlan step, FieldPlan field) =>
        step.Record.Fields.GetValueOrDefault(field.Definition.Id) is { Cleared: true } record ? record : null;
}
