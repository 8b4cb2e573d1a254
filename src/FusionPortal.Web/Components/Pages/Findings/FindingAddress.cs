using System.Globalization;
using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

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

    private const string Account = "account";
    private const string Environment = "environment";
    private const string Organization = "organization";
    private const string Convention = "convention";
    private const string SeverityKey = "severity";
    private const string Status = "status";
    private const string MixUps = "mixUps";
    private const string Kind = "kind";
    private const string Text = "text";
    private const string Deleted = "deleted";
    private const string AsOf = "asOf";
    private const string SortKey = "sort";
    private const string CursorKey = "cursor";
    private const string PageKey = "page";

    /// <summary>Everything that is not resolved, critical first.</summary>
    public static FindingAddress AllOpen { get; } = new(new FindingFilter());

    public static FindingAddress Parse(Uri address)
    {
        var query = new Query(QueryHelpers.ParseQuery(address.Query));
        var filter = new FindingFilter(
            query.Texts(Account), query.Words<EnvironmentKind>(Environment), query.Text(Organization, keepEmpty: true),
                query.Texts(Convention),
            query.Words<Severity>(SeverityKey), query.Words<FindingStatus>(Status), query.Flag(MixUps), query.Text(Kind), query.Text(Text),
                query.Moment(AsOf),
            query.Flag(Deleted));
        var sort = query.Words<FindingSort>(SortKey)?[0] ?? FindingSort.Severity;
        var page = int.TryParse(query.Text(PageKey), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1
            ? number : 1;
        return new FindingAddress(filter, sort, query.Text(CursorKey), page, query.NotUnderstood());
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
    public int Filters =>
        new object?[] {
            Filter.AccountIds, Filter.Environments, Filter.OrgId, Filter.ConventionIds, Filter.Severities, Filter.Statuses, Filter.MixUps,
            Filter.Kind, Filter.Text, Filter.Deleted }
            .Count(f => f is not null);

    private string QueryOf(bool whole)
    {
        var pairs = new List<KeyValuePair<string, StringValues>>();
        Add(Account, Filter.AccountIds);
        Add(Environment, Words(Filter.Environments));
        if (Filter.OrgId is not null) Add(Organization, [Filter.OrgId]);
        Add(Convention, Filter.ConventionIds);
        Add(SeverityKey, Words(Filter.Severities));
        Add(Status, Words(Filter.Statuses));
        if (Filter.MixUps is { } mixUps) Add(MixUps, [mixUps ? "true" : "false"]);
        if (Filter.Kind is not null) Add(Kind, [Filter.Kind]);
        if (Filter.Text is not null) Add(Text, [Filter.Text]);
        if (Filter.Deleted is { } deleted) Add(Deleted, [deleted ? "true" : "false"]);
        if (Filter.AsOf is { } asOf) Add(AsOf, [MomentText(asOf)]);
        if (whole)
        {
            if (Sort != FindingSort.Severity) Add(SortKey, [Word(Sort)]);
            if (Cursor is not null) Add(CursorKey, [Cursor]);
            if (Page > 1) Add(PageKey, [Page.ToString(CultureInfo.InvariantCulture)]);
        }

        return QueryHelpers.AddQueryString("", pairs);

        void Add(string key, IEnumerable<string>? values)
        {
            if (values is not null) pairs.Add(new(key, new StringValues([.. values])));
        }
    }

    /// <summary>A moment as addresses write it: UTC, to the microsecond the database keeps.</summary>
    public static string MomentText(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);

    private static IEnumerable<string>? Words<T>(IReadOnlyList<T>? values) where T : struct, Enum => values?.Select(Word);

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private sealed class Query(Dictionary<string, StringValues> values)
    {
        private readonly List<string> _notUnderstood = [];
        private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

        public string[]? Texts(string key)
        {
            var texts = All(key).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
            return texts.Length == 0 ? null : texts;
        }

        public string? Text(string key, bool keepEmpty = false) => All(key).FirstOrDefault(t => keepEmpty || t.Length > 0);

        public IReadOnlyList<T>? Words<T>(string key) where T : struct, Enum
        {
            var known = new List<T>();
            foreach (var text in Texts(key) ?? [])
            {
                // Numbers parse as enums too, and mean nothing to anybody.
                if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && char.IsLetter(text[0]) && Enum.IsDefined(value))
                    known.Add(value);
                else _notUnderstood.Add($"{key}={text}");
            }

            return known.Count == 0 ? null : [.. known.Distinct()];
        }

        public bool? Flag(string key)
        {
            if (Text(key) is not { } text) return null;
            if (bool.TryParse(text, out var flag)) return flag;
            _notUnderstood.Add($"{key}={text}");
            return null;
        }

        public DateTimeOffset? Moment(string key)
        {
            if (Text(key) is not { } text) return null;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
                return moment.ToUniversalTime();
            _notUnderstood.Add($"{key}={text}");
            return null;
        }

        public string[]? NotUnderstood()
        {
            var all = _notUnderstood.Concat(values.Keys.Where(k => !_asked.Contains(k)).Select(k => $"{k}={values[k]}")).ToArray();
            return all.Length == 0 ? null : all;
        }

        private IEnumerable<string> All(string key)
        {
            _asked.Add(key);
            return values.TryGetValue(key, out var found) ? found.Select(v => v?.Trim() ?? "") : [];
        }
    }
}
