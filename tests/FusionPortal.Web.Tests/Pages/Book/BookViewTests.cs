using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Book;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Book;

public sealed class BookViewTests
{
    private static ConventionDetail Convention(string id, params string[] kinds) => Convention(id, RuleKinds.Of<TagKnown>(), kinds);

    private static ConventionDetail Convention(string id, RuleKind rule, params string[] kinds) => new(
        new ConventionSummary(
            id, id, Severity.High, RuleSource.PortalDefault, "why", "fix", rule.Category == RuleCategory.Environment, 1),
        rule, kinds, null, 0);

    private static BookRow Row(ConventionDetail convention, long passed, long violated, long notEvaluated) =>
        new(convention, new ConventionCount(convention.Summary, passed, violated, notEvaluated));

    [Fact]
    public void Groups_MixUpsComeFirst_ThenTheBooksOrder()
    {
        RuleKind[] rules =
        [
            RuleKinds.Of<OrganizationIdRules>(), RuleKinds.Of<NameFollowsPattern>(), RuleKinds.Of<TagPresent>(),
            RuleKinds.Of<ProductionAccountHosts>(), RuleKinds.Of<AccountDeclared>(),
        ];
        var page = new ConventionsPage("Book", null, [.. rules.Select(r => Convention(r.Word, r))]);

        Assert.Equal(["Environments", "Clients and accounts", "Names", "Tags"], BookView.Of(page, []).Groups.Select(g => g.Key));
    }

    [Fact]
    public void IamUsers_AreNotEvaluated_WithTheReason_EvenWhenNoneWasCounted()
    {
        var row = Row(Convention("NAME-IAM-01", IamUser.Kind), 0, 0, 0);

        Assert.True(row.IsBlind);
        Assert.Contains("does not list IAM users", row.BlindWhy, StringComparison.Ordinal);
    }

    [Fact]
    public void ConventionThatJudgedSomething_IsNotBlind() =>
        Assert.False(Row(Convention("NAME-S3-01", S3Bucket.Kind), 1, 0, 5).IsBlind);

    [Fact]
    public void Kinds_AreNamedAsPeopleCallThem() =>
        Assert.Equal("S3 bucket and every kind", Row(Convention("X", S3Bucket.Kind, "*"), 0, 0, 0).Kinds);
}
