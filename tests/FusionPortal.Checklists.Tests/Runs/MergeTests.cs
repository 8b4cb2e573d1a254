using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>Two people on one step: different fields never conflict, the same answer confirms, another answer is shown and not
/// kept.</summary>
public sealed class MergeTests
{
    private static readonly Template TwoFields = SmallTemplates.WithFields(
        "{id: one, label: One, type: text, required: false}", "{id: two, label: Two, type: version, required: false}");

    private readonly Workbench _bench = new(TwoFields, Workbench.Acme);

    [Fact]
    public void Set_DifferentFieldsFromTheSameRevision_BothStay()
    {
        _bench.Set("step", "one", "a", "ana", expected: 0).Accepted();
        _bench.Set("step", "two", "6.2", "marek", expected: 0).Accepted();

        var fields = _bench.Step("step").Fields;
        Assert.Equal(["a", "6.2"], fields.Select(field => field.Value));
        Assert.Equal(2, _bench.Revision("step"));
    }

    [Fact]
    public void Set_SameFieldSameValue_IsAConfirmationOfTheFirst()
    {
        _bench.Set("step", "one", "a", "ana", expected: 0).Accepted();
        var second = _bench.Set("step", "one", " a ", "marek", expected: 0).Accepted();

        Assert.Equal([new StepChange(StepChangeKind.Confirmed, "one")], second.Changes);
        Assert.Equal("ana", second.After.Fields["one"].By.PersonId);
        Assert.Equal(("one", "marek"), (second.After.Confirmations[0].Field, second.After.Confirmations[0].By.PersonId));
    }

    [Fact]
    public void Set_SameVersionWrittenOtherwise_IsAConfirmation()
    {
        _bench.Set("step", "two", "6.2", "ana", expected: 0).Accepted();

        Assert.Equal(
            StepChangeKind.Confirmed, Assert.Single(_bench.Set("step", "two", "6.2.0", "marek", expected: 0).Accepted().Changes).Kind);
    }

    [Fact]
    public void Set_SamePersonSameValue_WritesNothing()
    {
        _bench.Set("step", "one", "a").Accepted();

        Assert.Empty(_bench.Set("step", "one", "a", expected: 0).Accepted().Changes);
        Assert.Equal(1, _bench.Revision("step"));
    }

    [Fact]
    public void Set_ConfirmedTwiceByOnePerson_CountsOnce()
    {
        _bench.Set("step", "one", "a").Accepted();
        _bench.Set("step", "one", "a", "marek").Accepted();

        Assert.Empty(_bench.Set("step", "one", "a", "marek").Accepted().Changes);
    }

    [Fact]
    public void Set_SameFieldOtherValueAnsweredSince_IsRefusedWithBothShown()
    {
        _bench.Set("step", "one", "a", "ana", expected: 0).Accepted();
        var refused = _bench.Set("step", "one", "b", "marek", expected: 0).Refused(RefusalReason.Conflict);

        Assert.Equal(new StepConflict("one", "a", "b", refused.Conflict!.By), refused.Conflict);
        Assert.Equal("ana", refused.Conflict!.By!.PersonId);
        Assert.Equal("one", refused.Field);
        Assert.Equal("a", _bench.Step("step").Fields[0].Value);
    }

    [Fact]
    public void Set_OtherValueThatThePersonHasSeen_ReplacesIt()
    {
        _bench.Set("step", "one", "a", "ana").Accepted();
        var change = Assert.Single(_bench.Set("step", "one", "b", "marek", expected: 1).Accepted().Changes);

        Assert.Equal(new StepChange(StepChangeKind.FieldSet, "one", "a", "b"), change);
    }

    [Fact]
    public void Set_FieldChangedLongBeforeOthersMoved_DoesNotConflict()
    {
        _bench.Set("step", "one", "a", "ana").Accepted();
        _bench.Set("step", "two", "1", "marek").Accepted();
        _bench.Set("step", "two", "2", "marek").Accepted();

        _bench.Set("step", "one", "b", "ana", expected: 1).Accepted();
    }

