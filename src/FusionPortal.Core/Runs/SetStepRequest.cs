using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Text;

namespace FusionPortal.Core.Runs;

/// <summary>One thing a person does to one step of a run.</summary>
/// <param name="StepId">The step's key, for example <c>rds-hosting-type</c> or <c>pos-tenant@store1</c>.</param>
/// <param name="ExpectedRevision">The step's revision the person was looking at; 0 for a step nobody touched.</param>
/// <param name="Values">By field id, as typed; null or blank clears. Fields left out stay as they are.</param>
/// <param name="Reason">For <see cref="StepAction.Untick"/> and <see cref="StepAction.NotApplicable"/>: 3 to 500 characters.</param>
/// <param name="CommandId">Made by whoever sends it; the same id again changes nothing and gets the same answer.</param>
public sealed record SetStepRequest(
    Guid RunId, string StepId, StepAction Action, long ExpectedRevision, IReadOnlyDictionary<string, string?>? Values, string? Reason,
        Guid CommandId)
{
    /// <summary>For <see cref="StepAction.Tick"/>: by field id, what the person saw of every value the tick does not bring, and began from
    /// of those it brings. No part of what makes a repeat.</summary>
    public IReadOnlyDictionary<string, SeenValue>? Seen { get; init; }

    /// <summary>
    /// By field id, 3 to 500 characters: why a value is kept although it was asked back (<c>doubtful-value</c>). Read only for values that
    /// are.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? KeepReasons { get; init; }

    /// <summary>Refuses what no run could accept, and every text that looks like a secret, before anything is read or stored.</summary>
    /// <exception cref="RefusedException">Invalid or SecretFound.</exception>
    internal RunCommand ToCommand()
    {
        if (CommandId == Guid.Empty) throw new RefusedException(RefusalKind.Invalid, "missing", "A command id is needed.", "commandId");
        if (ExpectedRevision < 0)
            throw new RefusedException(RefusalKind.Invalid, "unknown-revision", "A revision is 0 or higher.", "expectedRevision");
        // Field ids come back in messages, so they are guarded like any other text.
        foreach (var (field, value) in Values ?? new Dictionary<string, string?>())
        {
            FreeText.Guard(field, "values");
            FreeText.Guard(value, field);
        }

        foreach (var (field, seen) in Seen ?? new Dictionary<string, SeenValue>())
        {
            FreeText.Guard(field, "seen");
            FreeText.Guard(seen?.Value, "seen");
            if (seen is null || seen.Revision < 0)
                throw new RefusedException(
                    RefusalKind.Invalid, "unknown-revision", "What was seen of a field has a revision of 0 or higher.", "seen");
        }

        foreach (var (field, why) in KeepReasons ?? new Dictionary<string, string?>())
        {
            FreeText.Guard(field, "keepReasons");
            FreeText.Guard(why, field);
        }

        FreeText.Guard(Reason, "reason");
        if (StepId is null || StepId.Length > RunStepEvent.StepKeyLimit || !StepKey.TryParse(StepId, out var step))
            throw new RefusedException(RefusalKind.NotFound, "no-such-step", "This run has no such step.", "stepId");
        return Action switch
        {
            StepAction.SaveFields =>
                new RunCommand.SaveFields(step, ExpectedRevision, Values ?? new Dictionary<string, string?>()) { KeepReasons = Keep() },
            StepAction.Tick => new RunCommand.Tick(step, ExpectedRevision, Values, Seen) { KeepReasons = Keep() },
            StepAction.Untick => new RunCommand.Untick(step, ExpectedRevision, Reason ?? ""),
            StepAction.NotApplicable => new RunCommand.NotApplicable(step, ExpectedRevision, Reason ?? ""),
            _ => throw new RefusedException(
                RefusalKind.Invalid, "invalid-action", "Choose saveFields, tick, untick or notApplicable.", "action"),
        };
    }

    private IReadOnlyDictionary<string, string?> Keep() => KeepReasons ?? new Dictionary<string, string?>();

    /// <summary>Tells a repeat from another command under the same id.</summary>
    internal string Hash(Actor actor)
    {
        var values = (Values ?? new Dictionary<string, string?>()).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        // Left out where there are none, as it was before there could be any.
        var keep = Keep().OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => new[] { "keep", pair.Key, pair.Value });
        string?[] parts = [
            $"{RunId}", StepId, $"{Action}", $"{ExpectedRevision}", Reason, actor.SubjectId,
            .. values.SelectMany(pair => new[] { pair.Key, pair.Value }), .. keep];
        // As a JSON list, so that no two requests read the same.
        var text = JsonSerializer.Serialize(parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>What an accepted command did. A repeat of the command gets the same.</summary>
/// <param name="Revision">Of the step, to be given back with the next command.</param>
/// <param name="RunRevision">Of the run.</param>
/// <param name="Changes">Empty when the step already said all of it.</param>
/// <param name="RunFinished">True when nothing is left to do in the run.</param>
public sealed record SetStepOutcome(
    Guid RunId, string StepId, StepState State, long Revision, long RunRevision, IReadOnlyList<StepChange> Changes, DateTimeOffset At,
        string By, bool RunFinished)
{
    /// <summary>By field id: the revisions of the values the step now holds, to be attested with a later tick.</summary>
    public IReadOnlyDictionary<string, long> FieldRevisions { get; init; } = new Dictionary<string, long>();

    internal static SetStepOutcome Of(RunStepEvent accepted)
    {
        var record = RunJson.Read<StepRecord>(accepted.Record);
        return new SetStepOutcome(
            accepted.RunId, accepted.StepKey, record.State, accepted.Revision, accepted.RunRevision,
            RunJson.Read<IReadOnlyList<StepChange>>(accepted.Changes), accepted.At, accepted.By, accepted.RunFinished)
        {
            // In one order always: a repeat gets the same answer to the letter.
            FieldRevisions = record.Fields.Where(f => f.Value is { Pinned: false, Cleared: false })
                .OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary(f => f.Key, f => f.Value.Revision),
        };
    }
}
