using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using FusionPortal.Conventions.Characters;

namespace FusionPortal.Conventions;

/// <summary>
/// A client's organization ID: lower-case letters and digits, the first a letter, 1 to <see cref="MaxLength"/> characters.
/// Unique ignoring case among all organizations (whoever stores them holds that) and permanent once an install has begun.
/// </summary>
public sealed record OrganizationId
{
    /// <summary>
    /// S3 allows a bucket name 63 characters and "fusion-rms-" takes 11 of them. The guide itself states no limit, so this one is the
    /// portal's.
    /// </summary>
    public const int MaxLength = 52;

    private OrganizationId(string value) => Value = value;

    public string Value { get; }

    public override string ToString() => Value;

    /// <summary>Whether the text is a valid organization ID. Allocates nothing.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength || !char.IsAsciiLetterLower(text[0])) return false;
        foreach (var c in text)
            if (!IsAllowed(c)) return false;
        return true;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out OrganizationId? id)
    {
        id = text is not null && IsValid(text) ? new OrganizationId(text) : null;
        return id is not null;
    }

    /// <exception cref="FormatException">The text breaks a rule; the message says which and what to do.</exception>
    public static OrganizationId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException(string.Join(' ', Validate(text)));

    /// <summary>
    /// What keeps the text from being an organization ID, each a sentence a person can act on while typing. Empty when it is one.
    /// </summary>
    public static IReadOnlyList<string> Validate(string? text)
    {
        if (string.IsNullOrEmpty(text)) return ["Type an organization ID: lower-case letters and digits, the first a letter."];
        if (IsValid(text)) return [];

        var problems = new List<string>();
        if (text.Any(char.IsAsciiLetterUpper))
            problems.Add($"Use lower case: {text.ToLowerInvariant()}.");

        if (char.IsAsciiDigit(text[0]))
            problems.Add("Begin with a letter; digits may follow.");

        var illegal = Illegal(text);
        if (illegal.Count > 0)
            problems.Add($"Only the letters a to z and digits are allowed; take out {string.Join(", ", illegal)}.");

        if (text.Length > MaxLength)
            problems.Add(
                $"Use at most {MaxLength} characters ({text.Length - MaxLength} too many): S3 allows a bucket name "
                    + "63, and \"fusion-rms-\" takes 11.");

        return problems;
    }

    /// <summary>
    /// The nearest valid organization ID, for example <c>kitecycles</c> for "Kite Cycles"; null when nothing usable is left.
    /// Accents are dropped from letters, and letters outside a to z are spelled with them.
    /// </summary>
    public static string? Suggest(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var result = new StringBuilder();
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            foreach (var letter in LatinSpelling.Of(rune) ?? (rune.IsAscii ? rune.ToString() : ""))
            {
                var c = char.ToLowerInvariant(letter);
                if (!IsAllowed(c) || (result.Length == 0 && char.IsAsciiDigit(c)) || result.Length == MaxLength) continue;
                result.Append(c);
            }
        }

        return result.Length == 0 ? null : result.ToString();
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    // Text with a lone surrogate cannot be decomposed; its good characters are still usable as they are.
    private static string Decomposed(string text)
    {
        var whole = string.Concat(text.EnumerateRunes().Where(r => r != Rune.ReplacementChar));
        return whole.Normalize(NormalizationForm.FormD);
    }

    private static List<string> Illegal(string text)
    {
        var seen = new List<string>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value)) continue;
            var shown = Shown(rune);
            if (!seen.Contains(shown)) seen.Add(shown);
            if (seen.Count == 8) break;
        }

        return seen;
    }

    private static string Shown(Rune rune)
    {
        if (rune.Value == ' ') return "spaces";
        return Rune.GetUnicodeCategory(
            rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.Surrogate
            ? "an invisible character"
            : $"\"{rune}\"";
    }
}
