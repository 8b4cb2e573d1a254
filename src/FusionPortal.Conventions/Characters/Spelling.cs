using System.Globalization;

namespace FusionPortal.Conventions.Characters;

/// <summary>How a text stands to another that was probably meant.</summary>
public enum Likeness
{
    /// <summary>Another text altogether.</summary>
    Other,

    /// <summary>The same but for letter case and the characters space - _ . : between.</summary>
    Variant,

    /// <summary>The same to the eye: with invisible or look-alike characters, l for I, 0 for O, or wide spaces.</summary>
    LookAlike,
}

/// <summary>Compares texts as a person reads them. Allocates nothing where the answer is all that is asked for.</summary>
public static class Spelling
{
    /// <summary>How the text reads beside one in lower case without separators.</summary>
    /// <param name="text">As AWS keeps it.</param>
    /// <param name="normalized">From <see cref="Normalize"/>.</param>
    public static Likeness Of(ReadOnlySpan<char> text, ReadOnlySpan<char> normalized)
    {
        if (text.Length < normalized.Length) return Likeness.Other;
        var at = 0;
        var alike = false;
        foreach (var c in text)
        {
            if (IsSeparator(c)) continue;
            var lower = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
            if (at < normalized.Length && lower == normalized[at])
            {
                at++;
                continue;
            }

            if (c < 128 && !(at < normalized.Length && IsConfused(lower, normalized[at])) && c >= ' ') return Likeness.Other;
            alike = true;
            if (c < ' ' || IsUnseen(c)) continue;
            if (at == normalized.Length) return Likeness.Other;
            if (c >= 128)
            {
                if (LookAlikes.Of(c) is not { } ascii) return Likeness.Other;
                if (IsSeparator(ascii)) continue;
                lower = char.ToLowerInvariant(ascii);
                if (lower != normalized[at] && !IsConfused(lower, normalized[at])) return Likeness.Other;
            }

            at++;
        }

        return at < normalized.Length ? Likeness.Other : alike ? Likeness.LookAlike : Likeness.Variant;
    }

    /// <summary>The text in lower case without separators: <c>Org-Id</c> gives <c>orgid</c>.</summary>
    public static string Normalize(string text) => string.Concat(text.Where(c => !IsSeparator(c)).Select(char.ToLowerInvariant));

    /// <summary>
    /// Whether one letter too many, too few, exchanged or swapped with its neighbour makes the difference, letter case and separators
    /// apart.
    /// </summary>
    public static bool IsTypo(ReadOnlySpan<char> text, ReadOnlySpan<char> normalized)
    {
        const int Shortest = 5;
        const int Separators = 3;
        if (normalized.Length < Shortest || text.Length < normalized.Length - 1
            || text.Length > normalized.Length + 1 + Separators) return false;
        Span<char> letters = stackalloc char[normalized.Length + 2 + Separators];
        var length = 0;
        foreach (var c in text)
        {
            if (IsSeparator(c)) continue;
            if (!char.IsAsciiLetter(c)) return false;
            letters[length++] = (char)(c | 0x20);
        }

        return length > 0 && letters[0] == normalized[0] && IsOneApart(letters[..length], normalized);
    }

    /// <summary>
    /// A text without what cannot be seen, look-alikes as what they look like, trimmed. The text itself where there is nothing of the
    /// kind.
    /// </summary>
    public static ReadOnlySpan<char> Seen(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (System.Text.Ascii.IsValid(text)) return text;
        var seen = new char[text.Length];
        var length = 0;
        foreach (var c in text)
            if (!IsUnseen(c)) seen[length++] = LookAlikes.Of(c) ?? c;
        return seen.AsSpan(0, length).Trim();
    }

    /// <summary>Whether nothing can be seen of the text: it is empty, or spaces and invisible characters.</summary>
    public static bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsWhiteSpace(c) && !LookAlikes.IsInvisible(c)) return false;
        return true;
    }

    /// <summary>What is wrong with the text's characters, in words; empty where they are all plain.</summary>
    /// <param name="text">As AWS keeps it.</param>
    /// <param name="expected">The text that was meant.</param>
    public static IReadOnlyList<string> Faults(string text, string expected)
    {
        var faults = new List<string>();
        var at = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (at < expected.Length && c == expected[at])
            {
                at++;
                continue;
            }

            var meant = at < expected.Length ? expected[at] : (char?)null;
            if (c < ' ' || c == ' ' || IsUnseen(c)) faults.Add($"{CharacterNames.Of(c)}, {Place(text, i)}");
            else if (IsSeparator(c)) faults.Add($"\"{c}\", {Place(text, i)}");
            else
            {
                at++;
                if (meant is { } m) faults.Add(char.ToLowerInvariant(c) == char.ToLowerInvariant(m) ? $"{c} for {m}"
                    : $"{CharacterNames.Of(c)}, for {m}");
                else faults.Add($"{CharacterNames.Of(c)}, {Place(text, i)}");
            }
        }

        return [.. faults.Distinct()];
    }

    private static string Place(string text, int at) =>
        at == 0 ? "at the beginning" : at == text.Length - 1 ? "at the end" : $"after \"{CharacterNames.Visible(text[..at])}\"";

    private static bool IsUnseen(char c) =>
        c >= 128 && (LookAlikes.IsInvisible(c)
            || char.GetUnicodeCategory(
                c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.DashPunctuation);

    // What fonts draw alike within ASCII.
    private static bool IsConfused(char one, char expected) => expected switch
    {
        'i' => one is 'l' or '1' or '|' or '!',
        'l' => one is 'i' or '1' or '|',
        'o' => one == '0',
        '0' => one == 'o',
        '1' => one is 'l' or 'i',
        _ => false,
    };

    private static bool IsSeparator(char c) => c is ' ' or '-' or '_' or '.' or ':';

    private static bool IsOneApart(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var from = one.CommonPrefixLength(other);
        one = one[from..];
        other = other[from..];
        if (one.IsEmpty || other.IsEmpty) return one.Length + other.Length == 1;
        if (one.Length == other.Length)
            return one[1..].SequenceEqual(other[1..]) || (one.Length > 1 && one[0] == other[1] && one[1] == other[0]
                && one[2..].SequenceEqual(other[2..]));
        return one.Length > other.Length ? one[1..].SequenceEqual(other) : other[1..].SequenceEqual(one);
    }
}
