namespace FusionPortal.Conventions.Environments;

/// <summary>One word of a text: where it stands, and where its letters in lower case stand in the splitter's buffer.</summary>
/// <param name="Start">In the text.</param>
/// <param name="End">In the text, exclusive.</param>
/// <param name="At">In the buffer.</param>
/// <param name="Length">In the buffer.</param>
/// <param name="BeginsSegment">Whether a separator, or nothing, stands before it.</param>
internal readonly record struct TextWord(int Start, int End, int At, int Length, bool BeginsSegment);

/// <summary>
/// Takes a name or a value apart into words: at everything that is neither letter nor digit, at digits, and where camel case begins a new
/// word (<c>PosQaStack</c>, <c>ordersQA</c>, <c>QAStack</c>). Never inside a run of letters of one case: <c>latest</c> and <c>xmsqa</c> are
/// one word.
/// </summary>
internal static class WordSplitter
{
    /// <summary>In a segment that goes to and fro between letters and digits more often than this, the letters are those of an
    /// id.</summary>
    private const int MostTurns = 2;

    /// <summary>Splits the text. Allocates nothing.</summary>
    /// <param name="letters">At least twice as long as the text; receives the words in lower case with a space between them.</param>
    /// <param name="words">At least as long as the text.</param>
    /// <returns>How many words there are.</returns>
    public static int Split(ReadOnlySpan<char> text, Span<char> letters, Span<TextWord> words)
    {
        var count = 0;
        var used = 0;
        var at = 0;
        while (at < text.Length)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            if (Turns(text[at..end]) <= MostTurns) count = Segment(text, at, end, letters, ref used, words, count);
            at = end;
        }

        return count;
    }

    private static int Segment(
        ReadOnlySpan<char> text, int start, int end, Span<char> letters, ref int used, Span<TextWord> words, int count)
    {
        var first = count;
        var at = start;
        while (at < end)
        {
            if (!char.IsLetter(text[at]))
            {
                at++;
                continue;
            }

            var stop = at + 1;
            while (stop < end && char.IsLetter(text[stop]) && !BeginsWord(text, stop, end)) stop++;
            if (used > 0) letters[used++] = ' ';
            text[at..stop].ToLowerInvariant(letters[used..]);
            words[count] = new(at, stop, used, stop - at, count == first);
            used += stop - at;
            count++;
            at = stop;
        }

        return count;
    }

    // "aB" begins a word at B, "QAst" at the A before "st"; but the plural "QAs" at the end is one word.
    private static bool BeginsWord(ReadOnlySpan<char> text, int at, int end)
    {
        if (!char.IsUpper(text[at])) return false;
        if (!char.IsUpper(text[at - 1])) return true;
        if (at + 1 == end || !char.IsLower(text[at + 1])) return false;
        return text[at + 1] != 's' || (at + 2 < end && char.IsLower(text[at + 2]));
    }

    // Digits at the end number a thing and turn nothing.
    private static int Turns(ReadOnlySpan<char> segment)
    {
        segment = segment.TrimEnd("0123456789");
        var turns = 0;
        for (var i = 1; i < segment.Length; i++)
            if (char.IsAsciiDigit(segment[i]) != char.IsAsciiDigit(segment[i - 1])) turns++;
        return turns;
    }
}
