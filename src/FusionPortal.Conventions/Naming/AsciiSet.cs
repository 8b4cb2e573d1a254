using System.Text;

namespace FusionPortal.Conventions.Naming;

/// <summary>A set of ASCII characters, written as <c>a-z0-9_</c>. A hyphen first or last stands for itself.</summary>
public readonly record struct AsciiSet
{
    private readonly ulong _low;
    private readonly ulong _high;

    private AsciiSet(ulong low, ulong high) => (_low, _high) = (low, high);

    public static AsciiSet Digits { get; } = Range('0', '9');

    public bool IsEmpty => (_low | _high) == 0;

    public bool Contains(char c) => c < 128 && (((c < 64 ? _low : _high) >> (c & 63)) & 1) != 0;

    public AsciiSet Union(AsciiSet other) => new(_low | other._low, _high | other._high);

    public AsciiSet Intersect(AsciiSet other) => new(_low & other._low, _high & other._high);

    public static AsciiSet Of(char c) => c < 64 ? new(1UL << c, 0) : c < 128 ? new(0, 1UL << (c - 64)) : default;

    /// <summary>The set with both cases of every letter in it.</summary>
    public AsciiSet IgnoringCase()
    {
        var result = this;
        for (var c = 'A'; c <= 'Z'; c++)
        {
            var lower = (char)(c | 0x20);
            if (Contains(c)) result = result.Union(Of(lower));
            if (Contains(lower)) result = result.Union(Of(c));
        }

        return result;
    }

    /// <summary>Reads <c>a-z0-9_</c>; false for an empty set, a backward range or a character outside printable ASCII.</summary>
    public static bool TryParse(string text, out AsciiSet set)
    {
        set = default;
        if (text.Length == 0) return false;
        for (var i = 0; i < text.Length; i++)
        {
            var from = text[i];
            var to = from;
            if (i + 2 < text.Length && text[i + 1] == '-')
            {
                to = text[i + 2];
                i += 2;
            }

            if (from <= ' ' || to >= 127 || from > to) return false;
            set = set.Union(Range(from, to));
        }

        return true;
    }

    /// <exception cref="FormatException">The text is not a set.</exception>
    public static AsciiSet Parse(string text) =>
        TryParse(text, out var set) ? set : throw new FormatException($"\"{text}\" is not a set of characters such as a-z0-9.");

    public IEnumerable<char> Characters()
    {
        for (var c = '\0'; c < 128; c++)
            if (Contains(c)) yield return c;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var c in Characters()) text.Append(c);
        return text.ToString();
    }

    private static AsciiSet Range(char from, char to)
    {
        var set = default(AsciiSet);
        for (var c = from; c <= to; c++) set = set.Union(Of(c));
        return set;
    }
}
