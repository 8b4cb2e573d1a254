using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

public sealed class TemplateLintTests
{
    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    public void Read_PausePoint_WarnsFromTenSteps(int steps, int warnings)
    {
        var loaded =
            TemplateYaml.Read(
            Section(Enumerable.Range(1, steps).Select(n => $"{{id: s{n}, letter: l{n}, title: T, instruction: I., source: portal}}")));

        Assert.Equal(warnings, loaded.Warnings.Count);
        Assert.All(loaded.Warnings, warning => Assert.Contains("under ten", warning.Message, StringComparison.Ordinal));
        Assert.All(loaded.Warnings, warning => Assert.Equal(7, warning.Line));
    }

    [Fact]
    public void Read_LongInstructionAndTitleWithAStop_AreWarnedAboutOnTheirLine()
    {
        var loaded =
            TemplateYaml.Read(Section([$"{{id: s1, letter: a, title: Do., instruction: {new string('x', 281)}, source: portal}}"]));

        Assert.Equal([11, 11], loaded.Warnings.Select(warning => warning.Line));
    }

    private static string Section(IEnumerable<string> steps) =>
        $"{SmallTemplates.Head}sections:\n  - id: only\n    title: Only\n    mode: read-do\n    "
            + $"steps:\n{string.Join('\n', steps.Select(step => "      - " + step))}";
}
