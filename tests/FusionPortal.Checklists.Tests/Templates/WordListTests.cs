using FusionPortal.Checklists.Templates.Yaml;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

/// <summary>Every member of the model's enumerations has exactly one word in YAML, so that whatever is read can be written.</summary>
public sealed class WordListTests
{
    [Fact]
    public void Words_OfEachEnumeration_CoverItOnce()
    {
        Covers(TemplateWords.Kinds);
        Covers(TemplateWords.Modes);
        Covers(TemplateWords.Sources(1));
        Covers(TemplateWords.Sources(2));
        Covers(TemplateWords.Facts);
        Covers(TemplateWords.SiteKinds);
    }

    private static void Covers<T>(IReadOnlyDictionary<string, T> words)
        where T : struct, Enum => Assert.Equal(Enum.GetValues<T>(), words.Values.Order());
}
