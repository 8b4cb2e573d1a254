using System.Text.RegularExpressions;
using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.AuditReading;

public sealed partial class EventSentenceTests
{
    /// <summary>Whoever writes a new kind of event says in the same change how it reads.</summary>
    [Fact]
    public void EveryKindThatIsWritten_HasItsSentence()
    {
        var core = Path.Combine(SourceTree.Root, "src", "FusionPortal.Core");
        var written = Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).Where(text => text.Contains("AuditEvent", StringComparison.Ordinal))
            .SelectMany(text => Kind().Matches(text).Select(m => m.Groups[1].Value))
            .Distinct().ToList();

        Assert.InRange(written.Count, 28, 100);
        Assert.Empty(written.Except(EventSentences.All.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parts_AreWordsAndWhatStandsInBraces()
    {
        var parts = EventSentences.Parts($"set {"Zone"} to {SentencePart.Value("us-east-1b")}, was {SentencePart.Value(null)}");

        Assert.Equal(
            [("set ", false), ("Zone", false), (" to ", false), ("us-east-1b", true), (", was ", false), ("nothing", false)],
            parts.Select(p => (p.Text, p.IsValue)));
    }

    [Theory]
    [InlineData("41be7a90", "41be7a90", 8, false, false)]
    [InlineData("41be7a90", "41be79a0", 6, false, true)]
    public void Hashes_AreCompared_DigitByDigit(string typed, string actual, int agree, bool slip, bool swapped)
    {
        var (pad, compared) = (new string('0', 56), AnchorComparison.Of(typed + new string('0', 56), actual + new string('0', 56)));

        Assert.Equal((agree + pad.Length, slip || swapped, swapped), (compared.Agree, compared.IsSlip, compared.AreSwapped));
    }

    [Fact]
    public void HashOfAnotherTrail_IsNoSlip() =>
        Assert.False(AnchorComparison.Of(string.Concat(Enumerable.Repeat("0123456789abcdef", 4)), new string('a', 64)).IsSlip);

    [GeneratedRegex("\"((?:account|audit|convention-book|findings?|history|knowledge|organization|person|recovery|report"
        + "|report-preset|resources|run|scan|schedule|shipped-text|template)\\.[a-z-]+)\"")]
    private static partial Regex Kind();
}
