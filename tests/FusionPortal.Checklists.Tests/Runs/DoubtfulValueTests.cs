using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Tests.Support;
using FusionPortal.Conventions;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>Where a person may know better, a value is asked back with what the portal has seen, and kept with a reason.</summary>
public sealed class DoubtfulValueTests
{
    private const string Unknown = "999999999999";
    private const string Undeclared = "333333333333";

    private readonly Workbench _bench = new(
        SmallTemplates.WithFields(
            "{id: account, label: Account, type: text, required: false, check: account}",
            "{id: note, label: Note, type: text, required: false}"),
        Workbench.Acme)
    {
        Known = new KnownFacts
        {
            Accounts = new[]
            {
                new AccountRecord("111111111111", "POS Production", AccountRole.Production),
                new AccountRecord("222222222222", "POS Test", AccountRole.NonProduction),
                new AccountRecord(Undeclared, "New", AccountRole.Undeclared),
                new AccountRecord("444444444444", "Old", AccountRole.Production),
            }.ToDictionary(a => a.AccountId),
            NotInUse = new Dictionary<string, string> { ["444444444444"] = "AWS has suspended the account." },
        },
    };

    [Theory]
    [InlineData(
        Unknown, "The portal knows no account 999999999999. It knows 444444444444 Old, 111111111111 POS Production, "
            + "333333333333 New and 222222222222 POS Test.")]
    [InlineData(
        Undeclared, "Account 333333333333, New, has no declared role, so nothing says that acme, which is Production, belongs there.")]
    [InlineData("444444444444", "Account 444444444444, Old: AWS has suspended the account.")]
    public void Value_ThatIsDoubtful_IsAskedBackWithWhatWasSeen(string account, string seen)
    {
        var refused = _bench.Set("step", "account", account).Refused(RefusalReason.Doubtful);

        Assert.Equal(("account", seen), (refused.Field, refused.Message));
        // A tick that brings it is asked the same.
        Assert.Equal(seen, _bench.Tick("step", values: ("account", account)).Refused(RefusalReason.Doubtful).Message);
    }

    [Fact]
    public void Value_GivenAReason_IsKeptWithWhatWasSeenAndTheReason()
    {
        var accepted = _bench.Keep("step", "account", Unknown, "  It is made tomorrow. ").Accepted();

        var kept = Assert.IsType<KeptValue>(accepted.After.Fields["account"].Kept);
        Assert.StartsWith($"The portal knows no account {Unknown}.", kept.Seen, StringComparison.Ordinal);
        Assert.Equal("It is made tomorrow.", kept.Reason);
        Assert.Equal(kept, Assert.Single(accepted.Changes).Kept);
    }

    [Fact]
    public void Value_KeptOnce_IsNotAskedAgainAndAChangedOneIs()
    {
        _bench.Keep("step", "account", Unknown, "It is made tomorrow.").Accepted();

        _bench.Set("step", "account", Unknown).Accepted();
        _bench.Set("step", "account", Unknown, person: "ben").Accepted();
        _bench.Set("step", "note", "something else").Accepted();
        _bench.Tick("step", values: ("account", Unknown)).Accepted();
        _bench.Set("step", "account", "888888888888").Refused(RefusalReason.Doubtful);
        _bench.Set("step", "account", "111111111111").Accepted();
        Assert.Null(_bench.Step("step").Record.Fields["account"].Kept);
        _bench.Set("step", "account", Unknown).Refused(RefusalReason.Doubtful);
    }

    [Fact]
    public void Tick_OfAValueThatBecameWrong_IsRefusedAtItsField()
    {
        _bench.Set("step", "account", "111111111111").Accepted();
        Declare("111111111111", AccountRole.NonProduction);

        var refused = _bench.Tick("step").Refused(RefusalReason.Invalid);
        Assert.Equal("account", refused.Field);
        Assert.Contains("declared NonProduction", refused.Message, StringComparison.Ordinal);
        _bench.Tick("step", values: ("account", "111111111111")).Refused(RefusalReason.Invalid);
        // Corrected in the same command.
        _bench.Set("step", "account", "444444444444").Refused(RefusalReason.Doubtful);
        Declare("111111111111", AccountRole.Production);
        _bench.Tick("step").Accepted();
    }

