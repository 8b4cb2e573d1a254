using FusionPortal.Core.Text;

namespace FusionPortal.Core.Tests.Text;

public sealed class FreeTextTests
{
    [Theory]
    [InlineData("\u200B", "missing")]
    [InlineData(" \u200B\u2060\uFEFF\u00AD ", "missing")]
    [InlineData("\u3164", "missing")]
    [InlineData("Acme\u202Esrotcaf", "direction-override")]
    [InlineData("Acme\u202Dx", "direction-override")]
    [InlineData("Acme\u0007", "control-character")]
    public void Line_ThatShowsNothingOrOtherThanItIs_IsRefused(string text, string code)
    {
        var refused = Assert.Throws<RefusedException>(() => FreeText.Required(text, "title", "Site title", 100));
        Assert.Equal((RefusalKind.Invalid, code, "title"), (refused.Kind, refused.Code, refused.Field));
    }

    [Theory]
    [InlineData("\u0645\u062A\u062C\u0631 \u200Fx")]
    [InlineData("\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    public void Line_WithMarksOfItsLanguage_IsKeptAsItIs(string text) =>
        Assert.Equal(text, FreeText.Required(text, "title", "Site title", 100));
}
