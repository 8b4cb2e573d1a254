using FusionPortal.Conventions.Characters;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>All spellings of the organization tag on a resource, in the order of their keys.</summary>
internal static class Spellings
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(in ResourceView view)
    {
        var normalized = view.TagKey;
        var typo = view.Tag.Spellings == 1 ? view.Tag.Key : null;
        return [.. view.Resource.Tags.Where(t => t.Key == typo || OrganizationTag.IsSpelling(t.Key, normalized))
            .OrderBy(t => t.Key, StringComparer.Ordinal)];
    }

    /// <summary>A spelling as it can be shown: what cannot be seen or told apart stands as its code point. It reads as the tag, so it holds
    /// no secret.</summary>
    public static string Shown(string key) => CharacterNames.Visible(key);

    /// <summary>A value fit for showing, with its code points where it only looks like an organization that is known.</summary>
    public static string ShownValue(PortalRecords records, string key, string value) =>
        !System.Text.Ascii.IsValid(value) && records.Claimed(value) is not null ? CharacterNames.Visible(value)
            : RedactedText.OfTag(key, value);
}
