using System.Text.RegularExpressions;

namespace FusionPortal.Checklists.Values;

/// <summary>Reads and writes the list of an organization's sites: one line each, <c>store1: Main Street</c>.</summary>
public static partial class SiteList
{
    public const int MostSites = 500;

    /// <summary>Characters of a site ID, as the convention book has it.</summary>
    public const int LongestId = 20;

    /// <summary>The sites of a canonical value; none when it is empty.</summary>
    public static IReadOnlyList<Site> Parse(string? canonical) =>
        string.IsNullOrEmpty(canonical) ? [] : [.. canonical.Split('\n').Select(line => Split(line))];

    public static string Write(IEnumerable<Site> sites) => string.Join('\n', sites.Select(site => $"{site.SiteId}: {site.Title}"));

    internal static ReadValue Read(string text)
    {
        var sites = new List<Site>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var site = Split(line);
            if (!IdShape().IsMatch(site.SiteId))
                return ReadValue.Bad(
                    $"'{Short(site.SiteId)}' is not a site ID: start with a letter, then lower-case letters and digits, at most "
                        + $"{LongestId}. Corporate is corp.");
            if (site.Title.Length is 0 or > 100)
                return ReadValue.Bad($"Give site {site.SiteId} a title of at most 100 characters, after a colon.");
            if (sites.Any(other => other.SiteId == site.SiteId)) return ReadValue.Bad($"Site {site.SiteId} is listed twice.");
            sites.Add(site);
        }

        return sites.Count <= MostSites ? ReadValue.Good(Write(sites))
            : ReadValue.Bad($"{sites.Count:N0} sites are listed; at most {MostSites} fit one run.");
    }

    private static Site Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Site(line.Trim(), "") : new Site(line[..colon].Trim(), line[(colon + 1)..].Trim());
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex(@"\A[a-z][a-z0-9]{0,19}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}
