using System.Security.Cryptography;
using System.Text;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;

namespace FusionPortal.Demo.Seeding;

/// <summary>One step somebody worked: its answers, as one types them, and its tick.</summary>
internal sealed record StepWork(string StepId, params (string Field, string Value)[] Answers);

/// <summary>
/// Works checklists as people do. Every command carries an id made from what it is about, so repeating all of it after a broken start
/// changes nothing that is there and adds what is missing.
/// </summary>
internal sealed class RunWork(StartInstall installs, StartSharedResourceRun sharedResources, SetStep steps, RunQueries runs)
{
    public async Task<Guid> InstallAsync(string orgId, Actor actor, IEnumerable<StepWork> work, CancellationToken cancellationToken)
    {
        var topic = ReferenceTopic.AwsResources;
        var run = await installs.ExecuteAsync(
            new StartInstallRequest(orgId, new AcknowledgedTopic(topic.Key, topic.Version, topic.Sha256), CommandId($"install {orgId}")),
                actor, cancellationToken);
        await TickAsync(run, $"install {orgId}", actor, work, cancellationToken);
        return run;
    }

    public async Task<Guid> SharedResourceAsync(
        string template, string title, Actor actor, IEnumerable<StepWork> work, CancellationToken cancellationToken)
    {
        var run = await sharedResources.ExecuteAsync(
            new StartSharedResourceRunRequest(template, title, DedicatedTo: null, CommandId($"{template} {title}")), actor,
                cancellationToken);
        await TickAsync(run, $"{template} {title}", actor, work, cancellationToken);
        return run;
    }

    /// <summary>Works the checklist that an answer of another run started, and which that run now waits for.</summary>
    public async Task AwaitedAsync(
        Guid waiting, string linkId, Actor actor, IEnumerable<StepWork> work, CancellationToken cancellationToken)
    {
        var view = await runs.FindAsync(waiting, actor.SubjectId, cancellationToken);
        var run = view!.Sections.SelectMany(section => section.Blocks).First(block => block.LinkId == linkId).RunId!.Value;
        await TickAsync(run, $"{linkId} of {waiting}", actor, work, cancellationToken);
    }

    private async Task TickAsync(Guid run, string about, Actor actor, IEnumerable<StepWork> work, CancellationToken cancellationToken)
    {
        foreach (var step in work)
        {
            var view = await runs.FindAsync(run, actor.SubjectId, cancellationToken);
            var seen = view!.Sections.SelectMany(section => section.Steps).First(s => s.Key == step.StepId).Seen();
            await steps.ExecuteAsync(
                new SetStepRequest(
                    run, step.StepId, StepAction.Tick, ExpectedRevision: 0,
                        step.Answers.ToDictionary(answer => answer.Field, answer => (string?)answer.Value),
                    Reason: null, CommandId($"{about} {step.StepId}"))
                { Seen = seen },
                actor, cancellationToken);
        }
    }

    private static Guid CommandId(string about) => new(SHA256.HashData(Encoding.UTF8.GetBytes("demo " + about)).AsSpan(0, 16));
}
