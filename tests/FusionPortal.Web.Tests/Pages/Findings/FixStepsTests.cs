using FusionPortal.Conventions.Books;
using FusionPortal.Web.Components.Pages.Findings;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Findings;

public sealed class FixStepsTests
{
    [Theory]
    [InlineData("Add the tag OrgId with the organization ID.", "Add the tag OrgId with the organization ID.")]
    [InlineData("Find out whose it is. Correct the tag.", "Find out whose it is.|Correct the tag.")]
    [InlineData(
        "If the name was taken, record it. Otherwise make another, and delete this.",
        "If the name was taken, record it. Otherwise make another, and delete this.")]
    [InlineData("Use version 6.3.0 of it. Then scan.", "Use version 6.3.0 of it.|Then scan.")]
    public void EachSentence_IsAStep_AndTheOtherWayStandsWithTheFirst(string fix, string steps) =>
        Assert.Equal(steps.Split('|'), FixSteps.Of(fix));

    [Fact]
    public void EveryFixOfTheShippedBook_IsToldWhole()
    {
        var fixes = ConventionBook.Default.Conventions.Select(c => c.Fix).ToArray();

        Assert.NotEmpty(fixes);
        Assert.All(fixes, fix => Assert.Equal(fix.Trim(), string.Join(' ', FixSteps.Of(fix))));
        Assert.All(fixes.SelectMany(FixSteps.Of), step => Assert.True(char.IsUpper(step[0]) && step.EndsWith('.'), step));
    }
}
