using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FusionPortal.Conventions.Naming;

/// <summary>
/// A naming pattern such as <c>fusion-rms-{orgid}</c> or <c>db-{product}-{nn}</c>, used in both directions: it generates names from parts
/// and reads parts out of names. Reading looks at each character once, so any pattern and any name are safe. Immutable and thread-safe.
/// </summary>
public sealed class NamePattern
{
    private readonly PatternElement[] _elements;
    private readonly PatternElement[] _slots;
    private readonly (string Before, string After)? _aroundOrganization;

    private NamePattern(string text, bool ignoreCase, List<PatternElement> elements)
    {
        Text = text;
        IgnoreCase = ignoreCase;
        _elements = [.. elements];
        _slots = [.. elements.Where(e => e.Slot >= 0)];
        OrganizationSlot = Array.FindIndex(_slots, s => s.Part!.Kind == NamePartKind.OrganizationId);
        if (OrganizationSlot >= 0 && _slots.All(s => s.Part!.Kind is NamePartKind.OrganizationId or NamePartKind.Choice))
        {
            var at = Array.IndexOf(_elements, _slots[OrganizationSlot]);
            _aroundOrganization = (Fixed(_elements[..at]), Fixed(_elements[(at + 1)..]));
        }

        Display = string.Concat(elements.Select(e => e.Literal ?? (e.Choices.Length > 0 ? e.Generated : $"{{{e.Part!.Id}}}")));
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>The pattern for people: choices replaced by the value that is generated, for example <c>db-POS-{nn}</c>.</summary>
    public string Display { get; }

    /// <summary>Whether names are compared ignoring ASCII case. RDS, for one, lower-cases the names it is given.</summary>
    public bool IgnoreCase { get; }

    /// <summary>The ids of the parts, from left to right.</summary>
    public IEnumerable<string> PartIds => _slots.Select(s => s.Part!.Id);

    /// <summary>The ids of those parts that have to be given to make a name: of a choice, the first value is taken.</summary>
    public IEnumerable<string> OpenPartIds => _slots.Where(s => s.Part!.Kind != NamePartKind.Choice).Select(s => s.Part!.Id);

    internal IReadOnlyList<PatternElement> Elements => _elements;

    /// <summary>Reads a pattern. On failure <paramref name="error"/> says what is wrong in a sentence.</summary>
    public static bool TryParse(
        string text, IReadOnlyDictionary<string, NamePart> parts, bool ignoreCase,
        [NotNullWhen(true)] out NamePattern? pattern, out string error)
    {
        pattern = PatternParser.TryParse(text, parts, ignoreCase, out var elements, out error)
            ? new NamePattern(text, ignoreCase, elements)
            : null;
        return pattern is not null;
    }

    /// <exception cref="FormatException">The pattern is malformed, names an unknown part or is ambiguous.</exception>
    public static NamePattern Parse(string text, IReadOnlyDictionary<string, NamePart> parts, bool ignoreCase = false) =>
        TryParse(text, parts, ignoreCase, out var pattern, out var error) ? pattern : throw new FormatException(error);

    /// <summary>The index of the first organization ID among <see cref="PartIds"/>, or -1.</summary>
    public int OrganizationSlot { get; }

    /// <summary>The index of the first number among <see cref="PartIds"/>, or -1.</summary>
    public int NumberSlot => Array.FindIndex(_slots, s => s.Part!.Kind == NamePartKind.Number);

    /// <summary>The id of the first organization ID among the parts, or null.</summary>
    public string? OrganizationPart => OrganizationSlot is >= 0 and var slot ? _slots[slot].Part!.Id : null;

    /// <summary>Makes the name. A choice may be left out: its first value is taken. A number may be given with or without leading
    /// zeros.</summary>
    /// <returns>The name, or a sentence saying which part is missing or does not fit.</returns>
    public NameResult Generate(IReadOnlyDictionary<string, string> parts)
    {
        var name = new System.Text.StringBuilder();
        foreach (var element in _elements)
        {
            if (element.Literal is { } literal)
            {
                name.Append(literal);
                continue;
            }

            var given = parts.GetValueOrDefault(element.Part!.Id);
            var text = Written(element, given, out var problem);
            if (text is null) return new(null, problem);
            name.Append(text);
        }

        return new(name.ToString(), null);
    }

    /// <summary>Makes the name from pairs of part id and value.</summary>
    public NameResult Generate(params (string Part, string Value)[] parts) =>
        Generate(parts.ToDictionary(p => p.Part, p => p.Value, StringComparer.Ordinal));

    /// <summary>
    /// The organization's name, where the pattern asks for nothing but the organization ID; null where it asks for more or the ID is not
    /// valid.
    /// </summary>
    public string? GenerateFor(string orgId) =>
        _aroundOrganization is var (before, after) && OrganizationId.IsValid(orgId) ? string.Concat(before, orgId, after) : null;

    /// <summary>Whether the name follows the pattern. Allocates nothing.</summary>
    public bool IsMatch(ReadOnlySpan<char> name) => TryMatch(name, []);

    /// <summary>Whether the name follows the pattern, and where its parts lie. Allocates nothing.</summary>
    /// <param name="name">Any text.</param>
    /// <param name="slots">Filled in the order of <see cref="PartIds"/>, as far as there is room.</param>
    public bool TryMatch(ReadOnlySpan<char> name, Span<Range> slots)
    {
        var meter = default(NoMeter);
        return PatternMatcher.Match(_elements, IgnoreCase, name, slots, ref meter).Matched;
    }

    /// <summary>
    /// The parts of a name, each in its canonical form (a choice as listed, a number without leading zeros, an organization ID in lower
    /// case), so that generating from them gives the name back, up to case where case is ignored. Null when the name does not follow the
    /// pattern.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Match(string name)
    {
        Span<Range> slots = stackalloc Range[_slots.Length];
        if (!TryMatch(name, slots)) return null;
        var parts = new Dictionary<string, string>(_slots.Length, StringComparer.Ordinal);
        for (var i = 0; i < _slots.Length; i++) parts[_slots[i].Part!.Id] = Canonical(_slots[i], name[slots[i]]);
        return parts;
    }

    internal MatchEnd Match<TMeter>(ReadOnlySpan<char> name, ref TMeter meter)
        where TMeter : struct, IMatchMeter => PatternMatcher.Match(_elements, IgnoreCase, name, [], ref meter);

    public override string ToString() => Text;

    private static string Fixed(PatternElement[] elements) => string.Concat(elements.Select(e => e.Literal ?? e.Generated));

    private static string? Written(PatternElement element, string? given, out string? problem)
    {
        var part = element.Part!;
        problem = null;
        if (part.Kind == NamePartKind.Choice)
        {
            if (given is null) return element.Generated;
            var choice = element.Choices.FirstOrDefault(c => c.Value == given);
            problem = choice is null ? $"{{{part.Id}}} is one of {string.Join(", ", part.Values)}, not \"{given}\"." : null;
            return choice?.Text;
        }

        if (string.IsNullOrEmpty(given))
        {
            problem = $"{{{part.Id}}} has no value yet.";
            return null;
        }

        var text = part.Kind == NamePartKind.Number ? Padded(given, part.MinLength) : element.Apply(given);
        problem = NamePartRules.Problem(element, text);
        return problem is null ? text : null;
    }

    private static string Padded(string digits, int width) =>
        digits.All(char.IsAsciiDigit) ? digits.TrimStart('0').PadLeft(width, '0') : digits;

    private static string Canonical(PatternElement element, string text)
    {
        var part = element.Part!;
        switch (part.Kind)
        {
            case NamePartKind.Choice:
                return element.Choices.First(c => string.Equals(c.Text, text, StringComparison.OrdinalIgnoreCase)).Value;
            case NamePartKind.Number:
                return int.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
            default:
                // Where case is ignored, a letter the part cannot hold stands for its other case.
                return string.Create(text.Length, (element, text), static (span, state) =>
                {
                    for (var i = 0; i < span.Length; i++)
                    {
                        var c = state.text[i];
                        var allowed = i == 0 ? state.element.First(false) : state.element.Rest(false);
                        span[i] = allowed.Contains(c) || !char.IsAsciiLetter(c) ? c : (char)(c ^ 0x20);
                    }
                });
        }
    }
}

/// <summary>A generated name, or why there is none.</summary>
public readonly record struct NameResult(string? Name, string? Problem);
