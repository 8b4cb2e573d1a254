using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Compliance;

/// <summary>Whether it is getting better, and what explains each step.</summary>
public sealed partial class TrendPage : AddressedPage
{
    private TrendView? _view;
    private IReadOnlyList<AccountSummary> _accounts = [];

    [Inject] public required KnownFilters Known { get; init; }

    [Inject] public required TrendQueries Trends { get; init; }

    [Inject] public required ChangeQueries Changes { get; init; }

    [Inject] public required AccountQueries Accounts { get; init; }

    private string ComplianceHref => _view is null ? ComplianceView.Path
        : ComplianceView.Href(new ComplianceFilter(_view.Filter.AccountId, _view.Filter.AsOf));

    private string? FallHint => _view is not { Fall: { } fall, Since: { } since } ? null
        : $"{Words.Number(since.OpenThen)} to {Words.Number(since.OpenNow)} open"
            + $"{(fall.Start > 0 ? $", bars start at {Words.Number(fall.Start)}" : "")}";

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var filter = TrendView.FilterOf(address);
        await Known.RequireAsync(
            new FindingFilter(filter.AccountId is { } account ? [account] : null, AsOf: filter.AsOf), cancellationToken);
        var accounts = await Accounts.ListAsync(cancellationToken);
        var trend = await Trends.ReadAsync(filter, cancellationToken);
        var of = new ComplianceFilter(filter.AccountId, filter.AsOf);
        var yesterday = await Changes.SinceAsync(of, TimeSpan.FromDays(1), cancellationToken);
        var since = yesterday ?? await Changes.SincePreviousAsync(of, cancellationToken);
        var behind = since is null ? [] : await Changes.BehindAsync(since, of, cancellationToken);
        _accounts = accounts;
        _view = new TrendView(filter, trend, since, behind, yesterday is not null);
    }

    private void Choose(string? accountId) => Navigation.NavigateTo(TrendView.Href(_view!.Filter with { AccountId = accountId }));

    private static string Coverage(TrendPoint point) => point.CoveragePercent is not { } percent
        ? "There was nothing to read."
        : $"Coverage is {ScoreWords.Percent(percent)}: {Words.Number(point.Completed)} of {Words.Count(point.Targets, "target")} "
            + "read whole.";

    private static string Change(double? then, double? now) =>
        then is { } before && now is { } after ? ScoreWords.Difference(ScoreWords.Between(before, after)) : "none";

    private static long Judged(TrendPoint point) => point.Score.Passed + point.Score.Violated;
}
