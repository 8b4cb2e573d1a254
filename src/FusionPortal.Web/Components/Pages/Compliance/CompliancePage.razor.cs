using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Compliance;

/// <summary>How clean the production accounts are, whose move it is, and everything that stands behind that.</summary>
public sealed partial class CompliancePage : AddressedPage
{
    /// <summary>Clients shown in the map; the most open findings first.</summary>
    private const int MapClients = 12;

    private ComplianceView? _view;

    private IReadOnlyList<AccountSummary> _accounts = [];

    [Inject] public required KnownFilters Known { get; init; }

    [Inject] public required ComplianceQueries Compliance { get; init; }

    [Inject] public required ComplianceBreakdowns Breakdowns { get; init; }

    [Inject] public required ChangeQueries Changes { get; init; }

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private string? VerdictCss => _view?.Verdict.Kind switch
    {
        StatusKind.Fail => "verdict-fail",
        StatusKind.Warn => "verdict-warn",
        StatusKind.Unknown => "verdict-unknown",
        _ => null,
    };

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var filter = ComplianceView.FilterOf(address);
        await Known.RequireAsync(
            new FindingFilter(filter.AccountId is { } account ? [account] : null, AsOf: filter.AsOf), cancellationToken);
        var accounts = await Accounts.ListAsync(cancellationToken);
        var summary = await Compliance.SummaryAsync(filter, cancellationToken);
        var conventions = await Breakdowns.ConventionsAsync(filter, cancellationToken);
        var environments = await Breakdowns.EnvironmentsAsync(filter, cancellationToken);
        var heatMap = await Breakdowns.HeatMapAsync(filter, MapClients, cancellationToken);
        var since = await Changes.SincePreviousAsync(filter, cancellationToken);
        var ageing = await Breakdowns.AgeingAsync(filter, cancellationToken);
        _accounts = accounts;
        _view = new ComplianceView(
            filter, summary, conventions, environments, heatMap, since, ageing, Clock.GetUtcNow(), Browser?.TimeZone ?? TimeZoneInfo.Utc);
    }

    private void Choose(string? accountId) => Navigation.NavigateTo(ComplianceView.Href(_view!.Filter with { AccountId = accountId }));
}
