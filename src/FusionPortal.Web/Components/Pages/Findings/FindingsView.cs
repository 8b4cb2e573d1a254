using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;
using MudBlazor;
using Severity = FusionPortal.Conventions.Severity;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>What the findings page shows for one address.</summary>
/// <param name="Names">Account names by id.</param>
/// <param name="Conventions">Titles by convention id.</param>
/// <param name="PreviousScan">The end of the scan before the last one; null when there were fewer than two.</param>
public sealed record FindingsView(
    FindingAddress Address, FindingPage Page, FindingCounts Counts,
    IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> Conventions, DateTimeOffset? PreviousScan,
        bool EverScanned)
{
    /// <summary>Set where the filter names something nobody knows: then nothing is listed, and this says what may be meant.</summary>
    public RefusedException? Refused { get; init; }

    /// <summary>Rows on one page.</summary>
    public const int PageSize = 50;

    public static IReadOnlyDictionary<string, string> NamesOf(IEnumerable<AccountSummary> accounts) =>
        accounts.ToDictionary(a => a.Id, a => a.Name, StringComparer.Ordinal);

    /// <summary>The saved views every reader has.</summary>
    public IReadOnlyList<TabLink> Views => [.. SavedViews.Select(v => Tab(v.Title, v.Filter, v.Count(Counts)))];

    /// <summary>The name of the view that is on, for the page's title; "Filtered" when it is none of them.</summary>
    public string Title => Views.FirstOrDefault(v => v.IsCurrent)?.Title ?? "Filtered";

    private static readonly (string Title, FindingFilter Filter, Func<FindingCounts, long?> Count)[] SavedViews =
    [
        ("All open", new(), c => c.Open),
        ("Mix-ups", new(MixUps: true), c => c.MixUps),
        ("Critical and high", new(Severities: [Severity.Critical, Severity.High]), _ => null),
        ("Reappeared", new(Statuses: [FindingStatus.Reopened]), c => c.Reappeared),
        ("Resolved", new(Statuses: [FindingStatus.Resolved]), _ => null),
    ];

    /// <summary>Filters that are on, in the order of the panel.</summary>
    public IReadOnlyList<FilterOn> Chips => Address.Chips(Name);

    public string Range
    {
        get
        {
            var first = (Address.Page - 1) * PageSize + 1;
            return Page.Rows.Count == 0
                ? "No rows"
                : $"Rows {Words.Number(first)} to {Words.Number(first + Page.Rows.Count - 1)} of "
                    + $"{Words.Number(Math.Max(Counts.Matching, first + Page.Rows.Count - 1))}";
        }
    }

    public string? NextHref => Page.NextCursor is { } cursor ? Address.Next(cursor, Page.AsOf).Href() : null;

    /// <summary>Back to the first page of the same list; null on it.</summary>
    public string? FirstHref => Address.Cursor is null ? null : Address.With(Address.Filter).Href();

    /// <summary>What a column heading's link leads to; the same order again changes nothing.</summary>
    public string SortHref(FindingSort sort) => Address.SortedBy(sort).Href();

    /// <summary>How the list is ordered by it; null where it is not.</summary>
    public SortDirection? SortDirection(FindingSort sort) =>
        Address.Sort != sort ? null
        : sort is FindingSort.Severity or FindingSort.Oldest ? MudBlazor.SortDirection.Descending : MudBlazor.SortDirection.Ascending;

    /// <summary>The last filter put on, which is the first to take off when nothing is left.</summary>
    public FilterOn? LastChip => Chips is [.., var last] ? last : null;

    private TabLink Tab(string title, FindingFilter filter, long? count)
    {
        var address = new FindingAddress(filter);
        return new(address.Href(), title, address.FilterHref() == Address.FilterHref(), count);
    }

    private string? Name(FilterSubject subject, string text) => subject switch
    {
        FilterSubject.Account => Names.GetValueOrDefault(text),
        FilterSubject.Convention => Conventions.GetValueOrDefault(text),
        FilterSubject.Kind => KindLabels.Of(text),
        _ => null,
    };
}
