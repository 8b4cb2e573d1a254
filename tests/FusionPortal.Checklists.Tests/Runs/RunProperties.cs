using CsCheck;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>What holds whatever several people do to a run, in whatever order, with whatever revision they last saw.</summary>
public sealed class RunProperties
{
    private static readonly Template[] Templates =
    [
        SmallTemplates.Gated, SmallTemplates.Sites, TemplateLibrary.Get("rds-instance").Template,
            TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template,
    ];

    private static readonly string?[] Values =
    [
        null, "", "yes", "no", "shared", "new", "shared-new", "dedicated", "client-hosted", "fusion-hosted", "corp: Head\nstore1: Main",
            "store1: Main", "4", "11",
        "us-east-1", "us-east-1a", "us-west-2b", "6.2.1", "7.0", "FPM-20418", "2026-11-20", "acme", "db-POS-01", "some text", "sql",
            "windows", "existing",
    ];

    /// <param name="Lag">How many revisions ago the person looked.</param>
    private sealed record Move(int Step, int Field, int Value, int Kind, int Person, int Lag, bool Link);

    private static readonly Gen<Move> AnyMove =
        Gen.Select(
            Gen.Int[0, 500], Gen.Int[0, 9], Gen.Int[0, Values.Length - 1], Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 30])
            .Select((step, field, value, kind, person, lag, link) => new Move(step, field, value, kind, person, lag, link == 0));

    [Fact]
    public void AnyMoves_ProgressStaysTrue() => Sample((bench, _) =>
    {
        var plan = bench.Plan();
        var steps = plan.Sections.SelectMany(section => section.Steps).ToList();
        Assert.InRange(plan.Progress.Done, 0, plan.Progress.Applicable);
        Assert.Equal(steps.Count, plan.Progress.Applicable + plan.Progress.NotApplicable + plan.Progress.Undecided);
        Assert.Equal(steps.Count(step => step.Readiness == StepReadiness.Done), plan.Progress.Done);
        Assert.Equal(plan.Progress, bench.Plan("marek").Progress);
        Assert.All(steps, step => Assert.False(step.MayTick && step.Problems.Count > 0));
        Assert.Equal(
            plan.Blocks.Sum(block => block.Blocked.Count(key => plan.Find(key)!.Readiness == StepReadiness.Blocked)) > 0,
            plan.Progress.Blocked > 0);
        if (plan.IsComplete) Assert.Equal(plan.Progress.Applicable, plan.Progress.Done);
        else Assert.Empty(plan.Outputs);
    });

    [Fact]
    public void AnyMove_RefusedOrWithoutChanges_LeavesTheRunAsItWas() => Sample((bench, made) =>
    {
        if (made is not { } m) return;
        if (m.Decision is RunDecision.Accepted { Changes.Count: > 0 } accepted)
        {
            Assert.Equal(m.Before.Revision + 1, accepted.After.Revision);
            Assert.All(accepted.After.Fields.Values, field => Assert.InRange(field.Revision, 1, accepted.After.Revision));
            Assert.InRange(accepted.After.StateRevision, 0, accepted.After.Revision);
        }
        else
        {
            Assert.Equal(m.Before, m.After);
        }
    });

    [Fact]
    public void AnyTick_IsMadeOnlyWhereNothingStandsInTheWay_AndUntickRestores() => Sample((bench, made) =>
    {
        if (made is not { Command: RunCommand.Tick tick, Decision: RunDecision.Accepted { Changes: var changes } }
            || changes.All(c => c.Kind != StepChangeKind.Ticked)) return;
        Assert.Empty(bench.Step(tick.Step.ToString()).Problems);
        var done = bench.Plan().Progress;
        var values = Entered(bench, tick.Step);

        bench.Untick(tick.Step.ToString()).Accepted();
        Assert.Equal(done.Done - 1, bench.Plan().Progress.Done);
        Assert.Equal(values, Entered(bench, tick.Step));

        bench.Tick(tick.Step.ToString(), made.Person).Accepted();
        Assert.Equal(done, bench.Plan().Progress);
    });

    [Fact]
    public void AnyValueOnceAnswered_IsNeverReplacedUnseen() => Sample((_, made) =>
    {
        if (made is not { Decision: RunDecision.Accepted accepted } m) return;
        foreach (var change in accepted.Changes.Where(c => c.Kind is StepChangeKind.FieldSet or StepChangeKind.FieldCleared))
        {
            var before = m.Before.Fields.GetValueOrDefault(change.Field!);
            // A tick may say of a value it brings which one its person began from; only without that does the step's revision speak for it.
            var begunFrom = (m.Command as RunCommand.Tick)?.Seen?.GetValueOrDefault(change.Field!)?.Revision ?? m.Command.ExpectedRevision;
            Assert.True(before is null || before.Pinned || before.Revision <= begunFrom);
        }
    });

    private static string Entered(Workbench bench, StepKey key) =>
        string.Join(
            ';', bench.Snapshot.Steps[key.ToString()].Fields.Where(pair => !pair.Value.Pinned)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value.Value}"));

    private sealed record Made(RunCommand Command, RunDecision Decision, StepRecord Before, StepRecord After, string Person);

    private static void Sample(Action<Workbench, Made?> check) =>
        Gen.Select(Gen.Int[0, Templates.Length - 1], AnyMove.Array[1, 25]).Sample(
            (template, moves) =>
            {
                var bench = new Workbench(Templates[template], Workbench.Acme);
                check(bench, null);
                foreach (var move in moves) check(bench, Make(bench, Templates[template], move));
            },
            iter: 60);

    private static Made? Make(Workbench bench, Template template, Move move)
    {
        if (move.Link)
        {
            foreach (var link in template.Links)
                bench.Link(
                    link.Id, new LinkedResource(
                    Guid.Empty, "db-POS-01", true, 3, 3, [], null, null, new Dictionary<string, string> { ["name"] = "db-POS-01" }));
        }

        // Mostly what is in the plan, sometimes a step that is not.
        var known = bench.Plan().Sections.SelectMany(section => section.Steps).ToList();
        var key = move.Step == 500 ? new StepKey("nowhere") : known[move.Step % known.Count].Key;
        var person = new[] { "ana", "marek", "priya" }[move.Person];
        var seen = Math.Max(0, bench.Revision(key.ToString()) - move.Lag);
        var fields = known.FirstOrDefault(step => step.Key == key)?.Definition.Fields ?? [];
        var values = new Dictionary<string, string?>();
        if (fields.Count > 0) values[fields[move.Field % fields.Count].Id] = Values[move.Value];
        RunCommand command = move.Kind switch
        {
            0 or 1 => new RunCommand.SaveFields(key, seen, values),
            2 => new RunCommand.Tick(key, seen, values, Seen(bench, key.ToString(), values, move.Lag)),
            3 => new RunCommand.Tick(key, seen, null, bench.Seen(key.ToString())),
            4 => new RunCommand.Untick(key, seen, "not yet"),
            _ => new RunCommand.NotApplicable(key, seen, "there is none"),
        };
        var before = bench.Snapshot.Steps.GetValueOrDefault(key.ToString()) ?? StepRecord.Untouched;
        var decision = bench.Do(command, person);
        return new Made(command, decision, before, bench.Snapshot.Steps.GetValueOrDefault(key.ToString()) ?? StepRecord.Untouched, person);
    }

    // Of a value that the tick brings: as it is, nothing, or as it was before somebody answered.
    private static Dictionary<string, SeenValue> Seen(Workbench bench, string step, Dictionary<string, string?> brought, int lag) =>
        (bench.Seen(step) ?? new Dictionary<string, SeenValue>()).Where(seen => lag != 1 || !brought.ContainsKey(seen.Key))
            .ToDictionary(
                s => s.Key, s => lag == 2 && brought.ContainsKey(s.Key) ? s.Value with { Revision = s.Value.Revision - 1 } : s.Value);
}
