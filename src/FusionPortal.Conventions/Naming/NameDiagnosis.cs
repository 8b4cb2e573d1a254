namespace FusionPortal.Conventions.Naming;

/// <summary>Says in a sentence where a name leaves its pattern.</summary>
public static class NameDiagnosis
{
    /// <summary>Null when the name follows the pattern.</summary>
    public static string? Of(NamePattern pattern, string name)
    {
        if (name.Length > 300) return $"The name has {name.Length} characters.";
        var meter = default(NoMeter);
        var end = pattern.Match(name, ref meter);
        if (end.Matched) return null;
        var before = end.Position == 0 ? "at the beginning" : $"after \"{name[..end.Position]}\"";
        if (end.Element == pattern.Elements.Count) return $"\"{name[end.Position..]}\" is left over {before}.";

        var element = pattern.Elements[end.Element];
        var expected = element.Literal is { } literal ? $"\"{literal}\""
            : element.Choices.Length > 0 ? string.Join(" or ", element.Choices.Select(c => c.Text).Order(StringComparer.Ordinal))
            : element.Part!.Kind switch
            {
                NamePartKind.OrganizationId => "an organization ID",
                NamePartKind.Number => $"a number of {element.Part.MinLength} digits or more, without needless zeros",
                _ => $"{{{element.Part.Id}}}",
            };
        var found = end.Position == name.Length ? "the name ends" : $"there is \"{name[end.Position..]}\"";
        return $"Expected {expected} {before}, but {found}.";
    }
}
