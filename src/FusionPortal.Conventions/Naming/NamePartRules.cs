namespace FusionPortal.Conventions.Naming;

/// <summary>Says in words what keeps a text from standing in a slot.</summary>
internal static class NamePartRules
{
    /// <summary>Null when the text fits the slot.</summary>
    public static string? Problem(PatternElement element, string text)
    {
        var part = element.Part!;
        if (part.Kind == NamePartKind.OrganizationId)
            return OrganizationId.IsValid(text) ? null
                : $"\"{text}\" is not an organization ID. {string.Join(' ', OrganizationId.Validate(text))}";

        if (part.Kind == NamePartKind.Number)
        {
            return text.Length >= part.MinLength && text.Length <= part.MaxLength && text.All(char.IsAsciiDigit)
                && (text.Length == part.MinLength || text[0] != '0')
                ? null
                : $"{{{part.Id}}} is a number of {part.MinLength} to {part.MaxLength} digits, not \"{text}\".";
        }

        if (text.Length < part.MinLength || text.Length > part.MaxLength)
            return $"{{{part.Id}}} has {part.MinLength} to {part.MaxLength} characters, not {text.Length}.";
        if (!element.First(false).Contains(text[0]))
            return $"{{{part.Id}}} cannot begin with \"{text[0]}\".";
        foreach (var c in text.AsSpan(1))
            if (!element.Rest(false).Contains(c)) return $"{{{part.Id}}} cannot hold \"{c}\".";
        return null;
    }
}
