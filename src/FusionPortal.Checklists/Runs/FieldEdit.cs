using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;
using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Checklists.Runs;

/// <summary>The outcome of merging sent values into a step: all of them, or a refusal.</summary>
internal sealed record FieldEdit(StepRecord After, IReadOnlyList<StepChange> Changes, RunDecision.Refused? Refusal)
{
    public static FieldEdit Apply(
        RunPlan plan, StepPlan step, RunCommand command, IReadOnlyDictionary<string, string?> values, Attribution by)
    {
        if (step.Record.State == StepState.NotApplicable && values.Count > 0)
            return Refused(
                step, new RunDecision.Refused(RefusalReason.NotReady, "This step is marked not applicable. Open it again first."));
        var merge = new Merge(plan, step, command, by);
        // The template's order, so that an answer in the same command can decide whether a later field applies.
        var known = step.Definition.Fields.Select(field => field.Id).ToList();
        // What was sent for an unknown field is not repeated: nothing has judged it.
        if (values.Keys.Any(id => !known.Contains(id)))
            return Refused(
                step, new RunDecision.Refused(RefusalReason.NoSuchField, $"This step has only these fields: {string.Join(", ", known)}."));
        foreach (var field in step.Definition.Fields.Where(field => values.ContainsKey(field.Id)))
        {
            if (merge.Set(field, values[field.Id]) is { } refusal) return Refused(step, refusal);
        }

        return merge.Done();
    }

    private static FieldEdit Refused(StepPlan step, RunDecision.Refused refusal) => new(step.Record, [], refusal);

    private sealed class Merge(RunPlan plan, StepPlan step, RunCommand command, Attribution by)
    {
        private readonly List<StepChange> _changes = [];
        private readonly Dictionary<string, FieldRecord> _fields = new(step.Record.Fields, StringComparer.Ordinal);
        private readonly List<string> _same = [];
        private readonly StepPlan _before = step;
        private StepPlan _now = step;

        public RunDecision.Refused? Set(FieldDefinition field, string? raw)
        {
            // Before anything else looks at the text or repeats a part of it.
            if (SecretGuard.Inspect(raw) is { } secret) return new RunDecision.Refused(RefusalReason.SecretFound, secret.Message, field.Id);
            var read = FieldValue.Read(field, raw);
            if (read.Problem is { } wrong) return Invalid(field, wrong);
            var stored = _fields.GetValueOrDefault(field.Id);
            var theirs = stored is { Pinned: false, Cleared: false } ? stored.Value : null;
            var yours = read.Value.Length == 0 ? null : read.Value;
            if (Same(field, theirs, yours))
            {
                if (theirs is not null) _same.Add(field.Id);
                return null;
            }

            if (ChangedSince(field, stored) is { } who) return Conflict(field, theirs, yours, who);
            if ((yours is not null ? NotNow(field, yours) : LostSites(field, "")) is { } refusal) return refusal;
            if (yours is null || RecordedValue.Against(field, yours, plan.Run, by.At) is not { } objection)
                Store(field, theirs, yours, null);
            else if (objection.Wrong) return Invalid(field, objection.Seen);
            else if (command.KeepReasons.GetValueOrDefault(field.Id) is not { } reason)
                return new RunDecision.Refused(RefusalReason.Doubtful, objection.Seen, field.Id);
            else if (Reasons.Check(reason) is { } unfit) return unfit with { Field = field.Id };
            else Store(field, theirs, yours, new KeptValue(objection.Seen, reason.Trim()));
            return null;
        }

        public FieldEdit Done()
        {
            var after = _now.Record;
            var changes = new List<StepChange>(_changes);
            foreach (var field in _same)
            {
                after = RunDecider.Confirm(after, field, by, plan.Run.People, out var confirmed);
                changes.AddRange(confirmed);
            }

            // One command is one revision, however many values it carried.
            if (changes.Count > 0) after = after with { Revision = _before.Record.Revision + 1 };
            return new FieldEdit(after, changes, Broken());
        }

