using System.Security.Cryptography;
using System.Text;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core;
using FusionPortal.Core.Data;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Demo.Seeding;

/// <summary>One step somebody worked: its answers, as one types them, and its tick.</summary>
internal sealed record StepWork(string StepId, params (string Field, string Value)[] Answers)
{
    /// <summary>Why the answer to that field is kept where the portal asks back; null where it is right.</summary>
    public (string Field, string Reason)? Keep { get; init; }

    /// <summary>Who worked it; null for whoever works the rest of the checklist.</summary>
    public Actor? By { get; init; }

    /// <summary>Why it does not apply; null where it was ticked.</summary>
    public string? NotApplicable { get; init; }
}

/// <summary>What a command is about; its id is made of it.</summary>
internal static class About
{
    public static string Install(string orgId) => $"install {orgId}";

    public static string Shared(string template, string title) => $"{template} {title}";
}

/// <summary>
/// Works checklists as people do. Every command carries an id made from what it is about, so repeating all of it after a broken start
/// changes nothing that is there and adds what is missing.
/// </summary>
internal sealed class RunWork(
    StartInstall installs, StartSharedResourceRun sharedResources, SetStep steps, RunQueries runs,
    IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>Called before each command; people take their time, and so does who plays them.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether an install, or the checklist of a shared resource, was started by this hand before.</summary>
    public async Task<bool> HasStartedAsync(string about, CancellationToken cancellationToken)
    {
        var command = CommandId(about);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Set<Run>().AnyAsync(run => run.StartCommandId == command, cancellationToken);
    }

    /// <summary>Starts the install, or goes on with it where it was started by this hand before.</summary>
    public async Task<Guid> InstallAsync(string orgId, Actor actor, IEnumerable<StepWork> work, CancellationToken cancellationToken)
    {
        var topic = ReferenceTopic.AwsResources;
        await Before(About.Install(orgId));
        var run = await installs.ExecuteAsync(
            new StartInstallRequest(orgId, new AcknowledgedTopic(topic.Key, topic.Version, topic.Sha256), CommandId(About.Install(orgId))),
                actor, cancellationToken);
        await TickAsync(run, About.Install(orgId), actor, work, cancellationToken);
        return run;
    }

    public async Task<Guid> SharedResourceAsync(
        string template, string title, Actor actor, IEnumerable<StepWork> work, CancellationToken cancellationToken)
    {
        var about = About.Shared(template, title);
        await Before(about);
        var run = await sharedResources.ExecuteAsync(
            new StartSharedResourceRunRequest(template, title, DedicatedTo: null, CommandId(about)), actor, cancellationToken);
        await TickAsync(run, about, actor, work, cancellationToken);
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
            var by = step.By ?? actor;
            await Before($"{about} {step.StepId}");
            var view = await runs.FindAsync(run, by.SubjectId, cancellationToken);
            var seen = view!.Sections.SelectMany(section => section.Steps).First(s => s.Key == step.StepId).Seen();
            await steps.ExecuteAsync(
                new SetStepRequest(
                    run, step.StepId, step.NotApplicable is null ? StepAction.Tick : StepAction.NotApplicable, ExpectedRevision: 0,
                        step.Answers.ToDictionary(answer => answer.Field, answer => (string?)answer.Value),
                    step.NotApplicable, CommandId($"{about} {step.StepId}"))
                {
                    Seen = step.NotApplicable is null ? seen : null,
                    KeepReasons = step.Keep is { } keep ? new Dictionary<string, string?> { [keep.Field] = keep.Reason } : null,
                },
                by, cancellationToken);
        }
    }

    private static Guid CommandId(string about) => new(SHA256.HashData(Encoding.UTF8.GetBytes("demo " + about)).AsSpan(0, 16));
}
