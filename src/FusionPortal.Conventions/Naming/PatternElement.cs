namespace FusionPortal.Conventions.Naming;

/// <summary>One piece of a compiled pattern: fixed text, or a slot for a part.</summary>
internal sealed class PatternElement
{
    private readonly AsciiSet _first, _firstFolded, _rest, _restFolded;

    private PatternElement(string? literal, NamePart? part, NameCase letterCase, int slot)
    {
        Literal = literal;
        PlainLiteral = literal is null ? null : NearestName.Plain(literal);
        Part = part;
        Case = letterCase;
        Slot = slot;
        if (part is { Kind: NamePartKind.Choice })
        {
            Generated = Apply(part.Values[0]);
            // Longest first, so that the value taken is the longest one there: the parser has refused lists where that could be wrong.
            Choices = [.. part.Values.Select(v => new ChoiceText(v, Apply(v))).OrderByDescending(c => c.Text.Length)];
        }

        _first = literal is not null ? AsciiSet.Of(literal[0])
            : Choices.Length > 0 ? Choices.Aggregate(default(AsciiSet), (s, c) => s.Union(AsciiSet.Of(c.Text[0])))
            : Cased(part!.First);
        _rest = part is null ? default : Cased(part.Rest);
        (_firstFolded, _restFolded) = (_first.IgnoringCase(), _rest.IgnoringCase());
    }

    public string? Literal { get; }

    /// <summary>The fixed text without case and separators; may be empty.</summary>
    public string? PlainLiteral { get; }

    public NamePart? Part { get; }

    public NameCase Case { get; }

    /// <summary>The index among the pattern's slots; -1 for fixed text.</summary>
    public int Slot { get; }

    /// <summary>A choice's texts as they stand in a name.</summary>
    public ChoiceText[] Choices { get; } = [];

    /// <summary>The text a choice contributes when nothing else is asked for.</summary>
    public string Generated { get; } = "";

    public static PatternElement Fixed(string literal) => new(literal, null, NameCase.AsIs, -1);

    public static PatternElement Open(NamePart part, NameCase letterCase, int slot) => new(null, part, letterCase, slot);

    public string Apply(string value) => Case switch
    {
        NameCase.Lower => value.ToLowerInvariant(),
        NameCase.Upper => value.ToUpperInvariant(),
        _ => value,
    };

    /// <summary>The characters the element can begin with.</summary>
    public AsciiSet First(bool ignoreCase) => ignoreCase ? _firstFolded : _first;

    /// <summary>The characters allowed after an open part's first.</summary>
    public AsciiSet Rest(bool ignoreCase) => ignoreCase ? _restFolded : _rest;

    private AsciiSet Cased(AsciiSet set) => Case switch
    {
        NameCase.Lower => Map(set, char.ToLowerInvariant),
        NameCase.Upper => Map(set, char.ToUpperInvariant),
        _ => set,
    };

    private static AsciiSet Map(AsciiSet set, Func<char, char> map) =>
        set.Characters().Aggregate(default(AsciiSet), (s, c) => s.Union(AsciiSet.Of(map(c))));
}

/// <summary>A value of a choice and how it is written in the name.</summary>
internal sealed record ChoiceText(string Value, string Text)
{
    /// <summary>The text without case and separators.</summary>
    public string Plain { get; } = NearestName.Plain(Text);
}

/// <summary>How a part's value is written: <c>{product:lower}</c>.</summary>
internal enum NameCase { AsIs, Lower, Upper }
