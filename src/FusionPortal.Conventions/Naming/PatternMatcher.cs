using System.Text;

namespace FusionPortal.Conventions.Naming;

/// <summary>Counts characters looked at. The no-op costs nothing: the compiler removes it.</summary>
internal interface IMatchMeter
{
    void Looked(int characters);
}

internal struct NoMeter : IMatchMeter
{
    public readonly void Looked(int characters) { }
}

/// <summary>Where matching stopped, for telling a person what is wrong.</summary>
internal readonly record struct MatchEnd(bool Matched, int Element, int Position);

/// <summary>
/// Reads a name once from left to right; no step goes back, so the work is at most
/// the name's length plus the pattern's own size, whatever either holds.
/// </summary>
internal static class PatternMatcher
{
    public static MatchEnd Match<TMeter>(
        PatternElement[] elements, bool ignoreCase, ReadOnlySpan<char> name, Span<Range> slots, ref TMeter meter)
        where TMeter : struct, IMatchMeter
    {
        var position = 0;
        for (var i = 0; i < elements.Length; i++)
        {
            var element = elements[i];
            var rest = name[position..];
            var length = element.Literal is { } literal ? (StartsWith(rest, literal, ignoreCase, ref meter) ? literal.Length : -1)
                : element.Choices.Length > 0 ? ChoiceLength(element, rest, ignoreCase, ref meter)
                : OpenLength(element, rest, ignoreCase, ref meter);
            if (length < 0) return new(false, i, position);
            if (element.Slot >= 0 && element.Slot < slots.Length) slots[element.Slot] = new Range(position, position + length);
            position += length;
        }

        return new(position == name.Length, elements.Length, position);
    }

    private static bool StartsWith<TMeter>(ReadOnlySpan<char> text, string start, bool ignoreCase, ref TMeter meter)
        where TMeter : struct, IMatchMeter
    {
        meter.Looked(Math.Min(text.Length, start.Length));
        if (text.Length < start.Length) return false;
        // Ascii, not OrdinalIgnoreCase: letters of other scripts never equal ASCII ones.
        return ignoreCase ? Ascii.EqualsIgnoreCase(text[..start.Length], start) : text.StartsWith(start, StringComparison.Ordinal);
    }

    private static int ChoiceLength<TMeter>(PatternElement element, ReadOnlySpan<char> text, bool ignoreCase, ref TMeter meter)
        where TMeter : struct, IMatchMeter
    {
        foreach (var choice in element.Choices)
            if (StartsWith(text, choice.Text, ignoreCase, ref meter)) return choice.Text.Length;
        return -1;
    }

    private static int OpenLength<TMeter>(PatternElement element, ReadOnlySpan<char> text, bool ignoreCase, ref TMeter meter)
        where TMeter : struct, IMatchMeter
    {
        var part = element.Part!;
        if (text.IsEmpty || !element.First(ignoreCase).Contains(text[0])) return -1;
        var set = element.Rest(ignoreCase);
        var length = 1;
        while (length < text.Length && length < part.MaxLength && set.Contains(text[length])) length++;
        meter.Looked(length + 1);
        if (length < part.MinLength) return -1;
        // "007" where two digits are asked for would be a second way to write 7.
        if (part.Kind == NamePartKind.Number && length > part.MinLength && text[0] == '0') return -1;
        return length;
    }
}
