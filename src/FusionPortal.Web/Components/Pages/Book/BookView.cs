using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Book;

/// <summary>One convention with what the last scans made of it.</summary>
/// <param name="Count">Null where nothing it applies to has been judged.</param>
/// <param name="Trend">Its open findings, oldest first; null where it never had one.</param>
public sealed record BookRow(ConventionDetail Convention, ConventionCount? Count, IReadOnlyList<long>? Trend = null)
{
    public ConventionSummary Summary => Convention.Summary;

    public string Kinds =>
        Words.List(Convention.Kinds.Select(k => k == FusionPortal.Conventions.Books.Convention.AnyKind ? "every kind" : KindLabels.Of(k)));

    /// <summary>True where it applies to something and nobody could judge any of it: hatched, with the reason.</summary>
    public bool IsBlind => Count is { Passed: 0, Violated: 0 } count && (count.NotEvaluated > 0 || BeyondTaggingApi is not null);

    /// <summary>Why nothing was judged.</summary>
    public string BlindWhy => BeyondTaggingApi is { } kind
        ? $"The tagging API, which scans read, does not list {kind.Plural}. "
            + "Nothing is said about them until a scan reads them from their own service."
        : "The targets that hold what it applies to were not read whole.";

    private ResourceKind? BeyondTaggingApi => Convention.Kinds.Select(ResourceKinds.Of).FirstOrDefault(k => !k.IsInTaggingApi);
}

/// <summary>The convention book, grouped by what its conventions are about.</summary>
/// <param name="Rows">All of them.</param>
/// <param name="Since">When the first point of every trend was counted; null while nothing is known.</param>
public sealed record BookView(ConventionsPage Page, IReadOnlyList<BookRow> Rows, BookFilter Filter, DateTimeOffset? Since = null)
{
    public static BookView Of(
        ConventionsPage page, IReadOnlyList<ConventionCount> counts, BookFilter? filter = null, ConventionTrends? trends = null)
    {
        var byId = counts.ToDictionary(c => c.Convention.Id, StringComparer.Ordinal);
        return new(
            page,
            [.. page.Conventions.Select(c => new BookRow(
                c, byId.GetValueOrDefault(c.Summary.Id), trends?.Open.GetValueOrDefault(c.Summary.Id)))],
            filter ?? new BookFilter(), trends is { Moments.Count: > 0 } ? trends.Moments[0] : null);
    }

    /// <summary>Those the address asks for.</summary>
    public IReadOnlyList<BookRow> Shown { get; } = [.. Rows.Where(Filter.Lets)];

    /// <summary>By what the rules are about, in the order of the book, mix-ups first: they outrank everything.</summary>
    public IEnumerable<IGrouping<string, BookRow>> Groups =>
        Shown.OrderBy(r => r.Summary.MixUp ? 0 : 1).GroupBy(r => RuleKinds.Title(r.Convention.Rule.Category));

    public int Company => Rows.Count(r => r.Summary.Source == RuleSource.CompanyGuide);

    public int Defaults => Rows.Count(r => r.Summary.Source == RuleSource.PortalDefault);
}
