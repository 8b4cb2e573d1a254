using System.Diagnostics.CodeAnalysis;

namespace FusionPortal.Conventions.Naming;

/// <summary>Reads the text of a pattern and refuses those whose names could be split in more than one way.</summary>
internal static class PatternParser
{
    private const int MaxPatternLength = 200;

    private static readonly AsciiSet Printable = AsciiSet.Parse("!-~");

    public static bool TryParse(
        string text, IReadOnlyDictionary<string, NamePart> parts, bool ignoreCase,
        [NotNullWhen(true)] out List<PatternElement>? elements, out string error)
    {
        elements = [];
        error = "";
        if (text.Length is 0 or > MaxPatternLength)
            return Fail($"A pattern has 1 to {MaxPatternLength} characters.", ref elements, out error);

        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '{')
            {
                var end = text.IndexOf('{', i);
                var literal = end < 0 ? text[i..] : text[i..end];
                if (literal.Any(c => !Printable.Contains(c) || c == '}'))
                    return Fail(
                        $"The fixed text \"{literal}\" may hold printable ASCII characters only, without spaces or a lone \"}}\".",
                        ref elements, out error);
                elements.Add(PatternElement.Fixed(literal));
                i += literal.Length;
                continue;
            }

            var close = text.IndexOf('}', i);
            if (close < 0) return Fail("A \"{\" is not closed.", ref elements, out error);
            if (!TryReadSlot(text[(i + 1)..close], parts, elements, out error))
            {
                elements = null;
                return false;
            }

            i = close + 1;
        }

        error = Ambiguity(elements, ignoreCase) ?? "";
        if (error.Length == 0) return true;
        elements = null;
        return false;
    }

    private static bool TryReadSlot(
        string inside, IReadOnlyDictionary<string, NamePart> parts, List<PatternElement> elements, out string error)
    {
        var colon = inside.IndexOf(':', StringComparison.Ordinal);
        var id = colon < 0 ? inside : inside[..colon];
        NameCase? letterCase = colon < 0 ? NameCase.AsIs : inside[(colon + 1)..] switch
        {
            "lower" => NameCase.Lower,
            "upper" => NameCase.Upper,
            _ => null,
        };

        error = "";
        if (letterCase is null)
            error = $"{{{inside}}}: after the colon only \"lower\" or \"upper\" may stand.";
        else if (elements.Any(e => e.Part?.Id == id))
            error = $"{{{id}}} stands twice; a part may stand once in a pattern.";
        else if (Find(id, parts) is not { } part)
            error = $"{{{id}}} is not a part. Parts are: "
                + $"{string.Join(", ", parts.Keys.Order(StringComparer.Ordinal).Append("nn (a number)"))}.";
        else if (part.Kind == NamePartKind.OrganizationId && letterCase == NameCase.Upper)
            error = $"{{{inside}}}: an organization ID is lower-case.";
        else
            elements.Add(PatternElement.Open(part, letterCase.Value, elements.Count(e => e.Part is not null)));
        return error.Length == 0;
    }

    private static NamePart? Find(string id, IReadOnlyDictionary<string, NamePart> parts)
    {
        if (parts.TryGetValue(id, out var part)) return part;
        return id.Length is > 0 and <= NamePart.MaxDigits && id.All(c => c == 'n') ? NamePart.Number(id.Length) : null;
    }

    // The matcher reads left to right and never goes back. That is right exactly when the end of every part
    // can be told from the next character alone, which is what is asked for here.
    private static string? Ambiguity(List<PatternElement> elements, bool ignoreCase)
    {
        for (var i = 0; i < elements.Count - 1; i++)
        {
            var element = elements[i];
            if (element.Part is not { } part) continue;
            var next = elements[i + 1].First(ignoreCase);
            var clash = part.Kind == NamePartKind.Choice
                ? ChoiceClash(element, next, ignoreCase)
                : part.MinLength == part.MaxLength ? default : element.Rest(ignoreCase).Intersect(next);
            if (!clash.IsEmpty)
            {
                var follower = elements[i + 1] is { Part: { } p } ? $"{{{p.Id}}}" : $"\"{elements[i + 1].Literal}\"";
                return $"The pattern is ambiguous: it cannot be told where {{{part.Id}}} ends, because {follower} follows and can begin "
                    + $"with a character that {{{part.Id}}} may hold too ({Sample(clash)}). Put a character between them "
                    + $"that {{{part.Id}}} cannot hold.";
            }
        }

        return Duplicate(elements, ignoreCase);
    }

    // "POS" before "POSX" is a problem only where an X can follow "POS" in the pattern.
    private static AsciiSet ChoiceClash(PatternElement element, AsciiSet next, bool ignoreCase)
    {
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var clash = default(AsciiSet);
        foreach (var shorter in element.Choices)
            foreach (var longer in element.Choices)
            {
                if (longer.Text.Length <= shorter.Text.Length || !longer.Text.StartsWith(shorter.Text, comparison)) continue;
                var goesOn = AsciiSet.Of(longer.Text[shorter.Text.Length]);
                clash = clash.Union((ignoreCase ? goesOn.IgnoringCase() : goesOn).Intersect(next));
            }

        return clash;
    }

    private static string? Duplicate(List<PatternElement> elements, bool ignoreCase)
    {
        var comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        foreach (var element in elements)
        {
            var twice = element.Choices.GroupBy(c => c.Text, comparer).FirstOrDefault(g => g.Count() > 1);
            if (twice is not null)
                return $"The pattern is ambiguous: {{{element.Part!.Id}}} accepts \"{twice.Key}\" twice as it is compared here.";
        }

        return null;
    }

    private static string Sample(AsciiSet set)
    {
        var text = set.ToString();
        return text.Length <= 6 ? text : text[..6] + "...";
    }

    private static bool Fail(string message, ref List<PatternElement>? elements, out string error)
    {
        elements = null;
        error = message;
        return false;
    }
}
