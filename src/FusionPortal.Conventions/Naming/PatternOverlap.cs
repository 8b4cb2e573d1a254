namespace FusionPortal.Conventions.Naming;

/// <summary>Finds a name that two patterns both accept, so that nobody could tell which of them it follows.</summary>
internal static class PatternOverlap
{
    // Patterns of people's books need a few hundred; this keeps one made to be slow from being it.
    private const int MostSteps = 200_000;

    /// <summary>One of the shortest names that follow both patterns; null where no name does.</summary>
    public static string? Find(NamePattern one, NamePattern other)
    {
        var seen = new HashSet<(At, At)>();
        var open = new Queue<(At One, At Other, string Name)>();
        foreach (var a in Begin(one, 0))
            foreach (var b in Begin(other, 0)) open.Enqueue((a, b, ""));
        while (open.TryDequeue(out var at))
        {
            if (!seen.Add((at.One, at.Other))) continue;
            if (seen.Count > MostSteps) return null;
            if (at.One.Element == one.Elements.Count && at.Other.Element == other.Elements.Count) return at.Name;
            var both = Accepted(one, at.One).Intersect(Accepted(other, at.Other));
            foreach (var c in Telling(both))
                foreach (var a in After(one, at.One, c))
                    foreach (var b in After(other, at.Other, c)) open.Enqueue((a, b, at.Name + c));
        }

        return null;
    }

    // A zero may be followed by less than another digit; all other characters lead to the same place.
    private static IEnumerable<char> Telling(AsciiSet set)
    {
        if (set.Contains('0')) yield return '0';
        foreach (var c in set.Characters())
        {
            if (c == '0') continue;
            yield return c;
            yield break;
        }
    }

    private static AsciiSet Accepted(NamePattern pattern, At at)
    {
        if (at.Element == pattern.Elements.Count) return default;
        var element = pattern.Elements[at.Element];
        if (Fixed(element, at) is { } text)
        {
            var only = AsciiSet.Of(text[at.Length]);
            return pattern.IgnoreCase ? only.IgnoringCase() : only;
        }

        var part = element.Part!;
        if (at.Length == 0) return element.First(pattern.IgnoreCase);
        // "007" is no second way to write 7.
        return at.Length >= part.MaxLength || (at.BeganWithZero && at.Length >= part.MinLength) ? default
            : element.Rest(pattern.IgnoreCase);
    }

    private static IEnumerable<At> After(NamePattern pattern, At at, char c)
    {
        var element = pattern.Elements[at.Element];
        var zero = at.Length == 0 ? c == '0' && element.Part is { Kind: NamePartKind.Number } : at.BeganWithZero;
        var next = at with { Length = at.Length + 1, BeganWithZero = zero };
        var text = Fixed(element, at);
        if (text is null || next.Length < text.Length) yield return next;
        if (text is null ? next.Length < element.Part!.MinLength : next.Length < text.Length) yield break;
        foreach (var begun in Begin(pattern, at.Element + 1)) yield return begun;
    }

    private static IEnumerable<At> Begin(NamePattern pattern, int element) =>
        element < pattern.Elements.Count && pattern.Elements[element].Choices is { Length: > 0 } choices
            ? choices.Select((_, i) => new At(element, i, 0, false))
            : [new At(element, 0, 0, false)];

    private static string? Fixed(PatternElement element, At at) =>
        element.Literal ?? (element.Choices.Length > 0 ? element.Choices[at.Choice].Text : null);

    /// <summary>How far a pattern has been followed.</summary>
    /// <param name="Element">The element that is read; behind the last one, all is read.</param>
    /// <param name="Choice">Which value of a choice.</param>
    /// <param name="Length">Characters read of the element.</param>
    private readonly record struct At(int Element, int Choice, int Length, bool BeganWithZero);
}
