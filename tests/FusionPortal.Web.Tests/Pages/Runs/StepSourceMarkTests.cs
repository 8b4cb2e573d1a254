using Bunit;
using FusionPortal.Checklists.Templates;
using FusionPortal.Web.Components.Pages.Runs;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Runs;

/// <summary>Nobody takes for the company's rule what its guide does not give, or gives only in part.</summary>
public sealed class StepSourceMarkTests : BunitContext
{
    [Theory]
    [InlineData(StepSource.CompanyGuide, null)]
    [InlineData(StepSource.CompanyGuideInPart, "the company’s guide gives this step only in part")]
    [InlineData(StepSource.PortalDefault, "portal default, not a company rule")]
    public void Step_SaysWhereItComesFrom_UnlessTheGuideStatesIt(StepSource source, string? says)
    {
        var markup = Render<StepSourceMark>(p => p.Add(m => m.Source, source)).Markup.Trim();

        if (says is null) Assert.Empty(markup);
        else Assert.Contains(says, markup, StringComparison.Ordinal);
    }
}
