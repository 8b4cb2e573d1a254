using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// One organization that a resource is said to belong to, and every place that says so. However many places say it, it is one claim and one
/// witness.
/// </summary>
/// <param name="OrgId">As recorded when known, else as it stands there, fit for showing.</param>
/// <param name="Organization">The known organization, or null.</param>
/// <param name="Places">For people: "the OrgId tag", "the IAM user name".</param>
/// <param name="ByHabitOnly">Whether nothing but the first word of the name says so.</param>
internal sealed record Claim(string OrgId, OrganizationRecord? Organization, IReadOnlyList<string> Places, bool ByHabitOnly)
{
    /// <summary>"the OrgId tag says acme (production)".</summary>
    public string Told => $"{Phrases.List(Places)} {(Places.Count == 1 ? "says" : "say")} {Described}";

    /// <summary>"acme (production)", "ghost (unknown to the portal)".</summary>
    public string Described => $"{OrgId} ({(Organization is { } known ? Phrases.Word(known.Environment) : "unknown to the portal")})";
}

/// <summary>Reads the claims of a resource. Allocates: only for what is told, and for tags that disagree.</summary>
internal static class Claims
{
    public static IReadOnlyList<Claim> Of(in ResourceView view)
    {
        var all = new List<Claim>(2);
        if (view.ByRecord is { } owner) Add(all, owner.OrgId, owner, "the recorded bucket name");
        // A recorded name may happen to follow the pattern for another organization; the record outranks it.
        if (view.NamePattern is { } pattern && (view.ByRecord is null || ReferenceEquals(view.ByRecord, view.ByName)))
            Add(all, view.ByName?.OrgId ?? RedactedText.Of(view.NameOrgId.ToString()), view.ByName, NamePlace(pattern));
        if (view.Tag.IsPresent)
        {
            foreach (var (key, value) in Spellings.Of(view))
            {
                if (Spelling.IsBlank(value)) continue;
                var known = view.Records.Claimed(value);
                Add(all, known?.OrgId ?? RedactedText.OfTag(key, value.Trim()), known, $"the {CharacterNames.Visible(key)} tag");
            }
        }

        if (view.ByHabit is { } habitual) all.Add(new(habitual.OrgId, habitual, ["the first word of the name"], ByHabitOnly: true));
        return all;
    }

    /// <summary>How a name that follows the pattern is told of.</summary>
    public static string NamePlace(BookName pattern) => $"the {pattern.Label} name";

    /// <summary>A place without its article, for a column.</summary>
    public static string What(string place) => place.StartsWith("the ", StringComparison.Ordinal) ? place[4..] : place;

    private static void Add(List<Claim> all, string orgId, OrganizationRecord? organization, string place)
    {
        var at = all.FindIndex(c => string.Equals(c.OrgId, orgId, StringComparison.OrdinalIgnoreCase));
        if (at < 0) all.Add(new(orgId, organization, [place], ByHabitOnly: false));
        else all[at] = all[at] with { Places = [.. all[at].Places, place] };
    }
}
