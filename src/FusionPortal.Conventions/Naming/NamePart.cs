namespace FusionPortal.Conventions.Naming;

/// <summary>What may stand in a placeholder of a naming pattern.</summary>
public enum NamePartKind
{
    /// <summary>An <see cref="OrganizationId"/>.</summary>
    OrganizationId,

    /// <summary>One of a few values, for example the product tokens. The first is used when generating.</summary>
    Choice,

    /// <summary>Characters of a set, with a length.</summary>
    Text,

    /// <summary>A number from 0, padded with zeros: <c>{nn}</c> to two digits, <c>{nnn}</c> to three.</summary>
    Number,
}

/// <summary>The definition of one placeholder.</summary>
public sealed record NamePart
{
    /// <summary>The longest number: a name counts instances, it does not hold a serial.</summary>
    internal const int MaxDigits = 6;

    private NamePart(string id, NamePartKind kind) => (Id, Kind) = (id, kind);

    /// <summary>The word between the braces.</summary>
    public string Id { get; }

    public NamePartKind Kind { get; }

    /// <summary>The accepted values of a choice, the generated one first; empty for other kinds.</summary>
    public IReadOnlyList<string> Values { get; private init; } = [];

    /// <summary>Characters allowed first.</summary>
    public AsciiSet First { get; private init; }

    /// <summary>Characters allowed after the first.</summary>
    public AsciiSet Rest { get; private init; }

    public int MinLength { get; private init; }

    public int MaxLength { get; private init; }

    public static NamePart Organization(string id) => new(id, NamePartKind.OrganizationId)
    {
        First = AsciiSet.Parse("a-z"),
        Rest = AsciiSet.Parse("a-z0-9"),
        MinLength = 1,
        MaxLength = OrganizationId.MaxLength,
    };

    /// <param name="id">The word between the braces.</param>
    /// <param name="values">At least one, each of printable ASCII and not empty.</param>
    public static NamePart Choice(string id, params IReadOnlyList<string> values)
    {
        if (values.Count == 0 || values.Any(v => v.Length == 0 || v.Any(c => c is <= ' ' or >= (char)127)))
            throw new ArgumentException("A choice needs values, each of printable ASCII characters.", nameof(values));
        return new(id, NamePartKind.Choice)
        {
            Values = [.. values],
            First = values.Aggregate(default(AsciiSet), (set, v) => set.Union(AsciiSet.Of(v[0]))),
            MinLength = values.Min(v => v.Length),
            MaxLength = values.Max(v => v.Length),
        };
    }

    public static NamePart Text(string id, AsciiSet first, AsciiSet rest, int minLength, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, minLength);
        return new(id, NamePartKind.Text) { First = first, Rest = rest, MinLength = minLength, MaxLength = maxLength };
    }

    /// <param name="digits">1 to 6: how many digits a small number is padded to.</param>
    public static NamePart Number(int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, MaxDigits);
        return new(new string('n', digits), NamePartKind.Number)
        {
            First = AsciiSet.Digits,
            Rest = AsciiSet.Digits,
            MinLength = digits,
            MaxLength = MaxDigits,
        };
    }
}
