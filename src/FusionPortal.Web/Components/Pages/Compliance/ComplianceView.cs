using FusionPortal.Conventions;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Findings;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Compliance;

/// <summary>Everything the compliance page shows, of one moment.</summary>
/// <param name="Since">Null before a second scan has ended: there is nothing to compare with.</param>
public sealed record ComplianceView(
    ComplianceFilter Filter, ComplianceSummary Summary, IReadOnlyList<ConventionCount> Conventions,
        IReadOnlyList<EnvironmentRow> Environments, HeatMap HeatMap,
    SincePrevious? Since, IReadOnlyList<AgeingRow> Ageing, DateTimeOffset Now, TimeZoneInfo Zone)
{
    public const string Path = "/compliance";

    /// <summary>The page's address is its state: <c>account</c> and <c>asOf</c>, as on the findings page.</summary>
    public static ComplianceFilter FilterOf(Uri address)
    {
        var findings = FindingAddress.Parse(address).Filter;
        return new ComplianceFilter(findings.AccountIds?[0], Moments.Of(address));
    }

    public static string Href(ComplianceFilter filter) =>
        new FindingAddress(new FindingFilter(filter.AccountId is null ? null : [filter.AccountId], AsOf: filter.AsOf)).Href(Path);

    public VerdictSentence Verdict { get; } =
        VerdictSentence.Of(Summary, Environments.Count(e => e.Role == AccountRole.Undeclared), Now, Zone, Filter.AccountId);

    public Waterfall? Waterfall { get; } = Since is null ? null : Shared.Waterfall.Of(Since);

    public ComplianceScore Score => Summary.Score;

    /// <summary>97.1%; "none" while nothing was evaluated, since there is no score of nothing. 100% only when every pair passes.</summary>
    public string ScoreText => ScoreWords.Percent(Summary.Score.Percent);

    /// <summary>What the score is a share of.</summary>
    public string ScoreMeans => Score.Percent is null
        ? "nothing was evaluated"
        : $"{Words.Number(Score.Passed)} of {Words.Number(Score.Passed + Score.Violated)} evaluated pairs pass"
            + (Score.LostSightOf == 0 ? ""
                : $"; {Words.Count(Score.LostSightOf, "violation")} out of sight "
                    + $"{(Score.LostSightOf == 1 ? "counts" : "count")} against it");

    /// <summary>"with 64 of 68 targets read": how far the score reaches; null where it reaches everywhere, or there is none.</summary>
    public string? ScoreReach => Score.Percent is null || Summary.Coverage.Completed == Summary.Coverage.Targets
        ? null
        : $"with {Words.Number(Summary.Coverage.Completed)} of {Words.Count(Summary.Coverage.Targets, "target")} read";

    /// <inheritdoc cref="ScoreWords.Change"/>
    public string? ScoreChange => ScoreWords.Change(Summary);

    public string CoverageText => ScoreWords.Coverage(Summary.Coverage);

    /// <summary>"2 denied, 1 throttled, 1 never scanned"; what full coverage means when there is none.</summary>
    public string GapsText => Summary.Coverage.Unreachable is { Count: > 0 } lost
        ? $"{(Summary.Coverage.Gaps.Count == 0 ? "every target answered" : TargetGaps)}, {Words.Count(lost.Count, "account")} out of reach"
        : TargetGaps;

    private string TargetGaps => Summary.Coverage.Gaps.Count == 0
        ? "every target answered"
        : string.Join(
            ", ", Summary.Coverage.Gaps.GroupBy(g => g.Outcome).OrderBy(g => g.Key)
            .Select(g => $"{Words.Number(g.Count())} {CoverageLabels.Of(g.Key).ToLowerInvariant()}"));

    /// <summary>The page's filter for the list of what could not be judged.</summary>
    public string NotEvaluatedQuery => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["account"] = Filter.AccountId,
        ["asOf"] = Filter.AsOf?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", System.Globalization.CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));

    /// <summary>Why pairs are not evaluated: the gap with most resources, or the conventions nobody can judge yet.</summary>
    public string NotEvaluatedText
    {
        get
        {
            if (Score.NotEvaluated == 0) return "everything in scope was judged";
            if (Summary.Coverage.Gaps.Where(g => g.Resources > 0).MaxBy(g => g.Resources) is { } gap)
                return $"Among them {EscapedText.Plain(gap.AccountName)}, {gap.Target.Region}: "
                    + $"{CoverageLabels.Of(gap.Outcome).ToLowerInvariant()}";
            var blind = Conventions.Where(c => c.NotEvaluated > 0).MaxBy(c => c.NotEvaluated);
            return blind is null ? "" : $"Mostly: {blind.Convention.Title}.";
        }
    }

    /// <summary>The map's columns: conventions that apply to one of its clients at least. A column of blanks says nothing.</summary>
    public IReadOnlyList<ConventionSummary> MapConventions { get; } =
        [.. HeatMap.Conventions.Where(c => HeatMap.Rows.Any(r => HeatCell.Of(r.Cells.GetValueOrDefault(c.Id)).Css != "none"))];

    public long MixUps => Summary.MixUps.Count;

    /// <summary>The same mix-ups on the findings page.</summary>
    public string MixUpsHref =>
        new FindingAddress(
            new FindingFilter(AccountIds: Filter.AccountId is null ? null : [Filter.AccountId], MixUps: true, AsOf: Filter.AsOf)).Href();

    public string MatrixHref(EnvironmentRow row, EnvironmentCell cell) => cell.Environment is { } environment
        ? new FindingAddress(new FindingFilter(AccountIds: [row.AccountId], Environments: [environment], MixUps: true)).Href()
        : new FindingAddress(new FindingFilter(AccountIds: [row.AccountId], OrgId: "")).Href();

    public static string ClientHref(string orgId, string? conventionId = null) =>
        new FindingAddress(new FindingFilter(OrgId: orgId, ConventionIds: conventionId is null ? null : [conventionId])).Href();

    public static string ConventionHref(string conventionId) => new FindingAddress(new FindingFilter(ConventionIds: [conventionId])).Href();

    /// <summary>Totals of the ageing table's last row.</summary>
    public AgeingRow AgeingTotal => Ageing.Aggregate(
        new AgeingRow(default, 0, 0, 0, 0, 0, 0),
        (sum, row) => new(
            default, sum.Open + row.Open, sum.UnderOneDay + row.UnderOneDay, sum.Days1To7 + row.Days1To7, sum.Days8To30 + row.Days8To30,
            sum.Days31To90 + row.Days31To90, sum.Over90Days + row.Over90Days));
}
