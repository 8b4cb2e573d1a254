using FusionPortal.Core;
using FusionPortal.Core.Scans.Scheduling;
using FusionPortal.Web.Components.Pages.Scans;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Scans;

public sealed class ScheduleFormTests
{
    [Fact]
    public void Request_IsOfTheOneThingChosen()
    {
        Assert.Equal(new AddScheduleRequest(null, null, "0 30 * * * ?"), new ScheduleForm { OrgId = "typed before" }.Request);
        Assert.Equal(
            new AddScheduleRequest("441002721185", null, "0 0 2 * * ?"),
            new ScheduleForm { What = "441002721185", OrgId = "acme", When = "daily" }.Request);
        Assert.Equal(
            new AddScheduleRequest(null, "acme", "0 5 * * * ?"),
            new ScheduleForm { What = ScheduleForm.Client, OrgId = " acme ", When = ScheduleLabels.Typed, Cron = "0 5 * * * ?" }.Request);
    }

    [Theory]
    [InlineData("scope", "accountId", "441002721185", "what")]
    [InlineData("account-not-found", "accountId", "441002721185", "what")]
    [InlineData("organization-not-found", "orgId", ScheduleForm.Client, "orgId")]
    [InlineData("cron", "cron", "441002721185", "cron")]
    [InlineData("scheduled-already", "cron", "441002721185", "what")]
    [InlineData("scheduled-already", "cron", ScheduleForm.Client, "orgId")]
    public void Refusal_StandsAtTheFieldOneWouldChange(string code, string field, string what, string shown)
    {
        var form = new ScheduleForm { What = what, Refused = new RefusedException(RefusalKind.Invalid, code, "Because.", field) };

        Assert.Equal(["Because."], new[] { "what", "orgId", "cron" }.Where(f => f == shown).Select(form.ProblemOf));
        Assert.All(new[] { "what", "orgId", "cron" }.Where(f => f != shown), f => Assert.Null(form.ProblemOf(f)));
    }

    [Fact]
    public void EveryRhythm_IsACronExpressionOfItsOwn_AndSaidInWords() =>
        Assert.All(ScheduleLabels.Rhythms.Where(r => r.Cron is not null), r => Assert.Equal(r.Title, ScheduleLabels.When(r.Cron!)));

    [Fact]
    public void Cron_NobodyHasWordsFor_IsLeftToItself() => Assert.Null(ScheduleLabels.When("0 0 3 1 * ?"));
}
