using FusionPortal.Checklists.Runs;

namespace FusionPortal.Core.Runs;

/// <summary>Both answers to the same question, for whoever was second.</summary>
/// <param name="Field">The field; null when it is about the step's state.</param>
/// <param name="Theirs">What is stored; null when it was cleared.</param>
/// <param name="Yours">What was asked for; null when it was to be cleared.</param>
/// <param name="Revision">The step's revision now; a command that expects it replaces their answer.</param>
public sealed record StepConflictDetail(string? Field, string? Theirs, string? Yours, string? By, DateTimeOffset? At, long Revision)
{
    /// <summary>What is stored, as people read it.</summary>
    public string? TheirsShown { get; init; }

    /// <summary>What was asked for, as people read it.</summary>
    public string? YoursShown { get; init; }
}

/// <summary>Something that stands in the way of a step.</summary>
/// <param name="Steps">Keys of the steps it is about.</param>
public sealed record StepProblemDetail(ProblemKind Kind, string Message, string? Field, IReadOnlyList<string> Steps)
{
    internal static StepProblemDetail Of(StepProblem problem) =>
        new(
            problem.Kind, problem.WayOut is { } way ? $"{problem.Message} {way}" : problem.Message, problem.Field,
            [.. (problem.Steps ?? []).Select(step => step.ToString())]);
}

/// <summary>Puts the checklists' refusals into the portal's.</summary>
internal static class StepRefusals
{
    /// <summary>Something speaks against a value: it is accepted when it is sent again with a reason.</summary>
    public const string DoubtfulValue = "doubtful-value";

    public static RefusedException Of(RunDecision.Refused refused, long revision)
    {
        var (kind, code) = refused.Reason switch
        {
            RefusalReason.RunFinished => (RefusalKind.Conflict, "run-finished"),
            RefusalReason.NoSuchStep => (RefusalKind.NotFound, "no-such-step"),
            RefusalReason.NoSuchField => (RefusalKind.Invalid, "no-such-field"),
            RefusalReason.Invalid => (RefusalKind.Invalid, "invalid-value"),
            RefusalReason.Doubtful => (RefusalKind.Conflict, DoubtfulValue),
            RefusalReason.SecretFound => (RefusalKind.SecretFound, "secret-found"),
            RefusalReason.Conflict => (RefusalKind.Conflict, "changed-meanwhile"),
            RefusalReason.NotSeen => (RefusalKind.Invalid, "seen-needed"),
            RefusalReason.NotReady => (RefusalKind.Conflict, "not-ready"),
            RefusalReason.MayNotSkip => (RefusalKind.Invalid, "may-not-skip"),
            RefusalReason.ReasonNeeded => (RefusalKind.Invalid, "reason-needed"),
        };
        object? details = refused switch
        {
            { Conflict: { } c } => new StepConflictDetail(c.Field, c.Theirs, c.Yours, c.By?.PersonName, c.By?.At, revision)
            {
                TheirsShown = c.TheirsShown,
                YoursShown = c.YoursShown,
            },
            { Problems: { Count: > 0 } problems } => new { Problems = problems.Select(StepProblemDetail.Of).ToList() },
            _ => null,
        };
        return new RefusedException(kind, code, refused.Message, refused.Field, details);
    }

    public static RefusedException Cancelled(Run run) => new(
        RefusalKind.Conflict, "run-cancelled", $"{run.CancelledBy} cancelled this run: {run.CancelReason}", null,
            new { run.CancelledAt, run.CancelledBy, run.CancelReason });

    public static RefusedException Finished(Run run) => new(
        RefusalKind.Conflict, "run-finished",
            $"This run {Ended(run)}. To change it, open a step again and say why.", null,
        new { FinishedAt = run.FinishedAt ?? run.LastActivityAt, run.FinishedBy });

    private static string Ended(Run run) => run switch
    {
        { FinishedBy: { } by } => $"was finished by {by}",
        { FinishedThrough: { } how } => $"is complete since {how}",
        _ => "is complete",
    };
}
