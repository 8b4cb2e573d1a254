namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// Walks the stretches of at least <see cref="Least"/> characters that tokens and keys are made of. Looks at a character that many places
/// ahead first, so that ordinary text of short words is mostly jumped over; no character is looked at more than twice.
/// </summary>
internal ref struct LongRuns(ReadOnlySpan<char> text)
{
    /// <summary>No token known is shorter.</summary>
    public const int Least = 12;

    /// <summary>The characters of such a stretch.</summary>
    public const string TokenCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~+/=";

    private static readonly bool[] Member = Members();

    private readonly ReadOnlySpan<char> _text = text;
    private int _next;

    public int Start { get; private set; }

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Current => _text.Slice(Start, Length);

    public bool MoveNext()
    {
        var start = _next;
        while (start + Least <= _text.Length)
        {
            var last = start + Least - 1;
            while (last >= start && IsMember(_text[last])) last--;
            if (last >= start)
            {
                start = last + 1;
                continue;
            }

            var end = start + Least;
            while (end < _text.Length && IsMember(_text[end])) end++;
            (Start, Length, _next) = (start, end - start, end + 1);
            return true;
        }

        _next = _text.Length;
        return false;
    }

    private static bool IsMember(char c) => c < Member.Length && Member[c];

    private static bool[] Members()
    {
        var members = new bool[128];
        foreach (var c in TokenCharacters) members[c] = true;
        return members;
    }
}
