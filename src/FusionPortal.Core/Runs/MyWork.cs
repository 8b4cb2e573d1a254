using FusionPortal.Checklists.Runs;

namespace FusionPortal.Core.Runs;

/// <summary>A person's work: what to continue, what only they can do, their runs, and what waits for others.</summary>
/// <param name="Continue">Where they left off; null when nothing of theirs can be worked.</param>
public sealed record MyWork(
    WorkItem? Continue, IReadOnlyList<WorkItem> NeedsMe, IReadOnlyList<RunRow> Runs, IReadOnlyList<WaitingItem> Waiting)
{
    /// <summary>When the person worked one of these runs last; null where they never did.</summary>
    public DateTimeOffset? LastWorkedAt { get; init; }

    /// <summary>What others did since the person last looked, or since they last worked where they never did: in these runs, and in
    /// those of the shared resources these stand on, the latest first.</summary>
    public IReadOnlyList<WorkNews> News { get; init; } = [];

    /// <summary>Names the person recorded in steps that are not done yet, the latest first; then those that follow from the client's ID in
    /// steps that can be done now.</summary>
    public IReadOnlyList<HeldName> Names { get; init; } = [];
}

/// <summary>What one other person did in one run, of one sort.</summary>
/// <param name="Steps">In how many steps.</param>
public sealed record WorkNews(
    Guid RunId, string RunTitle, string By, StepAction Action, int Steps, DateTimeOffset From, DateTimeOffset To);

/// <summary>A name that is held for a run.</summary>
/// <param name="StepKey">The step it is recorded in.</param>
/// <param name="Since">When it was recorded: nobody else can record it for another run while it stands here. Null where it follows from the
/// client's ID, which no other client has.</param>
public sealed record HeldName(string Name, Guid RunId, string RunTitle, string StepKey, DateTimeOffset? Since);

/// <summary>Why a step is on somebody's list.</summary>
public enum WorkReason
{
    /// <summary>They worked this run last.</summary>
    LeftOff,

    /// <summary>A step of theirs is done, but something about it is no longer right.</summary>
    NoLongerRight,

    /// <summary>It takes a second person, and whoever did the first part cannot.</summary>
    SecondPerson,

    /// <summary>Other runs wait for this shared resource, which they work.</summary>
    HoldsUpOthers,
}

/// <param name="Detail">What it is about, in a sentence: the problem, who waits, or the instruction.</param>
/// <param name="Since">When it came to wait, where that is known.</param>
public sealed record WorkItem(
    WorkReason Reason, Guid RunId, string RunTitle, string? OrgId, string Section, string StepKey, string Letter, string StepTitle,
        string Detail, DateTimeOffset? Since)
{
    internal static WorkItem For(LoadedRun run, RunPlan plan, StepPlan step, WorkReason reason, string detail, DateTimeOffset? since)
    {
        var section = plan.Sections.First(s => s.Steps.Contains(step));
        return new WorkItem(
            reason, run.Run.Id, run.Run.Title, run.Organization?.OrgId, section.Definition.Title, step.Key.ToString(),
                step.Definition.Letter,
            step.Definition.Title, detail, since);
    }
}

/// <summary>Something in one of their runs that somebody else has to do.</summary>
/// <param name="What">What is waited for.</param>
/// <param name="From">Who can do it; empty when nobody has taken it.</param>
/// <param name="BlockedSteps">How many steps wait for it.</param>
/// <param name="OtherRunId">The run it waits for; null when it is in the same one.</param>
public sealed record WaitingItem(
    Guid RunId, string RunTitle, string? OrgId, string What, string Section, IReadOnlyList<string> From, int BlockedSteps,
        DateTimeOffset? Since, Guid? OtherRunId)
{
    /// <summary>The steps of a section that wait for something, as one item.</summary>
    internal static WaitingItem Of(RunGraph graph, LoadedRun run, SectionPlan section, SectionBlock block) => new(
        run.Run.Id, run.Run.Title, run.Organization?.OrgId, block.Title, section.Definition.Title, block.WhoCanAct, block.Blocked.Count,
        block.Since, block.Resource is { } resource ? graph.OfResource(resource.ResourceId)?.Run.Id : null);
}
