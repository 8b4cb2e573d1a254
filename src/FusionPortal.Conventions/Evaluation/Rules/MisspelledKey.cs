using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;

namespace FusionPortal.Conventions.Evaluation.Rules;

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

/// <summary>
/// No organization tag only looks like one. Where a spelling is laid down, that convention tells already; this one is for all other
/// kinds, and for
/// a misspelled tag beside the right one.
/// </summary>
internal sealed class TagKeyCharactersRule(Convention convention, ConventionBook book) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => true;

    public override Outcome Judge(in ResourceView view) =>
        !view.Tag.IsPresent ? Outcome.DoesNotApply
        : !view.Tag.Misspelled ? Outcome.Pass
        : view.ExpectedTagKey is not null && !view.Tag.HasExpected ? Outcome.DoesNotApply
        : Outcome.Violation;

    public override Violation Describe(in ResourceView view)
    {
        var normalized = view.TagKey;
        var key = Spellings.Of(view).Select(s => s.Key).First(k => Spelling.Of(k, normalized) != Likeness.Variant);
        return MisspelledKey.Violation(view, Violated, key, view.ExpectedTagKey
            ?? MisspelledKey.Nearest(key, book.Settings.OrganizationTagKeys));
    }
}
