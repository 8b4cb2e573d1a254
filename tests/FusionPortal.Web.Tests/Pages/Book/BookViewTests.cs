using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Book;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Book;

public sealed class BookViewTests
{
    private static ConventionView Convention(string id, bool mixUp = false, params string[] kinds) =>
        new(new ConventionSummary(id, id, Severity.High, RuleSource.PortalDefault, "why", "fix", mixUp, 1), kinds, null, 0);

    private static BookRow Row(ConventionView convention, long passed, long violated, long notEvaluated) =>
        new(convention, new ConventionCount(convention.Summary, passed, violated, notEvaluated));

    [Fact]
    public void Groups_MixUpsComeFirst_ThenTheBooksOrder()
    {
        var page =
            new ConventionsPage(
            "Book", null, [Convention("ORG-ID-01"), Convention("NAME-S3-01"), Convention("TAG-ORG-01"), Convention("ENV-01", mixUp: true)]);

        Assert.Equal(["Environments", "Organization IDs", "Names", "Tags"], BookView.Of(page, []).Groups.Select(g => g.Key));
    }

    [Fact]
    public void IamUsers_AreNotEvaluated_WithTheReason_EvenWhenNoneWasCounted()
    {
        var row = Row(Convention("NAME-IAM-01", false, IamUser.Kind), 0, 0, 0);

        Assert.True(row.IsBlind);
        Assert.Contains("does not list IAM users", row.BlindWhy, StringComparison.Ordinal);
    }

    [Fact]
    public void ConventionThatJudgedSomething_IsNotBlind() =>
        Assert.False(Row(Convention("NAME-S3-01", false, S3Bucket.Kind), 1, 0, 5).IsBlind);

    [Fact]
    public void Kinds_AreNamedAsPeopleCallThem() =>
        Assert.Equal("S3 bucket and every kind", Row(Convention("X", false, S3Bucket.Kind, "*"), 0, 0, 0).Kinds);
}