    [Fact]
    public void Tick_OfAValueThatBecameDoubtful_IsAskedBackAndKeptWithAReasonOfWhoTicks()
    {
        _bench.Set("step", "account", "111111111111").Accepted();
        Declare("111111111111", AccountRole.Undeclared);

        var asked = _bench.Tick("step", person: "ben").Refused(RefusalReason.Doubtful);
        Assert.Equal("account", asked.Field);
        Assert.Equal("account", TickKeeping("account", "ok", "ben").Refused(RefusalReason.ReasonNeeded).Field);
        var accepted = TickKeeping("account", " It is declared tomorrow. ", "ben").Accepted();

        Assert.Equal((StepState.Done, 2), (accepted.After.State, accepted.After.Revision));
        var field = accepted.After.Fields["account"];
        Assert.Equal(
            ("111111111111", "ben", new KeptValue(asked.Message, "It is declared tomorrow.")),
            (field.Value, field.By.PersonId, field.Kept));
        Assert.Equal([StepChangeKind.FieldSet, StepChangeKind.Ticked], accepted.Changes.Select(c => c.Kind));
        Assert.Equal(field.Kept, accepted.Changes[0].Kept);
    }

    [Fact]
    public void Tick_OfAValueKeptBefore_AsksNoMoreButRefusesWhatIsWrongNow()
    {
        _bench.Keep("step", "account", Undeclared, "It is declared tomorrow.").Accepted();
        Declare(Undeclared, AccountRole.NonProduction);
        _bench.Tick("step").Refused(RefusalReason.Invalid);
        Declare(Undeclared, AccountRole.Undeclared);
        _bench.Tick("step", person: "ben").Accepted();

        // Whoever confirms a step that is done attests it as well.
        Declare(Undeclared, AccountRole.NonProduction);
        _bench.Tick("step", person: "cem").Refused(RefusalReason.Invalid);
    }

    private void Declare(string account, AccountRole role)
    {
        var accounts =
            new Dictionary<string, AccountRecord>(_bench.Known.Accounts)
            {
                [account] = _bench.Known.Accounts[account] with { Role = role }
            };
        _bench.Known = _bench.Known with { Accounts = accounts };
    }

    private RunDecision TickKeeping(string field, string reason, string person) => _bench.Do(
        new RunCommand.Tick(StepKey.Parse("step"), _bench.Revision("step"), null, _bench.Seen("step"))
        {
            KeepReasons = new Dictionary<string, string?> { [field] = reason }
        }, person);

    [Theory]
    [InlineData("", RefusalReason.ReasonNeeded)]
    [InlineData("ok", RefusalReason.ReasonNeeded)]
    [InlineData("password: Xk29!vTq77pLm", RefusalReason.SecretFound)]
    public void Reason_ThatIsNone_IsRefusedAtTheField(string reason, RefusalReason why) =>
        Assert.Equal("account", _bench.Keep("step", "account", Unknown, reason).Refused(why).Field);

    [Fact]
    public void Reason_ForWhatIsWrong_DoesNotKeepIt() =>
        _bench.Keep("step", "account", "222222222222", "I know better.").Refused(RefusalReason.Invalid);

    [Fact]
    public void Reason_ForWhatNothingSpeaksAgainst_IsNotKept() =>
        Assert.Null(_bench.Keep("step", "account", "111111111111", "Just in case.").Accepted().After.Fields["account"].Kept);

    [Theory]
    [InlineData("12345678901")]
    [InlineData("1234567890123")]
    [InlineData("POS Production")]
    [InlineData("12345678901x")]
    public void Account_ThatCanBeNone_IsRefusedWhetherAnyIsKnownOrNot(string id)
    {
        Assert.Equal("An AWS account ID has twelve digits.", _bench.Set("step", "account", id).Refused(RefusalReason.Invalid).Message);
        _bench.Known = KnownFacts.Nothing;
        Assert.EndsWith(
            "No account is known yet, so nothing more is checked.", _bench.Set("step", "account", id)
            .Refused(RefusalReason.Invalid).Message, StringComparison.Ordinal);
        _bench.Set("step", "account", Unknown).Accepted();
    }
}
