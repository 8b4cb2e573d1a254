using System.Globalization;
using System.Text;
using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Values;

/// <summary>The outcome of reading what a person typed: either a canonical value or what is wrong with it.</summary>
/// <param name="Value">Canonical text, empty when nothing was typed.</param>
public readonly record struct ReadValue(string Value, string? Problem)
{
    public static ReadValue Good(string value) => new(value, null);

    public static ReadValue Bad(string problem) => new("", problem);
}

/// <summary>Reads what is typed or sent for a field. Every type has one canonical text, which is what is stored.</summary>
public static class FieldValue
{
    /// <summary>Characters of anything sent for any field; more is refused before it is looked at.</summary>
    public const int RawLimit = 20_000;

    /// <summary>Puts what was typed into the type's canonical form. Whitespace alone is the same as nothing.</summary>
    public static ReadValue Read(FieldDefinition field, string? raw)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (string.IsNullOrWhiteSpace(raw)) return ReadValue.Good("");
        if (raw.Length > RawLimit) return ReadValue.Bad($"At most {RawLimit:N0} characters are accepted.");
        return Tidy(raw, field.Type.HasLines) is { } text ? field.Type.Read(field, text)
            : ReadValue.Bad("It holds characters that cannot be shown.");
    }

    // Returns null for control characters and for marks that make text read other than it is.
    private static string? Tidy(string raw, bool severalLines)
    {
        // What surrounds a pasted value is not part of it.
        var text = raw.ReplaceLineEndings("\n").Trim();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' && severalLines) continue;
            if (rune == Rune.ReplacementChar) return null;
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && rune.Value != '\t') return null;
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)) return null;
        }

        return text.Replace('\t', ' ').Normalize(NormalizationForm.FormC);
    }
}
