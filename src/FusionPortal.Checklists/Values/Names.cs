using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Naming;

namespace FusionPortal.Checklists.Values;

/// <summary>The naming patterns of a template: they compute names from a run's values, and judge names a person recorded.</summary>
internal static class Names
{
    public const string OrganizationPart = "orgid";
    public const string SitePart = "siteid";

    // Some names kept an older product token, and the first is what new names get.
    private static readonly Dictionary<string, NamePart> RecordedParts =
        new() { ["product"] = NamePart.Choice("product", "POS", "RMS", "XMS") };

    private static readonly AsciiSet Letters = AsciiSet.Parse("a-z");
    private static readonly AsciiSet LettersAndDigits = AsciiSet.Parse("a-z0-9");
    private static readonly AsciiSet AnyLetter = AsciiSet.Parse("a-zA-Z0-9");
    private static readonly AsciiSet AnyRest = AsciiSet.Parse("a-zA-Z0-9.-");

    /// <summary>Reads the pattern a name is computed with. Null, and why, when it cannot be used.</summary>
    public static NamePattern? Computed(ComputedNameDefinition definition, bool forEachSite, out string error)
    {
        var parts =
            new Dictionary<string, NamePart>(StringComparer.Ordinal) { [OrganizationPart] = NamePart.Organization(OrganizationPart) };
        if (forEachSite) parts[SitePart] = NamePart.Text(SitePart, Letters, LettersAndDigits, 1, SiteList.LongestId);
        foreach (var part in definition.Parts.Keys) parts[part] = NamePart.Text(part, AnyLetter, AnyRest, 1, 60);
        return NamePattern.TryParse(definition.Pattern ?? "", parts, ignoreCase: false, out var pattern, out error) ? pattern : null;
    }

    /// <summary>
    /// The book's name, or the shipped book's: a book of the company's own may be older than the shipped checklists. Null where neither has
    /// it.
    /// </summary>
    public static BookName? In(ConventionBook book, string id) => book.Name(id) ?? ConventionBook.Default.Name(id);

    /// <summary>Makes the name that the book lays down. Without a name, why there is none, as a sentence.</summary>
    /// <param name="book">The book in force.</param>
    /// <param name="id">Of one of its names.</param>
    /// <param name="orgId">The client; null for what is nobody's.</param>
    /// <param name="parts">By the ids of the book's parts.</param>
    public static NameResult OfBook(ConventionBook book, string id, string? orgId, IReadOnlyDictionary<string, string> parts)
    {
        if (In(book, id) is not { } name) return new(null, $"The convention book in force has no name \"{id}\".");
        var all = new Dictionary<string, string>(parts, StringComparer.Ordinal);
        if (orgId is not null && name.Pattern.OrganizationPart is { } part) all[part] = orgId;
        var made = name.Compute(all);
        return new(made.Name, made.Problem);
    }

    /// <summary>Reads the pattern a recorded name is judged by: fixed text, numbers such as <c>{nn}</c> and <c>{product}</c>. Null, and
    /// why, when it cannot be used.</summary>
    public static NamePattern? Recorded(string text, out string error) =>
        // Case is ignored: RDS, for one, shows the names it is given in lower case.
        NamePattern.TryParse(text, RecordedParts, ignoreCase: true, out var pattern, out error) ? pattern : null;
}
