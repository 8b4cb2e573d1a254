using FusionPortal.Conventions;
using FusionPortal.Conventions.Rules;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Web.Components.Pages.Book;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Book;

public sealed class BookFilterTests
{
    private static BookRow Row(string id, Severity severity, long violated)
    {
        var summary = new ConventionSummary(id, $"Title of {id}", severity, RuleSource.PortalDefault, "why", "fix", false, 1);
        return new(new ConventionDetail(summary, RuleKinds.Of<TagKnown>(), ["*"], "fusion-rms-{orgId}", 0), new(summary, 1, violated, 0));
    }

    [Theory]
    [InlineData("", "TAG-1,NAME-1")]
    [InlineData("?text=name-", "NAME-1")]
    [InlineData("?text=FUSION-rms", "TAG-1,NAME-1")]
    [InlineData("?severity=high", "TAG-1")]
    [InlineData("?failing=true", "NAME-1")]
    [InlineData("?text=nothing", "")]
    public void Address_ChoosesConventions(string query, string shown)
    {
        var filter = BookFilter.Of(new Uri("https://portal.example/conventions" + query));
        BookRow[] rows = [Row("TAG-1", Severity.High, 0), Row("NAME-1", Severity.Low, 3)];

        Assert.Equal(shown, string.Join(',', rows.Where(filter.Lets).Select(r => r.Summary.Id)));
        Assert.Equal(filter, BookFilter.Of(new Uri("https://portal.example" + filter.Href())));
    }
}