    [Fact]
    public void Set_ValueSomebodyClearedSince_IsRefusedWithNothingOnTheirSide()
    {
        _bench.Set("step", "one", "a", "ana").Accepted();
        _bench.Set("step", "one", null, "marek").Accepted();

        var conflict = _bench.Set("step", "one", "b", "ana", expected: 1).Refused(RefusalReason.Conflict).Conflict!;

        Assert.Equal((null, "b", "marek"), (conflict.Theirs, conflict.Yours, conflict.By!.PersonId));
    }

    [Fact]
    public void Clear_ValueSomebodyChangedSince_IsRefused()
    {
        _bench.Set("step", "one", "a", "ana").Accepted();
        _bench.Set("step", "one", "b", "marek").Accepted();

        Assert.Null(_bench.Set("step", "one", "", "ana", expected: 1).Refused(RefusalReason.Conflict).Conflict!.Yours);
    }

    [Fact]
    public void Clear_WhatIsEmpty_WritesNothing()
    {
        Assert.Empty(_bench.Set("step", "one", "  ").Accepted().Changes);
        Assert.Equal(0, _bench.Revision("step"));
    }

    [Fact]
    public void Set_NewValue_DropsItsConfirmationsOnly()
    {
        _bench.Set("step", "one", "a").Accepted();
        _bench.Set("step", "two", "6").Accepted();
        _bench.Set("step", "one", "a", "marek").Accepted();
        _bench.Set("step", "two", "6", "marek").Accepted();

        var after = _bench.Set("step", "one", "b").Accepted().After;

        Assert.Equal(["two"], after.Confirmations.Select(c => c.Field));
    }

    [Fact]
    public void Tick_OfWhatSomebodyTicked_IsAConfirmation()
    {
        _bench.Tick("step", "ana", expected: 0).Accepted();
        var second = _bench.Tick("step", "marek", expected: 0).Accepted();

        Assert.Equal([new StepChange(StepChangeKind.Confirmed)], second.Changes);
        Assert.Equal("ana", second.After.StateBy!.PersonId);
    }

    [Fact]
    public void Tick_OfWhatSomebodySetAside_ShowsBothStates()
    {
        _bench.NotApplicable("step", person: "marek", expected: 0).Accepted();

        var conflict = _bench.Tick("step", "ana", expected: 0).Refused(RefusalReason.Conflict).Conflict!;

        Assert.Equal((null, "NotApplicable", "Done", "marek"), (conflict.Field, conflict.Theirs, conflict.Yours, conflict.By!.PersonId));
    }

    [Fact]
    public void NotApplicable_OfWhatSomebodyTicked_ShowsBothStates()
    {
        _bench.Tick("step", "ana", expected: 0).Accepted();

        Assert.Equal("Done", _bench.NotApplicable("step", person: "marek", expected: 0).Refused(RefusalReason.Conflict).Conflict!.Theirs);
    }

    [Fact]
    public void Tick_WithOneBadValue_KeepsNone()
    {
        _bench.Tick("step", values: [("one", "a"), ("two", "latest")]).Refused(RefusalReason.Invalid);

        Assert.Equal(0, _bench.Revision("step"));
    }

    [Fact]
    public void Tick_WithValues_IsOneRevision()
    {
        var accepted = _bench.Tick("step", values: [("one", "a"), ("two", "6.2")]).Accepted();

        Assert.Equal(1, accepted.After.Revision);
        Assert.All(accepted.After.Fields.Values, field => Assert.Equal(1, field.Revision));
        Assert.Equal(1, accepted.After.StateRevision);
        Assert.Equal([StepChangeKind.FieldSet, StepChangeKind.FieldSet, StepChangeKind.Ticked], accepted.Changes.Select(c => c.Kind));
    }

    [Fact]
    public void Tick_ConfirmingAStepAndItsValue_IsOneRevision()
    {
        _bench.Tick("step", values: ("one", "a")).Accepted();

        Assert.Equal(2, _bench.Tick("step", "marek", null, ("one", "a")).Accepted().After.Revision);
    }
}
