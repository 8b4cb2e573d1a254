using CsCheck;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Naming;
using Xunit;

namespace FusionPortal.Conventions.Tests.Naming;

public sealed class NamePatternProperties
{
    private static readonly IReadOnlyDictionary<string, NamePart> Parts = ConventionBook.Default.Parts;

    private static readonly Gen<string> Piece = Gen.OneOf(
        "{orgid}", "{product}", "{product:lower}", "{nn}", "{nnnn}", "{siteid}", "{purpose}", "{purpose:lower}", "{host}", "{company}",
            "{domain}",
        "-", "_", ".", "db-", "SG-", "a", "Z", "9", "x0-y");

    // Random patterns, of which the ambiguous and repetitive ones are refused: about a third is left.
    private static readonly Gen<NamePattern> Pattern = Gen.Select(Piece.Array[1, 7], Gen.Bool)
        .Select((pieces, ignoreCase) =>
            NamePattern.TryParse(string.Concat(pieces), Parts, ignoreCase, out var pattern, out _) ? pattern : null!)
        .Where(p => p is not null);

    private static readonly Gen<string> OrgId =
        Gen.Select(Gen.Char["abcxyz"], Gen.String[Gen.Char["abcxyz0189"], 0, 20], (first, rest) => first + rest);

    private static Gen<(NamePattern Pattern, Dictionary<string, string> Parts)> PatternAndParts => Pattern.SelectMany(
        _ => Gen.Select(
            OrgId, Gen.OneOf("POS", "RMS", "XMS"), Gen.Int[0, 999999], Gen.String[Gen.Char["ABZ09-_"], 0, 20],
                Gen.String[Gen.Char["abAZ09"], 0, 14],
            Gen.OneOf("fusionPOS.com", "fusionrms.com")),
        (pattern, v) => (pattern, Fill(pattern, v)));

    [Fact]
    public void Generated_Name_GivesItsPartsBack() => PatternAndParts.Sample(sample =>
    {
        var name = sample.Pattern.Generate(sample.Parts).Name!;
        var expected = Same(sample.Parts);
        Assert.Equal(expected, Same(sample.Pattern.Match(name)!));
        if (!sample.Pattern.IgnoreCase) return;
        Assert.Equal(expected, Same(sample.Pattern.Match(name.ToLowerInvariant())!), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(expected, Same(sample.Pattern.Match(name.ToUpperInvariant())!), StringComparer.OrdinalIgnoreCase);
    });

    [Fact]
    public void Matched_Name_IsGeneratedAgain() =>
        Gen.Select(Pattern, Gen.String[Gen.Char["abAZ09-_.dSGpos"], 0, 25]).Sample((pattern, name) =>
    {
        if (pattern.Match(name) is not { } parts) return;
        var again = pattern.Generate(new Dictionary<string, string>(parts)).Name;
        Assert.Equal(name, again, pattern.IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    });

    [Fact]
    public void AnyText_IsMatchedDiagnosedAndComparedWithoutThrowing() => Gen.Select(Pattern, Gen.String).Sample((pattern, text) =>
    {
        var matched = pattern.IsMatch(text);
        Assert.Equal(matched, pattern.Match(text) is not null);
        Assert.Equal(matched, NameDiagnosis.Of(pattern, text) is null);
        NearestName.Resembles(pattern, text);
        if (NearestName.To(pattern, text) is { } nearest) Assert.True(pattern.IsMatch(nearest));
    });

    [Fact]
    public void AnyPatternText_IsReadOrRefusedWithoutThrowing() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["{}orgidn:-_ap"], 0, 40]).Sample(text =>
            NamePattern.TryParse(text, Parts, false, out _, out var error) == (error.Length == 0));

    [Fact]
    public void Matching_AdversarialNames_LooksAtEachCharacterAtMostOnceBesidesThePattern() =>
        Gen.Select(Pattern, Gen.OneOf("a", "0", "-", "A-", "POS", "fusion-rms-", "fusionPOS.com", "_"), Gen.Int[1, 4000])
            .Sample((pattern, unit, times) =>
        {
            var name = string.Concat(Enumerable.Repeat(unit, times));
            var meter = default(Counting);
            pattern.Match(name, ref meter);
            // What the pattern itself may look at again: its fixed texts, and each value of its choices.
            var own = pattern.Elements.Sum(e => (e.Literal?.Length ?? 0) + e.Choices.Sum(c => c.Text.Length) + 1);
            Assert.InRange(meter.Characters, 0, name.Length + own + pattern.Elements.Count);
        });

    private static Dictionary<string, string> Fill(
        NamePattern pattern, (string OrgId, string Product, int Number, string Purpose, string Host, string Domain) v) =>
        pattern.PartIds.ToDictionary(id => id, id => id switch
        {
            "orgid" => v.OrgId,
            "siteid" => v.OrgId[..Math.Min(v.OrgId.Length, 20)],
            "product" => v.Product,
            "purpose" =>
                pattern.Text.Contains("{purpose:lower}", StringComparison.Ordinal) ? "q" + v.Purpose.ToLowerInvariant() : "Q" + v.Purpose,
            "host" => "h" + v.Host,
            "company" => "fusion",
            "domain" => v.Domain,
            _ => v.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });

    private static IEnumerable<string> Same(IEnumerable<KeyValuePair<string, string>> parts) =>
        parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}");

    private struct Counting : IMatchMeter
    {
        public long Characters { get; private set; }

        public void Looked(int characters) => Characters += characters;
    }
}
