using FusionPortal.Core.Filters;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>The address of the findings page: filter, order and place in the list.</summary>
public sealed record FindingAddress
{
    public const string Path = "/findings";

    private const string SortKey = "sort";

    private readonly ListAddress<FindingFilter> _list;

    private FindingAddress(ListAddress<FindingFilter> list, FindingSort sort) => (_list, Sort) = (list, sort);

    public FindingAddress(FindingFilter filter, FindingSort sort = FindingSort.Severity)
        : this(
            new ListAddress<FindingFilter>(Path, FindingKeys.All, filter)
            {
                Others = sort == FindingSort.Severity ? [] : [KeyValuePair.Create(SortKey, EnumWords.Word(sort))],
            },
            sort)
    {
    }

    /// <summary>Everything that is not resolved, critical first.</summary>
    public static FindingAddress AllOpen { get; } = new(new FindingFilter());

    public FindingSort Sort { get; }

    public FindingFilter Filter => _list.Filter;

    public string? Cursor => _list.Cursor;

    public int Page => _list.Page;

    public IReadOnlyList<string>? NotUnderstood => _list.NotUnderstood;

    public int Filters => _list.Filters;

    public static FindingAddress Parse(Uri address)
    {
        var list = AllOpen._list.Read(address, SortKey);
        var sorts = new List<FindingSort>();
        var strange = new List<string>(list.NotUnderstood ?? []);
        foreach (var (_, text) in list.Others.Distinct())
        {
            if (FindingKeys.TryReadSort(text, out var sort)) sorts.Add(sort);
            else strange.Add($"{SortKey}={text}");
        }

        var found = new FindingAddress(list.Filter, sorts is [var first, ..] ? first : FindingSort.Severity);
        return new(
            found._list with { Cursor = list.Cursor, Page = list.Page, NotUnderstood = strange.Count == 0 ? null : strange }, found.Sort);
    }

    /// <inheritdoc cref="ListAddress{TFilter}.Href"/>
    public string Href(string path = Path) => path + _list.Query();

    /// <summary>The filter alone, for lists of the same findings elsewhere: exports, counts.</summary>
    public string FilterHref(string path = Path) => path + _list.FilterQuery();

    /// <summary>Another filter starts at the first page again.</summary>
    public FindingAddress With(FindingFilter filter) => new(filter, Sort);

    public FindingAddress SortedBy(FindingSort sort) => new(Filter, sort);

    /// <summary>The page after this one, as of the same moment.</summary>
    public FindingAddress Next(string cursor, DateTimeOffset asOf) => new(_list.Next(cursor, asOf), Sort);

    /// <inheritdoc cref="ListAddress{TFilter}.Chips"/>
    public IReadOnlyList<FilterOn> Chips(Func<FilterSubject, string, string?> name) => _list.Chips(name);
}
