using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

public sealed class CommandTests
{
    private static readonly Template Ordered = SmallTemplates.Read("""
        sections:
          - id: make
            title: Make
            steps:
              - id: record
                letter: a
                title: Record
                instruction: Record it first.
                source: guide
                credential: Login
                fields:
                  - {id: entry, label: Entry, type: password-manager-reference}
              - id: create
                letter: b
                title: Create
                instruction: Create it.
                source: guide
                after: [record]
                fields:
                  - {id: used, label: Name taken, type: yes-no}
                  - {id: other, label: Other name, type: text, when: {field: used, is: "yes"}}
                  - {id: bucket, label: Bucket, type: computed, compute: "fusion-rms-{orgid}"}
              - id: check
                letter: c
                title: Check
                instruction: Check it.
                source: portal
                after: [create]
                second-person-to: [create]
                may-skip: false
          - id: close
            title: Close
            after: [make]
            steps:
              - {id: last, letter: a, title: Last, instruction: Close it., source: portal}
        """);

    private readonly Workbench _bench = new(Ordered, Workbench.Acme);

    [Fact]
    public void Tick_RequiredFieldMissing_IsRefusedAtThatField()
    {
        var refused = _bench.Tick("record").Refused(RefusalReason.NotReady);

        Assert.Equal("entry", refused.Field);
        Assert.Equal(ProblemKind.Missing, Assert.Single(refused.Problems!).Kind);
    }

    [Fact]
    public void Tick_CredentialNotRecordedYet_IsRefusedNamingTheStepThatComesFirst()
    {
        var refused = _bench.Tick("create", values: ("used", "no")).Refused(RefusalReason.NotReady);

        Assert.Equal("First comes a) Record.", refused.Message);
        Assert.Equal([new StepKey("record")], refused.Problems![0].Steps);
        Assert.Equal(StepReadiness.Waiting, _bench.Step("create").Readiness);
    }

    [Fact]
    public void Set_OnAStepThatWaits_IsKept() => _bench.Set("create", "used", "no").Accepted();

    [Fact]
    public void Tick_EarlierSectionOpen_IsRefusedNamingIt() =>
        Assert.Equal("First comes section Make.", _bench.Tick("last").Refused(RefusalReason.NotReady).Message);

    [Fact]
    public void Tick_EarlierStepNotApplicable_IsNotHeldUpByIt()
    {
        _bench.NotApplicable("record").Accepted();

        _bench.Tick("create", values: ("used", "no")).Accepted();
    }

    [Fact]
    public void Tick_SecondPersonNeeded_IsRefusedToTheFirst()
    {
        Create();

        var refused = _bench.Tick("check", "ana").Refused(RefusalReason.NotReady);

        Assert.Equal("It takes a second person: Ana did b) Create.", refused.Message);
        Assert.Null(_bench.Plan("ana").NextStep);
        Assert.Equal("check", _bench.Plan("marek").NextStep!.Key.StepId);
        _bench.Tick("check", "marek").Accepted();
    }

    [Fact]
    public void Tick_SecondPersonRedoesTheFirstStep_UnsettlesTheCheck()
    {
        Create();
        _bench.Tick("check", "marek").Accepted();
        _bench.Untick("create").Accepted();
        _bench.Tick("create", "marek").Accepted();

        Assert.Equal(ProblemKind.SecondPerson, Assert.Single(Assert.Single(_bench.Plan().Unsettled).Problems).Kind);
    }

