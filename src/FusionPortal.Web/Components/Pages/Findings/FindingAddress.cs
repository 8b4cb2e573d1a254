using System.Globalization;
using FusionPortal.Core.Findings;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>
/// The findings page's address: filter, order and place in the list. Reads and writes the query string that the HTTP API and the reports
/// take too.
/// Keys may repeat: <c>severity=critical&amp;severity=high</c>. Words compare ignoring case.
/// </summary>
/// <param name="Page">1 for the first page; only says which rows these are, the cursor finds them.</param>
/// <param name="NotUnderstood">Keys or values nobody knows, as given. They filter nothing, and the page says so.</param>
public sealed record FindingAddress(
    FindingFilter Filter, FindingSort Sort = FindingSort.Severity, string? Cursor = null, int Page = 1,
        IReadOnlyList<string>? NotUnderstood = null)
{
    public const string Path = "/findings";

    private const string SortKey = "sort";
    private const string CursorKey = "cursor";
    private const string PageKey = "page";

    /// <summary>Everything that is not resolved, critical first.</summary>
    public static FindingAddress AllOpen { get; } = new(new FindingFilter());

    public static FindingAddress Parse(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        IEnumerable<string> Texts(string key) => query.TryGetValue(key, out var found) ? found.Select(t => t?.Trim() ?? "") : [];
        var notUnderstood = new List<string>();
        var filter = FindingKeys.All.Read(Texts, notUnderstood);
        var sorts = new List<FindingSort>();
        foreach (var text in Texts(SortKey).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (FindingKeys.TryReadSort(text, out var sort)) sorts.Add(sort);
            else notUnderstood.Add($"{SortKey}={text}");
        }

        var cursor = Texts(CursorKey).FirstOrDefault(t => t.Length > 0);
        var page = int.TryParse(
            Texts(PageKey).FirstOrDefault(t => t.Length > 0), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1
            ? number : 1;
        var known = FindingKeys.All.All.Select(k => k.Name).Concat([SortKey, CursorKey, PageKey]).ToArray();
        notUnderstood.AddRange(
            query.Where(q => !known.Contains(q.Key, StringComparer.OrdinalIgnoreCase)).Select(q => $"{q.Key}={q.Value}"));
        return new FindingAddress(
            filter, sorts is [var first, ..] ? first : FindingSort.Severity, cursor, page, notUnderstood.Count == 0 ? null : notUnderstood);
    }

    /// <summary>The address as a link, with nothing in it that is the default.</summary>
    public string Href(string path = Path) => path + QueryOf(whole: true);

    /// <summary>The filter alone, for lists of the same findings elsewhere: exports, counts.</summary>
    public string FilterHref(string path = Path) => path + QueryOf(whole: false);

    /// <summary>Another filter starts at the first page again.</summary>
    public FindingAddress With(FindingFilter filter) => new(filter, Sort);

    public FindingAddress SortedBy(FindingSort sort) => new(Filter, sort);

    /// <summary>The page after this one, as of the same moment.</summary>
    public FindingAddress Next(string cursor, DateTimeOffset asOf) => new(Filter with { AsOf = asOf }, Sort, cursor, Page + 1);

    /// <summary>How many restrictions stand beside the default.</summary>
    public int Filters => FindingKeys.All.Write(Filter with { AsOf = null }).DistinctBy(pair => pair.Key).Count();

    private string QueryOf(bool whole)
    {
        var pairs = FindingKeys.All.Write(Filter).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)).ToList();
        if (whole)
        {
            if (Sort != FindingSort.Severity) pairs.Add(new(SortKey, Sort.ToString().ToLowerInvariant()));
            if (Cursor is not null) pairs.Add(new(CursorKey, Cursor));
            if (Page > 1) pairs.Add(new(PageKey, Page.ToString(CultureInfo.InvariantCulture)));
        }

        return QueryHelpers.AddQueryString("", pairs);
    }

    /// <summary>A moment as addresses write it: UTC, to the microsecond the database keeps.</summary>
    public static string MomentText(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);
}
