using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.Core.Templates;

namespace FusionPortal.TestKit.Running;

/// <summary>
/// Works runs through the portal's own use cases, the way people would. Answers what a step asks with something that fits; what a test
/// cares about it gives by field id.
/// </summary>
public sealed class RunWorker(TestPortal portal)
{
    private const int MostSteps = 600;

    /// <summary>Answers to use instead of the usual ones, by field id.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>An organization with its install begun, templates imported.</summary>
    public async Task<RunDetail> StartInstallAsync(
        string orgId, Actor actor, CancellationToken cancellationToken, EnvironmentKind environment = EnvironmentKind.Production)
    {
        await portal.Get<ImportTemplates>().ExecuteAsync(Actor.System, cancellationToken);
        await portal.Get<CreateOrganization>()
            .ExecuteAsync(new CreateOrganizationRequest(orgId, $"Client {orgId}", environment), actor, cancellationToken);
        var topic = ReferenceTopic.AwsResources;
        var id = await portal.Get<StartInstall>().ExecuteAsync(
            new StartInstallRequest(orgId, new AcknowledgedTopic(topic.Key, topic.Version, topic.Sha256), Guid.CreateVersion7()), actor,
                cancellationToken);
        return await ViewAsync(id, actor, cancellationToken);
    }

    public async Task<RunDetail> StartSharedAsync(
        string template, string title, Actor actor, CancellationToken cancellationToken, string? dedicatedTo = null)
    {
        await portal.Get<ImportTemplates>().ExecuteAsync(Actor.System, cancellationToken);
        var id = await portal.Get<StartSharedResourceRun>().ExecuteAsync(
            new StartSharedResourceRunRequest(template, title, dedicatedTo, Guid.CreateVersion7()), actor, cancellationToken);
        return await ViewAsync(id, actor, cancellationToken);
    }

    public async Task<RunDetail> ViewAsync(Guid runId, Actor actor, CancellationToken cancellationToken) =>
        await portal.Get<RunQueries>().FindAsync(runId, actor.SubjectId, cancellationToken)
            ?? throw new InvalidOperationException($"There is no run {runId}.");

    public async Task<StepDetail> StepAsync(Guid runId, string stepKey, Actor actor, CancellationToken cancellationToken) =>
        (await ViewAsync(runId, actor, cancellationToken)).Sections.SelectMany(s => s.Steps).Single(s => s.Key == stepKey);

    /// <summary>Sends one command, expecting the step as it is now.</summary>
    public async Task<SetStepOutcome> DoAsync(
        Guid runId, string stepKey, StepAction action, Actor actor, CancellationToken cancellationToken,
            IReadOnlyDictionary<string, string?>? values = null, string? reason = null,
        IReadOnlyDictionary<string, string?>? keep = null)
    {
        var step = await StepAsync(runId, stepKey, actor, cancellationToken);
        return await portal.Get<SetStep>().ExecuteAsync(
            new SetStepRequest(runId, stepKey, action, step.Revision, values, reason, Guid.CreateVersion7())
            { Seen = action == StepAction.Tick ? step.Seen() : null, KeepReasons = keep }, actor, cancellationToken);
    }

    /// <summary>Works the next possible steps until the one given is next, or the run is finished.</summary>
    public async Task<RunDetail> WorkUntilAsync(Guid runId, string? stepKey, Actor actor, Actor other, CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < MostSteps; turn++)
        {
            var view = await ViewAsync(runId, actor, cancellationToken);
            if (view.Complete || (stepKey is not null && view.NextStep == stepKey)) return view;
            if (view.NextStep is { } mine) await TickAsync(runId, mine, actor, cancellationToken);
            else if ((await ViewAsync(runId, other, cancellationToken)).NextStep is { } theirs)
                await TickAsync(runId, theirs, other, cancellationToken);
            else if (view.Sections.SelectMany(s => s.Blocks).FirstOrDefault() is { RunId: { } waitsFor })
                await WorkUntilAsync(waitsFor, null, actor, other, cancellationToken);
            else throw new InvalidOperationException($"Nothing can be worked at {view.Progress}.");
        }

        throw new InvalidOperationException("The run has no end.");
    }

    /// <summary>Answers everything the step asks for and ticks it.</summary>
    public async Task<SetStepOutcome> TickAsync(Guid runId, string stepKey, Actor actor, CancellationToken cancellationToken)
    {
        for (var round = 0; round < 20; round++)
        {
            var view = await ViewAsync(runId, actor, cancellationToken);
            var step = view.Sections.SelectMany(s => s.Steps).Single(s => s.Key == stepKey);
            if (step.MayTick) return await DoAsync(runId, stepKey, StepAction.Tick, actor, cancellationToken);
            if (round == 0 && await AnswerAllAsync(view, step, actor, cancellationToken)) continue;
            var open = step.Fields.FirstOrDefault(f => f.Problem is not null)
                ?? throw new InvalidOperationException(
                    $"{stepKey} cannot be ticked: {string.Join("; ", step.Problems.Select(p => p.Message))}");
            await AnswerAsync(view, stepKey, open, actor, cancellationToken);
        }

        throw new InvalidOperationException($"{stepKey} asks for ever.");
    }

    // Somebody who knows better keeps what is asked back.
    private async Task SaveAsync(
        Guid runId, string stepKey, Dictionary<string, string?> values, Actor actor, CancellationToken cancellationToken)
    {
        var keep = new Dictionary<string, string?>();
        while (true)
        {
            try
            {
                await DoAsync(runId, stepKey, StepAction.SaveFields, actor, cancellationToken, values, keep: keep);
                return;
            }
            catch (RefusedException refused) when (refused.Code == "doubtful-value" && keep.TryAdd(refused.Field!, "The test knows better"))
            {
                // Asked once for each field.
            }
        }
    }

    // Most steps take the likeliest answers in one command; the others are answered field by field.
    private async Task<bool> AnswerAllAsync(RunDetail view, StepDetail step, Actor actor, CancellationToken cancellationToken)
    {
        var values = step.Fields.Where(f => f.Problem is not null)
            .Select(f => (f.Id, Value: RunAnswers.For(view, f, Answers).FirstOrDefault())).Where(f => f.Value is not null)
                .ToDictionary(f => f.Id, f => f.Value);
        if (values.Count == 0) return false;
        try
        {
            await SaveAsync(view.Head.Id, step.Key, values, actor, cancellationToken);
            return true;
        }
        catch (RefusedException refused) when (refused.Kind == RefusalKind.Invalid)
        {
            return false;
        }
    }

    private async Task AnswerAsync(RunDetail view, string stepKey, FieldDetail field, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var value in RunAnswers.For(view, field, Answers))
        {
            try
            {
                await SaveAsync(view.Head.Id, stepKey, new Dictionary<string, string?> { [field.Id] = value }, actor, cancellationToken);
            }
            catch (RefusedException refused) when (refused.Kind == RefusalKind.Invalid && !Answers.ContainsKey(field.Id))
            {
                continue;
            }

            var now = (await StepAsync(view.Head.Id, stepKey, actor, cancellationToken)).Fields.First(f => f.Id == field.Id);
            if (now.Problem is null) return;
        }

        throw new InvalidOperationException($"Nothing fits {field.Id} of {stepKey}: {field.Problem?.Message}");
    }
}