    [Fact]
    public void NotApplicable_StepThatAlwaysApplies_IsRefused() => _bench.NotApplicable("check").Refused(RefusalReason.MayNotSkip);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("no")]
    public void Reason_TooShort_IsRefused(string reason)
    {
        _bench.NotApplicable("record", reason).Refused(RefusalReason.ReasonNeeded);
        _bench.Untick("record", reason).Refused(RefusalReason.ReasonNeeded);
    }

    [Fact]
    public void Reason_TooLong_IsRefused() =>
        _bench.NotApplicable("record", new string('x', RunDecider.ReasonLimit + 1)).Refused(RefusalReason.ReasonNeeded);

    [Fact]
    public void Untick_DoneStep_KeepsValuesLetsPinnedNamesGoAndRemembersWhy()
    {
        Create();
        Assert.True(_bench.Snapshot.Steps["create"].Fields["bucket"].Pinned);

        var after = _bench.Untick("create", "  wrong account ").Accepted().After;

        Assert.Equal((StepState.Open, "wrong account"), (after.State, after.Reason));
        Assert.Equal(["used"], after.Fields.Keys);
        Assert.Equal("fusion-rms-acme", _bench.Step("create").Fields[1].Value);
    }

    [Fact]
    public void Untick_OpenStep_WritesNothing() => Assert.Empty(_bench.Untick("record").Accepted().Changes);

    [Fact]
    public void Untick_StepOthersRelyOn_IsListedBeforehandAndLeavesThemUnsettled()
    {
        Create();
        _bench.Tick("check", "marek").Accepted();
        _bench.Tick("last").Accepted();

        var relying = _bench.Plan().ReliedOnBy(new StepKey("record"));

        Assert.Equal(["create", "last"], relying.Select(step => step.Key.StepId));
        _bench.Untick("record").Accepted();
        Assert.Equal(["create", "last"], _bench.Plan().Unsettled.Select(step => step.Key.StepId));
        Assert.Equal(3, _bench.Plan().Progress.Done);
    }

    [Fact]
    public void NotApplicable_DoneStep_HasToBeOpenedFirst()
    {
        _bench.Tick("record", values: ("entry", "FPM-1")).Accepted();

        _bench.NotApplicable("record").Refused(RefusalReason.NotReady);
    }

    [Fact]
    public void Tick_StepMarkedNotApplicable_HasToBeOpenedFirst()
    {
        _bench.NotApplicable("record").Accepted();

        _bench.Tick("record").Refused(RefusalReason.NotReady);
        _bench.Set("record", "entry", "FPM-1").Refused(RefusalReason.NotReady);
        _bench.Untick("record").Accepted();
        _bench.Tick("record", values: ("entry", "FPM-1")).Accepted();
    }

    [Fact]
    public void Set_CorrectionOfADoneStep_IsAcceptedWhileTheStepStaysSound()
    {
        _bench.Tick("record", values: ("entry", "FPM-1")).Accepted();

        var after = _bench.Set("record", "entry", "FPM-2").Accepted().After;

        Assert.Equal((StepState.Done, "FPM-2"), (after.State, after.Fields["entry"].Value));
    }

    [Fact]
    public void Set_CorrectionThatWouldBreakADoneStep_IsRefused()
    {
        _bench.Tick("record", values: ("entry", "FPM-1")).Accepted();

        Assert.Equal("entry", _bench.Set("record", "entry", "").Refused(RefusalReason.NotReady).Field);
    }

    [Fact]
    public void Set_FieldThatDoesNotApply_IsRefused()
    {
        _bench.Set("create", "used", "no").Accepted();

        _bench.Set("create", "other", "acme-2").Refused(RefusalReason.NoSuchField);
    }

    [Fact]
    public void Set_FieldMadeApplicableByTheSameCommand_IsAccepted() =>
        _bench.Do(
            new RunCommand.SaveFields(new StepKey("create"), 0, new Dictionary<string, string?> { ["other"] = "acme-2", ["used"] = "yes" }))
            .Accepted();

    [Fact]
    public void Set_ComputedField_IsRefused() => _bench.Set("create", "bucket", "fusion-rms-other").Refused(RefusalReason.Invalid);

    [Fact]
    public void Set_UnknownField_IsRefusedWithoutRepeatingIt() =>
        Assert.DoesNotContain(
            "nowhere", _bench.Set("create", "nowhere", "x").Refused(RefusalReason.NoSuchField).Message, StringComparison.Ordinal);

    [Fact]
    public void Do_UnknownStep_IsRefused() => _bench.Tick("nowhere").Refused(RefusalReason.NoSuchStep);

    [Fact]
    public void Do_StepOfASiteThatIsNotListed_IsRefused() => _bench.Tick("record@store1").Refused(RefusalReason.NoSuchStep);

    [Fact]
    public void Do_FinishedRun_IsRefused()
    {
        _bench.Finished = true;

        _bench.Tick("record", values: ("entry", "FPM-1")).Refused(RefusalReason.RunFinished);
        _bench.Set("record", "entry", "FPM-1").Refused(RefusalReason.RunFinished);
        _bench.NotApplicable("record").Refused(RefusalReason.RunFinished);
    }

    [Fact]
    public void Untick_InAFinishedRun_IsTheOneWayToChangeIt()
    {
        _bench.Tick("record", values: ("entry", "FPM-1")).Accepted();
        _bench.Finished = true;

        Assert.Equal(StepState.Open, _bench.Untick("record").Accepted().After.State);
    }

    private void Create()
    {
        _bench.Tick("record", values: ("entry", "FPM-20418")).Accepted();
        _bench.Tick("create", values: ("used", "no")).Accepted();
    }
}
