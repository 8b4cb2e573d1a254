using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>A filter that is on, and the address without it.</summary>
public sealed record FilterOn(string Key, string Value, string RemoveHref);

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

    public static IReadOnlyDictionary<string, string> NamesOf(IEnumerable<AccountView> accounts) =>
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
    public IReadOnlyList<FilterOn> Chips => [.. ChipsOf()];

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

    /// <summary>For <c>aria-sort</c>; null where the list is not ordered by it.</summary>
    public string? SortState(FindingSort sort) =>
        Address.Sort != sort ? null : sort is FindingSort.Severity or FindingSort.Oldest ? "descending" : "ascending";

    /// <summary>The last filter put on, which is the first to take off when nothing is left.</summary>
    public FilterOn? LastChip => Chips is [.., var last] ? last : null;

    private TabLink Tab(string title, FindingFilter filter, long? count)
    {
        var address = new FindingAddress(filter);
        return new(address.Href(), title, address.FilterHref() == Address.FilterHref(), count);
    }

    private IEnumerable<FilterOn> ChipsOf()
    {
        var f = Address.Filter;
        if (f.AccountIds is { } accounts)
            yield return Chip("Account", accounts.Select(a => Names.GetValueOrDefault(a, a)), f with { AccountIds = null });
        if (f.Environments is { } environments)
            yield return Chip("Environment", environments.Select(e => e.ToString()), f with { Environments = null });
        if (f.OrgId is { } orgId) yield return Chip("Client", [orgId.Length == 0 ? "none known" : orgId], f with { OrgId = null });
        if (f.ConventionIds is { } conventions)
            yield return Chip("Convention", conventions.Select(c => Conventions.GetValueOrDefault(c, c)), f with { ConventionIds = null });
        if (f.Severities is { } severities)
            yield return Chip("Severity", severities.Select(s => s.ToString().ToLowerInvariant()), f with { Severities = null });
        if (f.Statuses is { } statuses)
            yield return Chip("State", statuses.Select(s => s.ToString().ToLowerInvariant()), f with { Statuses = null });
        if (f.MixUps is { } mixUps) yield return Chip("Mix-ups", [mixUps ? "only" : "left out"], f with { MixUps = null });
        if (f.Kind is { } kind) yield return Chip("Kind", [KindWords.Of(kind)], f with { Kind = null });
        if (f.Text is { } text) yield return Chip("Text", [text], f with { Text = null });
    }

    private FilterOn Chip(string key, IEnumerable<string> values, FindingFilter without) =>
        new(key, string.Join(", ", values), Address.With(without).Href());
}
