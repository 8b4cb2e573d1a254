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
        SmallTemplates.WithFields("{id: account, label: Account, type: text, required: false, check: account}", "{id: note, label: Note, type: text, required: false}"),
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
    [InlineData(Unknown, "The portal knows no account 999999999999. It knows 444444444444 Old, 111111111111 POS Production, 333333333333 New and 222222222222 POS Test.")]
    [InlineData(Undeclared, "Account 333333333333, New, has no declared role, so nothing says that acme, which is Production, belongs there.")]
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

    [Theory]
    [InlineData("", RefusalReason.ReasonNeeded)]
    [InlineData("ok", RefusalReason.ReasonNeeded)]
    [InlineData("password: Xk29!vTq77pLm", RefusalReason.SecretFound)]
    public void Reason_ThatIsNone_IsRefusedAtTheField(string reason, RefusalReason why) =>
        Assert.Equal("account", _bench.Keep("step", "account", Unknown, reason).Refused(why).Field);

    [Fact]
    public void Reason_ForWhatIsWrong_DoesNotKeepIt() => _bench.Keep("step", "account", "222222222222", "I know better.").Refused(RefusalReason.Invalid);

    [Fact]
    public void Reason_ForWhatNothingSpeaksAgainst_IsNotKept() =>
        Assert.Null(_bench.Keep("step", "account", "111111111111", "Just in case.").Accepted().After.Fields["account"].Kept);

    [Fact]
    public void Account_WhileThePortalKnowsNone_IsHeldAgainstNothing()
    {
        _bench.Known = KnownFacts.Nothing;
        _bench.Set("step", "account", Unknown).Accepted();
    }
}
