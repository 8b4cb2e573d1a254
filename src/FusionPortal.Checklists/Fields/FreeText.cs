using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>Lengths and patterns, for the types that hold words of a person's own.</summary>
internal static class FreeText
{
    // Making a linear-time expression is dear, and a template's field is read many times.
    private static readonly ConditionalWeakTable<FieldDefinition, Regex> Patterns = [];

    /// <param name="most">Characters, unless the field says otherwise.</param>
    public static ReadValue Read(FieldDefinition field, string text, int most)
    {
        var limit = field.MaxLength ?? most;
        if (text.Length > limit) return ReadValue.Bad($"It has {text.Length:N0} characters; at most {limit:N0} fit.");
        if (text.Length < field.MinLength)
            return ReadValue.Bad(
                $"It has {text.Length:N0} {(text.Length == 1 ? "character" : "characters")} and needs at least {field.MinLength:N0}.");
        return Matches(field, text) ? ReadValue.Good(text) : ReadValue.Bad(field.PatternSays ?? "It does not have the expected form.");
    }

    public static bool Matches(FieldDefinition field, string text) =>
        field.Pattern is null || Patterns.GetValue(field, f => Whole(f.Pattern!)).IsMatch(text);

    /// <summary>The expression that matches a whole value, in linear time.</summary>
    /// <exception cref="ArgumentException">It is not an expression.</exception>
    /// <exception cref="NotSupportedException">It cannot be matched in linear time.</exception>
    public static Regex Whole(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
