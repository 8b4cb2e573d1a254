using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>A tick attests what its person saw, and nothing that changed meanwhile.</summary>
public sealed class AttestationTests
{
    private static readonly Template Template = SmallTemplates.Read("""
        sections:
          - id: only
            title: Only
            steps:
              - id: step
                letter: a
                title: Step
                instruction: Do it.
                source: portal
                fields:
                  - {id: host, label: Host, type: text}
                  - {id: note, label: Note, type: text, required: false}
                  - {id: login, label: Login, type: computed, compute: "pos_{host}_user", parts: {host: host}}
        """);

    private readonly Workbench _bench = new(Template, Workbench.Acme);

    [Fact]
    public void Value_ChangedByAnotherMeanwhile_IsShownAndNotSigned()
    {
        _bench.Set("step", "host", "POS01").Accepted();
        var seen = _bench.Seen("step");
        _bench.Set("step", "host", "POS02", "marek").Accepted();

        var refused = Tick(seen).Refused(RefusalReason.Conflict);

        Assert.Equal("host", refused.Field);
        Assert.Equal(new StepConflict("host", "POS02", "POS01", refused.Conflict!.By), refused.Conflict);
        Assert.Equal("marek", refused.Conflict.By!.PersonId);
        Assert.Equal(StepState.Open, _bench.Step("step").Record.State);
        Tick(_bench.Seen("step")).Accepted();
    }

    [Fact]
    public void Value_SetBackToWhatWasSeen_IsStillAnotherAnswer()
    {
        _bench.Set("step", "host", "POS01").Accepted();
        var seen = _bench.Seen("step");
        _bench.Set("step", "host", "POS02", "marek").Accepted();
        _bench.Set("step", "host", "POS01", "marek").Accepted();

        Tick(seen).Refused(RefusalReason.Conflict);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Value_TheTickBrings_RestsOnWhatItsBoxShowedWhenTypingBegan(long begun, bool isConflict)
    {
        _bench.Set("step", "host", "POS01").Accepted();
        _bench.Set("step", "host", "POS02", "marek").Accepted();

        // The page shows the step as it is now; the box has been typed in since before.
        var tick = new RunCommand.Tick(
            new StepKey("step"), _bench.Revision("step"), new Dictionary<string, string?> { ["host"] = "POS03" },
            new Dictionary<string, SeenValue>(_bench.Seen("step")!) { ["host"] = new(begun, null) });

        if (!isConflict) _bench.Do(tick, "ana").Accepted();
        else Assert.Equal(("host", "POS02", "POS03"), Both(_bench.Do(tick, "ana").Refused(RefusalReason.Conflict).Conflict!));
    }

    [Fact]
    public void Value_EnteredAfterTheLook_IsShown()
    {
        _bench.Set("step", "host", "POS01").Accepted();
        var seen = _bench.Seen("step");
        _bench.Set("step", "note", "not mine", "marek").Accepted();

        var refused = Tick(seen).Refused(RefusalReason.Conflict);

        Assert.Equal(("note", "not mine", null), (refused.Field, refused.Conflict!.Theirs, refused.Conflict.Yours));
    }

    [Fact]
    public void Value_ClearedAfterTheLook_IsShown()
    {
        _bench.Set("step", "host", "POS01").Accepted();
        _bench.Set("step", "note", "mine").Accepted();
        var seen = _bench.Seen("step");
        _bench.Set("step", "note", null, "marek").Accepted();

        var refused = Tick(seen).Refused(RefusalReason.Conflict);

        Assert.Equal(
            ("note", null, "mine", "marek"),
            (refused.Field, refused.Conflict!.Theirs, refused.Conflict.Yours, refused.Conflict.By!.PersonId));
    }

    [Fact]
    public void ComputedName_ThatChangedWithAnAnswerOfAnother_IsShown()
    {
        _bench.Set("step", "host", "POS01").Accepted();
        var seen = _bench.Seen("step")!.ToDictionary();
        _bench.Set("step", "host", "POS02", "marek").Accepted();
        seen["host"] = _bench.Seen("step")!["host"];

        Assert.Equal("login", Tick(seen).Refused(RefusalReason.Conflict).Field);
    }

    [Fact]
    public void ComputedName_ThatFollowsFromWhatTheTickBrings_IsItsOwn()
    {
        _bench.Tick("step", values: ("host", "POS01")).Accepted();

        Assert.Equal("pos_POS01_user", _bench.Step("step").Fields.Single(f => f.Definition.Id == "login").Value);
    }

    [Fact]
    public void LinkedValue_ThatChangedMeanwhile_IsShown()
    {
        var bench = new Workbench(SmallTemplates.Gated, Workbench.Acme);
        bench.Set("decide", "hosting", "new").Accepted();
        bench.Link("db", Published("db-POS-04"));
        var seen = bench.Seen("name");
        bench.Link("db", Published("db-POS-05"));

        var refused = bench.Do(new RunCommand.Tick(new StepKey("name"), 0, null, seen)).Refused(RefusalReason.Conflict);

        Assert.Equal(("db-POS-05", "db-POS-04"), (refused.Conflict!.Theirs, refused.Conflict.Yours));
    }

    [Fact]
    public void Tick_ThatSaysNothingOfWhatWasSeen_AttestsOnlyWhatItBrings()
    {
        _bench.Do(new RunCommand.Tick(new StepKey("step"), 0)).Refused(RefusalReason.NotReady);
        _bench.Set("step", "note", "mine").Accepted();

        var refused = _bench.Do(new RunCommand.Tick(new StepKey("step"), 1, new Dictionary<string, string?> { ["host"] = "POS01" }))
            .Refused(RefusalReason.NotSeen);

        Assert.Equal("seen", refused.Field);
        Assert.Contains("Note and Login", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Confirmation_OfATickByAnother_AttestsWhatWasSeenToo()
    {
        _bench.Tick("step", values: ("host", "POS01")).Accepted();
        var seen = _bench.Seen("step");
        _bench.Set("step", "note", "changed", "ana").Accepted();

        Tick(seen, "marek").Refused(RefusalReason.Conflict);
        Assert.Equal(StepChangeKind.Confirmed, Assert.Single(Tick(_bench.Seen("step"), "marek").Accepted().Changes).Kind);
    }

    [Fact]
    public void NotApplicable_OfAStepAnsweredMeanwhile_ShowsTheAnswer()
    {
        _bench.Set("step", "host", "POS02", "marek").Accepted();

        Assert.Equal("POS02", _bench.NotApplicable("step", expected: 0).Refused(RefusalReason.Conflict).Conflict!.Theirs);
        _bench.NotApplicable("step").Accepted();
    }

    private RunDecision Tick(IReadOnlyDictionary<string, SeenValue>? seen, string person = "ana") =>
        _bench.Do(new RunCommand.Tick(new StepKey("step"), _bench.Revision("step"), null, seen), person);

    private static (string?, string?, string?) Both(StepConflict conflict) => (conflict.Field, conflict.Theirs, conflict.Yours);

    private static LinkedResource Published(string name) =>
        new(Guid.Empty, name, true, 8, 8, [], null, null, new Dictionary<string, string> { ["name"] = name });
}
