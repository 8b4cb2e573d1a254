using FusionPortal.Conventions.Characters;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>Tells of a key that is nearly the right one: which, what is wrong with it in words, and the right one.</summary>
internal static class MisspelledKey
{
    public delegate Violation Teller(in ResourceView view, string title, string expected, string actual, Evidence evidence,
        string? suggestion);

    public static Violation Violation(in ResourceView view, Teller tell, string key, string expected)
    {
        var shown = CharacterNames.Visible(key);
        return tell(
            view, $"{Phrases.Subject(view)} has a misspelled organization tag: {shown}, not {expected}", expected, shown,
            Evidence.Of(
                new EvidenceFact($"Tag {shown}", Spellings.ShownValue(view.Records, key, view.Resource.Tags[key])),
                new EvidenceFact("Difference", Difference(key, expected))),
            expected);
    }

    /// <summary>"Cyrillic capital letter o, U+041E, for O", "d for D".</summary>
    public static string Difference(string key, string expected) => Phrases.List(Spelling.Faults(key, expected)) is { Length: > 0 } faults
        ? faults : $"{key.Length} characters, not {expected.Length}";

    /// <summary>The key that was most probably meant: of those the book knows, the one with the fewest differences.</summary>
    public static string Nearest(string key, IReadOnlyList<string> keys) => keys.MinBy(k => Spelling.Faults(key, k).Count)!;
}
