using System.Globalization;
using FusionPortal.Conventions.Characters;

namespace FusionPortal.Conventions.Naming;

/// <summary>
/// Judges names that miss a pattern: whether they were probably meant to follow it, and what they should have been. Case and the separators
/// - _ . and space make no difference, and a number may have any number of digits.
/// </summary>
public static class NearestName
{
    private const int Longest = 256;

    // A beginning shorter than this ("rms") is a word of its own only if a separator or a digit follows.
    private const int TellingPrefix = 6;

    /// <summary>Whether the name begins as the pattern does. Allocates nothing.</summary>
    public static bool Resembles(NamePattern pattern, string name)
    {
        Span<char> buffer = stackalloc char[Longest];
        return TryPrefix(pattern, name, buffer, null, out _, out _);
    }

    /// <summary>The name that was probably meant, or null when that cannot be told.</summary>
    public static string? To(NamePattern pattern, string name)
    {
        Span<char> buffer = stackalloc char[Longest];
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!TryPrefix(pattern, name, buffer, parts, out var index, out var remainder)) return null;
        if (index == pattern.Elements.Count || remainder.IsEmpty) return null;

        var open = pattern.Elements[index];
        for (var i = pattern.Elements.Count - 1; i > index; i--)
        {
            // Only fixed text may follow the part, else it could not be told where the part ends.
            if (pattern.Elements[i].PlainLiteral is not { } end) return null;
            if (remainder.EndsWith(end, StringComparison.Ordinal)) remainder = remainder[..^end.Length];
        }

        if (Value(open, remainder) is not { } value) return null;
        parts[open.Part!.Id] = value;
        var suggestion = pattern.Generate(parts).Name;
        return suggestion == name ? null : suggestion;
    }

    private static bool TryPrefix(
        NamePattern pattern, string name, Span<char> buffer, Dictionary<string, string>? parts, out int index,
            out ReadOnlySpan<char> remainder)
    {
        remainder = default;
        index = 0;
        if (name.Length > Longest) return false;
        var plain = Plain(name, buffer);
        var position = 0;
        var endsInToken = false;
        for (; index < pattern.Elements.Count; index++)
        {
            var element = pattern.Elements[index];
            if (element.PlainLiteral is { } literal)
            {
                if (!plain[position..].StartsWith(literal, StringComparison.Ordinal)) return false;
                position += literal.Length;
                endsInToken &= literal.Length == 0;
            }
            else if (element.Choices.Length > 0)
            {
                if (Chosen(element, plain[position..]) is not { } choice) return false;
                if (parts is not null) parts[element.Part!.Id] = choice.Value;
                position += choice.Plain.Length;
                // A short token such as POS is a word of its own or it is nothing: "position" is not one.
                endsInToken = true;
            }
            else
            {
                break;
            }
        }

        remainder = plain[position..];
        if (position < 2) return false;
        if (remainder.IsEmpty || (position >= TellingPrefix && !endsInToken) || HasSeparatorAt(name, position)) return true;
        return index < pattern.Elements.Count && pattern.Elements[index].Part is { Kind: NamePartKind.Number }
            && char.IsAsciiDigit(remainder[0]);
    }

    private static ChoiceText? Chosen(PatternElement element, ReadOnlySpan<char> text)
    {
        foreach (var choice in element.Choices)
            if (text.StartsWith(choice.Plain, StringComparison.Ordinal)) return choice;
        return null;
    }

    // Whether a separator stands in the name after that many of its other characters.
    private static bool HasSeparatorAt(string name, int characters)
    {
        foreach (var c in name)
        {
            if (IsSeparator(c))
            {
                if (characters == 0) return true;
                continue;
            }

            if (characters-- == 0) return false;
        }

        return false;
    }

    private static string? Value(PatternElement element, ReadOnlySpan<char> text)
    {
        var part = element.Part!;
        switch (part.Kind)
        {
            case NamePartKind.OrganizationId:
                return OrganizationId.Suggest(text.ToString());
            case NamePartKind.Number:
                return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number.ToString(CultureInfo.InvariantCulture) : null;
            default:
                var upper = text.ToString().ToUpperInvariant();
                if (NamePartRules.Problem(element, upper) is null) return upper;
                var lower = text.ToString();
                return NamePartRules.Problem(element, lower) is null ? lower : null;
        }
    }

    internal static string Plain(string text) => string.Create(CountPlain(text), text, static (span, from) => Plain(from, span));

    private static int CountPlain(string text) => text.Count(c => !IsSeparator(c));

    private static ReadOnlySpan<char> Plain(string text, Span<char> into)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (IsSeparator(c)) continue;
            // As it looks: no pattern asks for a character outside ASCII.
            var seen = c < 128 ? c : LookAlikes.Of(c) ?? (LookAlikes.IsInvisible(c) || char.IsWhiteSpace(c) ? '\0' : c);
            if (seen == '\0' || IsSeparator(seen)) continue;
            into[length++] = char.IsAsciiLetterUpper(seen) ? (char)(seen | 0x20) : seen;
        }

        return into[..length];
    }

    private static bool IsSeparator(char c) => c is '-' or '_' or '.' or ' ';
}
