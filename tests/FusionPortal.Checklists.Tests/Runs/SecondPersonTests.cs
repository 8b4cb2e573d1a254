using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>Each way somebody could try to be both pairs of eyes.</summary>
public sealed class SecondPersonTests
{
    private static readonly Template Template = SmallTemplates.Read("""
        sections:
          - id: only
            title: Only
            steps:
              - id: do
                letter: a
                title: Do
                instruction: Do it.
                source: portal
                fields:
                  - {id: what, label: What, type: text, required: false}
              - id: check
                letter: b
                title: Check
                instruction: Check it.
                source: portal
                after: [do]
                second-person-to: [do]
                fields:
                  - {id: seen, label: I saw it, type: confirmation, required: false}
        """);

    private readonly Workbench _bench = new(Template, Workbench.Acme);

    [Fact]
    public void TwoPeople_DoAndCheck_IsComplete()
    {
        _bench.Tick("do", "ana", values: ("what", "it")).Accepted();
        _bench.Tick("check", "marek", values: ("seen", "yes")).Accepted();

        Assert.True(_bench.Plan().IsComplete);
    }

    [Fact]
    public void FirstStep_MarkedNotApplicable_CountsAsDoing()
    {
        _bench.NotApplicable("do", person: "ana").Accepted();

        Assert.Contains("Ana set aside a) Do", SecondPerson(_bench.Tick("check", "ana")), StringComparison.Ordinal);
        Assert.Contains(_bench.Step("check", "ana").Problems, p => p.Kind == ProblemKind.SecondPerson);
        Assert.Null(_bench.Plan("ana").NextStep);
        _bench.Tick("check", "marek").Accepted();
    }

    [Fact]
    public void SecondStep_MarkedNotApplicableByTheDoer_IsRefused()
    {
        _bench.Tick("do", "ana").Accepted();

        SecondPerson(_bench.NotApplicable("check", person: "ana"));
        _bench.NotApplicable("check", person: "marek").Accepted();
        Assert.True(_bench.Plan().IsComplete);
    }

    [Fact]
    public void SecondStep_StoredAsNotApplicableByTheDoer_IsNoLongerRight()
    {
        // As an earlier portal let it be recorded: set aside first, then the same person does the step it follows.
        _bench.Tick("do", "marek").Accepted();
        _bench.NotApplicable("check", person: "ana").Accepted();
        _bench.Untick("do", person: "marek").Accepted();
        _bench.Tick("do", "ana").Accepted();

        var plan = _bench.Plan();

        Assert.False(plan.IsComplete);
        Assert.Equal("check", Assert.Single(plan.Unsettled).Key.StepId);
    }

    [Fact]
    public void Value_EnteredByOneAndTickedByAnother_BarsBoth()
    {
        _bench.Set("do", "what", "it", "ana").Accepted();
        _bench.Tick("do", "marek").Accepted();

        SecondPerson(_bench.Tick("check", "ana"));
        SecondPerson(_bench.Tick("check", "marek"));
        _bench.Tick("check", "priya").Accepted();
        Assert.True(_bench.Plan().IsComplete);
    }

    [Fact]
    public void Doer_AnsweringInTheSecondStep_IsRefused()
    {
        _bench.Tick("do", "ana").Accepted();

        SecondPerson(_bench.Set("check", "seen", "yes", "ana"));
    }

    [Fact]
    public void Answer_GivenBeforeDoingTheFirstStep_HasToBeGivenAnewByASecondPerson()
    {
        _bench.Set("check", "seen", "yes", "ana").Accepted();
        _bench.Tick("do", "ana").Accepted();

        var refused = _bench.Tick("check", "marek").Refused(RefusalReason.NotReady);
        Assert.Equal("seen", refused.Field);
        Assert.Contains("Ana did a) Do", refused.Message, StringComparison.Ordinal);

        _bench.Set("check", "seen", null, "ana").Accepted();
        _bench.Tick("check", "marek", values: ("seen", "yes")).Accepted();
        Assert.True(_bench.Plan().IsComplete);
    }

    [Fact]
    public void FirstStep_OpenedAndTickedAgainByAnother_StillHoldsTheValuesOfTheFirst()
    {
        _bench.Tick("do", "ana", values: ("what", "it")).Accepted();
        _bench.Untick("do", person: "marek").Accepted();
        _bench.Tick("do", "marek").Accepted();

        SecondPerson(_bench.Tick("check", "ana"));
    }

    [Fact]
    public void FirstStep_ChangedByTheSecondPersonAfterwards_IsNoLongerRight()
    {
        _bench.Tick("do", "ana", values: ("what", "it")).Accepted();
        _bench.Tick("check", "marek").Accepted();
        _bench.Set("do", "what", "something else", "marek").Accepted();

        Assert.False(_bench.Plan().IsComplete);
        Assert.Equal("check", Assert.Single(_bench.Plan().Unsettled).Key.StepId);
    }

    [Fact]
    public void FirstStep_RedoneByWhoChecked_IsNoLongerRight()
    {
        _bench.Tick("do", "ana").Accepted();
        _bench.Tick("check", "marek").Accepted();
        _bench.Untick("do", person: "marek").Accepted();
        _bench.Tick("do", "marek").Accepted();

        Assert.False(_bench.Plan().IsComplete);
    }

    [Fact]
    public void SamePerson_UnderAnotherId_IsTheSamePerson()
    {
        _bench.People = SamePeople.Of([("ana-in-entra", "ana")]);
        _bench.Tick("do", "ana").Accepted();

        SecondPerson(_bench.Tick("check", "ana-in-entra"));
        SecondPerson(_bench.NotApplicable("check", person: "ana-in-entra"));
        Assert.Empty(_bench.Tick("do", "ana-in-entra").Accepted().Changes);
        _bench.Tick("check", "marek").Accepted();
    }

    [Fact]
    public void People_FoundToBeOneLater_UnsettleWhatTheyDidForEachOther()
    {
        _bench.Tick("do", "ana").Accepted();
        _bench.Tick("check", "ana2").Accepted();
        Assert.True(_bench.Plan().IsComplete);

        _bench.People = SamePeople.Of([("ana2", "ana")]);

        Assert.False(_bench.Plan().IsComplete);
        Assert.Contains("second person", Assert.Single(_bench.Plan().Unsettled).Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SamePeople_JoinedInAnyOrder_AreOneGroupWithOneFingerprint()
    {
        (string, string)[] pairs = [("d", "c"), ("b", "a"), ("c", "b"), ("x", "y")];

        var one = SamePeople.Of(pairs);
        var other = SamePeople.Of(pairs.Reverse());

        Assert.True(one.AreSame("a", "d"));
        Assert.False(one.AreSame("a", "x"));
        Assert.False(one.AreSame(null, null));
        Assert.Equal(["a", "b", "c", "d"], one.IdsOf("c"));
        Assert.Equal(["alone"], one.IdsOf("alone"));
        Assert.Equal(one.Fingerprint, other.Fingerprint);
    }

    private static string SecondPerson(RunDecision decision)
    {
        var refused = decision.Refused(RefusalReason.NotReady);
        Assert.Contains(refused.Problems!, p => p.Kind == ProblemKind.SecondPerson);
        return refused.Message;
    }
}