        // Correcting a value of a step that is done must leave it a step that could be ticked.
        private RunDecision.Refused? Broken()
        {
            if (_before.Record.State != StepState.Done || _changes.Count == 0) return null;
            var before = _before.Problems.Select(p => (p.Kind, p.Field)).ToHashSet();
            return _now.Problems.FirstOrDefault(p => p.Field is not null && !before.Contains((p.Kind, p.Field))) is { } problem
                ? new RunDecision.Refused(
                    RefusalReason.NotReady, $"{problem.Message} This step is done; open it again to change it this way.", problem.Field,
                    Problems: _now.Problems)
                : null;
        }

        private void Store(FieldDefinition field, string? theirs, string? yours, KeptValue? kept)
        {
            // A cleared value keeps its place, so that a later answer can tell that somebody cleared it.
            _fields[field.Id] = new FieldRecord(yours ?? "", _before.Record.Revision + 1, by) { Kept = kept };
            _changes.Add(
                new StepChange(yours is null ? StepChangeKind.FieldCleared : StepChangeKind.FieldSet, field.Id, theirs, yours)
                {
                    Kept = kept
                });
            // A new answer has not been confirmed by anybody.
            var record = _now.Record with
            {
                Fields = new Dictionary<string, FieldRecord>(_fields, StringComparer.Ordinal),
                Confirmations = [.. _now.Record.Confirmations.Where(c => c.Field != field.Id)],
            };
            _now = plan.With(_before.Key, record).Find(_before.Key) ?? _now with { Record = record };
        }

        private RunDecision.Refused? NotNow(FieldDefinition field, string value)
        {
            if (_now.Fields.FirstOrDefault(f => f.Definition.Id == field.Id) is not { } now)
                return new RunDecision.Refused(
                    RefusalReason.NoSuchField, $"{field.Label} does not apply as this step is answered now.", field.Id);
            if (now.Options.FirstOrDefault(option => option.Definition.Id == value) is { Allowed: not Truth.True } barred)
                return Invalid(field, $"{barred.Definition.Label}: {barred.Why}");
            return TemplateIndex.Of(plan.Run.Template).Misfit(field, value, plan.Run.Book) is { } misfit ? Invalid(field, misfit)
                : LostSites(field, value);
        }

        // A site that was worked cannot vanish with what was recorded for it.
        private RunDecision.Refused? LostSites(FieldDefinition field, string value)
        {
            if (!field.Type.ListsSites) return null;
            var kept = SiteList.Parse(value).Select(site => site.SiteId).ToHashSet(StringComparer.Ordinal);
            foreach (var site in plan.Sites.Where(site => !kept.Contains(site.SiteId)))
            {
                var worked =
                    plan.Run.Steps.Count(pair => StepKey.TryParse(pair.Key, out var key) && key.SiteId == site.SiteId && Holds(pair.Value));
                if (worked > 0)
                    return Invalid(
                    field, $"Site {site.SiteId} cannot be taken off the list: {worked} of its steps hold "
                        + "records. Open and clear them first.");
            }

            return null;
        }

        private static bool Holds(StepRecord record) => record.State != StepState.Open || record.Fields.Values.Any(value => !value.Cleared);

        private Attribution? ChangedSince(FieldDefinition field, FieldRecord? stored) =>
            stored is { Pinned: false } && stored.Revision > BegunFrom(field) ? stored.By : null;

        // Boxes of one step are typed in one after the other: each answer rests on what its box showed when that began.
        private long BegunFrom(FieldDefinition field) =>
            (command as RunCommand.Tick)?.Seen?.GetValueOrDefault(field.Id)?.Revision ?? command.ExpectedRevision;

        private static bool Same(FieldDefinition field, string? a, string? b) =>
            a is null || b is null ? a is null && b is null : field.Type.Same(a, b);

        private static RunDecision.Refused Invalid(FieldDefinition field, string message) => new(RefusalReason.Invalid, message, field.Id);

        private static RunDecision.Refused Conflict(FieldDefinition field, string? theirs, string? yours, Attribution who) => new(
            RefusalReason.Conflict, $"{who.PersonName} answered {field.Label} differently after you opened it.", field.Id,
                new StepConflict(field.Id, theirs, yours, who).Shown(field));
    }
}
