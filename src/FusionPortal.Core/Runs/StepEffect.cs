using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Data;

namespace FusionPortal.Core.Runs;

/// <summary>One accepted command on its way into the database, and what followed from it.</summary>
internal sealed class StepEffect(
    PortalDbContext db, Run run, RunGraph graph, RunSnapshot before, RunCommand command, RunDecision.Accepted accepted, Attribution by,
        Actor actor)
{
    public PortalDbContext Db { get; } = db;

    /// <summary>Tracked and locked.</summary>
    public Run Run { get; } = run;

    public LoadedRun Loaded { get; } = graph[run.Id];

    public RunCommand Command { get; } = command;

    public RunDecision.Accepted Accepted { get; } = accepted;

    public Attribution By { get; } = by;

    public Actor Actor { get; } = actor;

    /// <summary>The run with the command's outcome; its links change when the command made one.</summary>
    public RunSnapshot After { get; set; } = before with
    {
        Steps = new Dictionary<string, StepRecord>(before.Steps, StringComparer.Ordinal) { [command.Step.ToString()] = accepted.After },
    };

    /// <summary>Told to whoever follows them, once committed.</summary>
    public HashSet<string> Topics { get; } = [$"run:{run.Id}"];

    public List<StartedResource> Started { get; } = [];

    /// <summary>By link id: the shared resource it points at from now on; null when it was let go.</summary>
    public Dictionary<string, Guid?> Linked { get; } = [];

    /// <summary>What the run is about; null for an install. Tracked.</summary>
    public SharedResource? Resource { get; set; }

    /// <summary>Runs that waited for nothing but this one, and are complete with it.</summary>
    public List<Guid> Completed { get; } = [];

    /// <summary>Whether nothing is left to do in the run, the command and what followed from it included.</summary>
    public bool IsComplete { get; set; }

    public bool Finished { get; set; }

    public bool Reopened { get; set; }

    public bool Changed(string field) =>
        Accepted.Changes.Any(
            c => c.Field == field && c.Kind is StepChangeKind.FieldSet or StepChangeKind.FieldCleared or StepChangeKind.FieldPinned);
}

internal static class Plans
{
    /// <summary>The field where it applies; null otherwise.</summary>
    public static FieldPlan? Field(this RunPlan plan, string fieldId) =>
        plan.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).FirstOrDefault(f => f.Definition.Id == fieldId);
}
