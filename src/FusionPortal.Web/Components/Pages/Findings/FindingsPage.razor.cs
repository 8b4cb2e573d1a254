using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>Every finding, filtered and ordered by the address.</summary>
public sealed partial class FindingsPage : AddressedPage
{
    private const int MostClients = 20;

    private FindingsView? _view;
    private IReadOnlyCollection<Guid> _selected = [];
    private bool _mayAcknowledge;

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required FindingQueries Findings { get; init; }

    [Inject] public required ChangeQueries Changes { get; init; }

    [Inject] public required ScanQueries Scans { get; init; }

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required BookQueries Books { get; init; }

    [Inject] public required KnownFilters Known { get; init; }

    [Inject] public required OrganizationQueries Organizations { get; init; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private TimeZoneInfo Zone => Browser?.TimeZone ?? TimeZoneInfo.Utc;

    private FindingAddress Address => _view?.Address ?? FindingAddress.AllOpen;

    // Nothing is done to the past, and by nobody who may not.
    private EventCallback<IReadOnlyCollection<Guid>> Selecting => _mayAcknowledge && Address.Filter.AsOf is null
        ? EventCallback.Factory.Create<IReadOnlyCollection<Guid>>(this, selected => _selected = selected)
        : default;

    private string OutOfDate =>
        $"{Words.Count(_view!.Counts.MatchingOutOfDate, "finding")} of these may be out of date: nobody has been able to judge them since";

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        // What is no moment is refused, never shown as now.
        Moments.Of(address);
        var asked = FindingAddress.Parse(address);
        var actor = await CurrentActor.GetAsync();
        _mayAcknowledge = actor.Is(Role.Installer) || actor.Is(Role.Lead);
        var refused = await RefusedAsync(asked.Filter, cancellationToken);
        var page = refused is null
            ? await Findings.ListAsync(asked.Filter, asked.Sort, asked.Cursor, FindingsView.PageSize, cancellationToken)
            : new FindingPage([], null, asked.Filter.AsOf ?? default);
        // Nothing is acknowledged that does not stand here: another filter, or somebody else's word, takes a row out of the choice.
        _selected = [.. _selected.Intersect(page.Rows.Where(FindingsTable.CanBeChosen).Select(row => row.Id))];
        var counts =
            await Findings.CountAsync(refused is null ? asked.Filter : new FindingFilter(AsOf: asked.Filter.AsOf), cancellationToken);
        var names = FindingsView.NamesOf(await Accounts.ListAsync(cancellationToken));
        var book = await Books.CurrentAsync(cancellationToken);
        var since = await Changes.SincePreviousAsync(new ComplianceFilter(AsOf: asked.Filter.AsOf), cancellationToken);
        var status = await Scans.StatusAsync(cancellationToken);
        _view = new FindingsView(
            asked, page, counts, names, book.Conventions.ToDictionary(c => c.Id, c => c.Title, StringComparer.Ordinal), since?.Since,
                status.Last is not null)
        { Refused = refused };
    }

    // A filter by something nobody knows would say that there is nothing. What was typed stays, with what may be meant.
    private async Task<RefusedException?> RefusedAsync(FindingFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            await Known.RequireAsync(filter, cancellationToken);
            return null;
        }
        catch (RefusedException refused) when (refused.Field != Moments.Key)
        {
            return refused;
        }
    }

    private async Task<IReadOnlyList<(string, string)>> FindClientsAsync(string? text, CancellationToken cancellationToken) =>
        [.. (await Organizations.ListAsync(text, null, MostClients, cancellationToken)).Rows.Select(o => (o.OrgId, o.Title))];

    // Typing in the search box replaces the address instead of leaving a trail of half words behind Back.
    private void GoTo((FindingFilter Filter, bool Replace) change) =>
        Navigation.NavigateTo(Address.With(change.Filter).Href(), new NavigationOptions { ReplaceHistoryEntry = change.Replace });
}
