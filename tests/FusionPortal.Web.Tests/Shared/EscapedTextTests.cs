using Bunit;
using FusionPortal.Web.Components.Shared;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

public sealed class EscapedTextTests : BunitContext
{
    [Fact]
    public void Script_IsText()
    {
        var shown = Render<EscapedText>(p => p.Add(f => f.Text, "<script>alert(1)</script>"));

        shown.MarkupMatches("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>");
    }

    [Fact]
    public void DirectionMarks_AreWrittenAsWhatTheyAre()
    {
        var shown = Render<EscapedText>(p => p.Add(f => f.Text, "prod\u202Eaq-smr"));

        shown.MarkupMatches("""<bdi>prod<span class="control-mark">[U+202E]</span>aq-smr</bdi>""");
    }

    [Theory]
    [InlineData("kite\u200Bqa", "kite[U+200B]qa")]
    [InlineData("a\tb\nc\u007F", "a␉b␊c␡")]
    [InlineData("\uFEFFacme", "[U+FEFF]acme")]
    [InlineData("line\u2028break", "line[U+2028]break")]
    public void InvisibleCharacters_AreSeen(string text, string shown) => Assert.Equal(shown, EscapedText.Plain(text));

    [Theory]
    [InlineData("Šárka’s café, 東京")]
    [InlineData("👩‍👩‍👧 🇨🇿 ✅")]
    [InlineData("שלום")]
    public void OrdinaryTextOfAnyScript_AndEmoji_StayAsTheyAre(string text) => Assert.Equal(text, EscapedText.Plain(text));
}
