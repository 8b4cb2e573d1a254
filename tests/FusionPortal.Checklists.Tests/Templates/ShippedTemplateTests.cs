using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Conventions;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

/// <summary>Every template that was ever shipped: its number has one text, and this build still reads it.</summary>
public sealed class ShippedTemplateTests
{
    public static TheoryData<string, int> Shipped => [.. TemplateLibrary.Shipped.Select(s => (s.Key, s.Number))];

    public static TheoryData<string> Keys => [.. TemplateLibrary.All.Select(t => t.Template.Key)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void ShippedTemplate_IsTheTextOfItsNumber_AndIsRead(string key, int number)
    {
        var shipped = TemplateLibrary.Shipped.Single(s => s.Key == key && s.Number == number);

        var loaded = TemplateYaml.Read(shipped.Text);

        Assert.Equal(shipped.Sha256, loaded.Sha256);
        Assert.Equal((key, number), (loaded.Template.Key, loaded.Template.Version));
        Assert.Equal(shipped.Text, loaded.Source);
        Assert.NotEmpty(loaded.Template.Sections);
        Assert.InRange(loaded.Template.Format, 1, TemplateYaml.NewestFormat);
    }

    [Fact]
    public void Format_IsOne_WhereTheTextSaysNone_AndTheTextStays()
    {
        var without = TemplateLibrary.Shipped.First(s => s.Key == "vpc").Text;
        var with = without.Replace("version: 1\n", "version: 1\nformat: 1\n", StringComparison.Ordinal);

        Assert.Equal((1, without), (TemplateYaml.Read(without).Template.Format, TemplateYaml.Read(without).Source));
        Assert.Equal((1, with), (TemplateYaml.Read(with).Template.Format, TemplateYaml.Read(with).Source));
    }

    [Fact]
    public void Template_OfALaterFormat_IsRefusedBecauseOfItsFormat_AndNothingElse()
    {
        var later = TemplateLibrary.Shipped.First(s => s.Key == "vpc").Text
            .Replace("version: 1\n", $"version: 1\nformat: {TemplateYaml.NewestFormat + 1}\nunheard-of: yes\n", StringComparison.Ordinal);

        var issue = Assert.Single(Assert.Throws<TemplateFormatException>(() => TemplateYaml.Read(later)).Problems);

        Assert.Equal((3, true), (issue.Line, issue.Message.Contains("a newer portal is needed", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Numbers_RiseByOneFromOne_AndOnlyTheNextIsOpen(string key)
    {
        var (current, last) = Latest(key);
        var numbers = TemplateLibrary.Shipped.Where(s => s.Key == key).Select(s => s.Number).ToArray();

        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
        Assert.True(
            current.Sha256 == last.Sha256 ? current.Template.Version == last.Number : current.Template.Version == last.Number + 1,
            $"{key} differs from number {last.Number}, which is closed: raise its line \"version:\" to {last.Number + 1}.");
    }

    /// <summary>Open numbers are for work between releases: eng/shipped.sh closes them.</summary>
    [Theory]
    [MemberData(nameof(Keys))]
    [Trait("Category", "Long")]
    public void EveryNumber_IsClosedBeforeARelease(string key)
    {
        var (current, last) = Latest(key);

        Assert.True(
            current.Sha256 == last.Sha256,
            $"{key} {current.Template.Version} is open: two builds could ship two texts under it. Run eng/shipped.sh and commit.");
    }

    private static (LoadedTemplate Current, ShippedText Last) Latest(string key) =>
        (TemplateLibrary.Get(key), TemplateLibrary.Shipped.Last(s => s.Key == key));
}
