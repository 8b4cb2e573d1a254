using System.Globalization;
using FusionPortal.Core.Filters;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Shared;

/// <summary>
/// The address of a list: what it is filtered by, and the place in it. The keys are those of the HTTP API and the reports; each may repeat
/// where its type says so, and words compare ignoring case.
/// </summary>
/// <param name="Path">Of the page, for example <c>/findings</c>.</param>
/// <param name="Keys">Of the filter.</param>
/// <param name="Filter">What restricts.</param>
public sealed record ListAddress<TFilter>(string Path, FilterKeys<TFilter> Keys, TFilter Filter) where TFilter : IAsOf
{
    private const string CursorKey = "cursor";
    private const string PageKey = "page";

    /// <summary>Of the page before; null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 for the first page; only says which rows these are, the cursor finds them.</summary>
    public int Page { get; init; } = 1;

    /// <summary>What else the address has, for example an order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Others { get; init; } = [];

    /// <summary>Keys or values nobody knows, as given; null for none. They filter nothing, and the page says so.</summary>
    public IReadOnlyList<string>? NotUnderstood { get; init; }

    /// <summary>How many restrictions stand beside the default.</summary>
    public int Filters => Keys.On(Filter).Count;

    /// <summary>The same list as an address asks for it.</summary>
    /// <param name="address">As the browser has it.</param>
    /// <param name="others">Keys of the page's own.</param>
    public ListAddress<TFilter> Read(Uri address, params IReadOnlyList<string> others)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        IEnumerable<string> Texts(string key) => query.TryGetValue(key, out var found) ? found.Select(t => t?.Trim() ?? "") : [];
        string? One(string key) => Texts(key).FirstOrDefault(t => t.Length > 0);
        var notUnderstood = new List<string>();
        var filter = Keys.Read(Texts, notUnderstood);
        var known = Keys.All.Select(k => k.Name).Concat([CursorKey, PageKey, .. others]).ToArray();
        notUnderstood.AddRange(
            query.Where(q => !known.Contains(q.Key, StringComparer.OrdinalIgnoreCase)).Select(q => $"{q.Key}={q.Value}"));
        var isLater = int.TryParse(One(PageKey), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 1;
        return new(Path, Keys, filter)
        {
            Cursor = One(CursorKey),
            Page = isLater ? page : 1,
            Others = [.. others.SelectMany(key => Texts(key).Where(t => t.Length > 0).Select(t => KeyValuePair.Create(key, t)))],
            NotUnderstood = notUnderstood.Count == 0 ? null : notUnderstood,
        };
    }

    /// <summary>As a link, with nothing in it that is the default.</summary>
    public string Href() => Path + Query();

    /// <summary>The filter alone, for lists of the same elsewhere: exports, counts.</summary>
    public string FilterQuery() => QueryHelpers.AddQueryString("", FilterPairs());

    /// <summary>The whole query, from its question mark on.</summary>
    public string Query()
    {
        var pairs = FilterPairs();
        pairs.AddRange(Others.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        if (Cursor is not null) pairs.Add(new(CursorKey, Cursor));
        if (Page > 1) pairs.Add(new(PageKey, Page.ToString(CultureInfo.InvariantCulture)));
        return QueryHelpers.AddQueryString("", pairs);
    }

    /// <summary>Another filter starts at the first page again.</summary>
    public ListAddress<TFilter> With(TFilter filter) => new(Path, Keys, filter) { Others = Others };

    /// <summary>The first page of the same list.</summary>
    public ListAddress<TFilter> First() => With(Filter);

    /// <summary>The page after this one.</summary>
    /// <param name="cursor">Of this one.</param>
    /// <param name="moment">Of which it is; null where the list does not say.</param>
    public ListAddress<TFilter> Next(string cursor, DateTimeOffset? moment = null) =>
        With(moment is null ? Filter : Keys.At(Filter, moment)) with { Cursor = cursor, Page = Page + 1 };

    /// <summary>What it is filtered by, in the order of the keys, each with the address without it.</summary>
    /// <param name="name">Names an account, a convention or a kind; other values say themselves what they are.</param>
    public IReadOnlyList<FilterOn> Chips(Func<FilterSubject, string, string?> name) =>
        [.. Keys.On(Filter).Select(key => new FilterOn(
            key.Name, key.ChipLabel,
            string.Join(", ", key.Write(Filter).Select(text =>
                key.ChipWords.GetValueOrDefault(text) ?? name(key.Type.Subject, text) ?? key.Type.Shown(text))),
            With(Keys.Without(key, Filter)).Href()))];

    private List<KeyValuePair<string, string?>> FilterPairs() =>
        [.. Keys.Write(Filter).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))];
}

/// <summary>A filter that is on, and the address without it.</summary>
/// <param name="Name">Of its key.</param>
/// <param name="Label">For people.</param>
public sealed record FilterOn(string Name, string Label, string Value, string RemoveHref);
