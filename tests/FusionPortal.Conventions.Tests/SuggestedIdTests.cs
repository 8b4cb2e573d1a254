using System.Globalization;
using Xunit;

namespace FusionPortal.Conventions.Tests;

/// <summary>A suggested organization ID keeps every letter of the client's name: an ID is permanent.</summary>
public sealed class SuggestedIdTests
{
    [Theory]
    [InlineData("Smørrebrød & Æbler", "smorrebrodaebler")]
    [InlineData("Łódź Żabka", "lodzzabka")]
    [InlineData("Großmann GmbH", "grossmanngmbh")]
    [InlineData("GROẞMANN", "grossmann")]
    [InlineData("Åkerström", "akerstrom")]
    [InlineData("Đorđević", "dordevic")]
    [InlineData("Þórður ehf", "thordurehf")]
    [InlineData("Doğan Işık İnşaat", "doganisikinsaat")]
    [InlineData("Cœur de Crêpe", "coeurdecrepe")]
    [InlineData("Καφές Αθήνα", "kafesathina")]
    [InlineData("Борщ и Хлеб", "borshchikhleb")]
    [InlineData("Café Niño", "cafenino")]
    public void Suggest_NameOfAnyEuropeanLanguage_KeepsItsLetters(string name, string expected) =>
        Assert.Equal(expected, OrganizationId.Suggest(name));

    [Fact]
    public void Suggest_EveryLatinLetterOfEurope_LeavesSomething()
    {
        for (var c = '\u00C0'; c <= '\u017F'; c++)
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter)
                Assert.True(OrganizationId.Suggest(c.ToString()) is not null, $"U+{(int)c:X4}");
    }
}
