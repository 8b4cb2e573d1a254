namespace FusionPortal.Conventions.Secrets;

/// <summary>Walks the longest stretches of a text whose characters are all of one set. Each character is looked at once.</summary>
internal ref struct Runs(ReadOnlySpan<char> text, System.Buffers.SearchValues<char> set)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _next;

    public int Start { get; private set; }

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Current => _text.Slice(Start, Length);

    public bool MoveNext()
    {
        if (_next >= _text.Length) return false;
        var skipped = _text[_next..].IndexOfAny(set);
        if (skipped < 0) return false;
        Start = _next + skipped;
        var length = _text[Start..].IndexOfAnyExcept(set);
        Length = length < 0 ? _text.Length - Start : length;
        _next = Start + Length;
        return true;
    }
}
