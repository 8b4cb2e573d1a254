using System.Security.Cryptography;
using System.Text;
using FusionPortal.Checklists.Runs;

namespace FusionPortal.Core.Runs;

/// <summary>A step as its person saw it when they confirmed it with others.</summary>
/// <param name="StepId">The step's key.</param>
/// <param name="ExpectedRevision">The step's revision they saw; 0 for a step nobody touched.</param>
/// <param name="Values">By field id: what the confirmation answers, as typed; null or empty for nothing.</param>
/// <param name="Seen">By field id, what they saw of every other value.</param>
public sealed record ConfirmedStep(
    string StepId, long ExpectedRevision, IReadOnlyDictionary<string, string?>? Values, IReadOnlyDictionary<string, SeenValue>? Seen);

/// <summary>Several steps of a run that are confirmed at once, in the order given.</summary>
/// <param name="Steps">1 to 100, each once.</param>
/// <param name="CommandId">Made by whoever sends it; the same id again confirms nothing twice.</param>
public sealed record ConfirmStepsRequest(Guid RunId, IReadOnlyList<ConfirmedStep> Steps, Guid CommandId)
{
    /// <summary>
    /// The open steps of a section as somebody sees them, those left out excepted. What a step only asks to be confirmed is confirmed with
    /// it; every other value stays what it is.
    /// </summary>
    public static ConfirmStepsRequest Of(Guid runId, IEnumerable<StepDetail> steps, Guid commandId) => new(
        runId,
        [
            .. steps.Select(step => new ConfirmedStep(
                step.Key, step.Revision,
                step.Fields.Where(f => f.Type.IsConfirmation && f.Value is null).ToDictionary(f => f.Id, _ => (string?)"yes"),
                step.Seen())),
        ],
        commandId);
}

/// <summary>A step that was not confirmed, and why.</summary>
/// <param name="Code">As <see cref="SetStep"/> refuses it, for programs.</param>
/// <param name="Field">The field it is about; null for the step.</param>
public sealed record StepNotConfirmed(string StepId, string Code, string Message, string? Field);

/// <param name="Confirmed">What each accepted tick did, each with the step's own revision.</param>
/// <param name="Refused">Those that stay open.</param>
public sealed record ConfirmStepsOutcome(IReadOnlyList<SetStepOutcome> Confirmed, IReadOnlyList<StepNotConfirmed> Refused);

/// <summary>
/// Ticks several steps by one command. Each is a tick of its own, with its revision and its entry in the trail, so one that is refused
/// holds no other up; those after it that need it say so themselves. Sent again after a lost connection, it goes on where it ended.
/// </summary>
public sealed class ConfirmSteps(SetStep setStep)
{
    /// <summary>Steps of one command.</summary>
    public const int Most = 100;

    // About the run or the person, the same for every step.
    private static readonly string[] OfTheRun = ["no-such-run", "run-cancelled", "run-finished", "command-reused"];

    /// <exception cref="RefusedException">Forbidden; NotFound: no such run; Invalid: no steps, too many, one twice, no command id;
    /// Conflict: the run is finished or cancelled, or the command id was used for something else. What is refused of a single step is in
    /// the outcome.</exception>
    public async Task<ConfirmStepsOutcome> ExecuteAsync(ConfirmStepsRequest request, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        if (request.CommandId == Guid.Empty)
            throw new RefusedException(RefusalKind.Invalid, "missing", "A command id is needed.", "commandId");
        if (request.Steps is not { Count: > 0 })
            throw new RefusedException(RefusalKind.Invalid, "missing", "Choose at least one step.", "steps");
        if (request.Steps.Count > Most)
            throw new RefusedException(
                RefusalKind.Invalid, "too-many", $"{request.Steps.Count:N0} steps are given; at most {Most} are confirmed at once.",
                "steps");
        if (request.Steps.GroupBy(s => s.StepId, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RefusedException(RefusalKind.Invalid, "twice", $"The step {twice.Key} is given {twice.Count()} times.", "steps");

        // What no run could accept, and a secret wherever it stands, refuses all of it before anything is done.
        SetStepRequest[] ticks =
        [
            .. request.Steps.Select(step => new SetStepRequest(
                request.RunId, step.StepId, StepAction.Tick, step.ExpectedRevision, step.Values, null, Of(request.CommandId, step.StepId))
            { Seen = step.Seen }),
        ];
        foreach (var tick in ticks) tick.ToCommand();
        var confirmed = new List<SetStepOutcome>();
        var refused = new List<StepNotConfirmed>();
        foreach (var tick in ticks)
        {
            try
            {
                confirmed.Add(await setStep.ExecuteAsync(tick, actor, cancellationToken));
            }
            // The run was completed by the tick before: what is left of the command has nothing to do.
            catch (RefusedException e) when (!OfTheRun.Contains(e.Code) || (e.Code == "run-finished" && confirmed.Count > 0))
            {
                refused.Add(new StepNotConfirmed(tick.StepId, e.Code, e.Message, e.Field));
            }
        }

        return new ConfirmStepsOutcome(confirmed, refused);
    }

    // The same for the same command and step, so that a repeat is one.
    private static Guid Of(Guid command, string? stepId) =>
        new(SHA256.HashData([.. command.ToByteArray(), .. Encoding.UTF8.GetBytes(stepId ?? "")]).AsSpan(0, 16));
}
