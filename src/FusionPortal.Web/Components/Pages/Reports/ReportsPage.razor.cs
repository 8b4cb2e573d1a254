using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>Builds a report and shows its certificate before anything is downloaded. The address holds the question, never the
/// answer.</summary>
public sealed partial class ReportsPage : AddressedPage
{
    private readonly Dictionary<string, IReadOnlyList<string>> _chosen = [];
    private Draft? _draft;
    private IReadOnlyList<AccountSummary> _accounts = [];
    private IReadOnlyList<TabLink> _tabs = [];
    private Report? _report;
    private ReportCertificate? _view;
    private bool _producing;
    private (string Field, string Message)? _error;
    private string? _refused;

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required ReportCatalog Reports { get; init; }

    [Inject] public required CertifyReport Certify { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    // What a certificate speaks of even where it was left open is what one thinks of first; the moment before everything else.
    private static bool IsMain(FilterKey key) => key.IsRequired || key.WhenOpen is not null || key.Name == AsOfKey.Name;

    private IReadOnlyList<string> Of(FilterKey key) => _chosen.GetValueOrDefault(key.Name, []);

    private string? ErrorOf(FilterKey key) => _error is { } error && error.Field == key.Name ? error.Message : null;

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        var asked = query.TryGetValue("report", out var name) ? name.ToString() : ReportAddress.First;
        var actor = await CurrentActor.GetAsync();
        var mine = Reports.All.Where(r => r.MayProduce.Any(actor.Is)).OrderBy(r => r.Name != ReportAddress.First).ToList();
        var accounts = await Accounts.ListAsync(cancellationToken);
        var report = mine.Find(r => r.Name == asked) ?? Reports.Get(ReportAddress.First);
        var wrong = new List<string>();
        var filter = report.Read(key => query.TryGetValue(key, out var texts) ? texts : [], wrong);
        if (report != _report) (_view, _error, _refused) = (null, null, null);
        // A question that was not understood is not a wider one.
        if (wrong is [var first, ..]) _error = NotUnderstood(first);
        (_report, _accounts) = (report, accounts);
        _tabs = [.. mine.Select(r => new TabLink(ReportAddress.Chosen(r.Name, []), r.Title, r == report))];
        _chosen.Clear();
        foreach (var given in report.Write(filter).GroupBy(g => g.Key, g => g.Value)) _chosen[given.Key] = [.. given];
        if (filter.AsOf is { } asOf) _chosen[AsOfKey.Name] = [ReportMoments.Stamp(asOf)];
    }

    private async Task ProduceAsync()
    {
        (_error, _refused) = (null, null);
        var report = _report!;
        if (!ReportMoments.TryMoment(_chosen.GetValueOrDefault(AsOfKey.Name) is [var typed, ..] ? typed : "", out var asOf))
        {
            _error = (AsOfKey.Name, "This is no moment. Write it like 31 Oct 2026 23:59 +00:00.");
            return;
        }

        var wrong = new List<string>();
        var filter = report.At(report.Read(key => key == AsOfKey.Name ? [] : _chosen.GetValueOrDefault(key, []), wrong), asOf);
        if (wrong is [var first, ..])
        {
            _error = NotUnderstood(first);
            return;
        }

        _producing = true;
        try
        {
            _view = await Certify.ExecuteAsync(report.Name, filter, await CurrentActor.GetAsync(), CancellationToken.None);
            if (_draft is { } draft) await draft.ClearAsync();
            if (IsLeft) return;
            Navigation.NavigateTo(
                ReportAddress.Chosen(report.Name, report.Write(filter)), new NavigationOptions { ReplaceHistoryEntry = true });
        }
        catch (RefusedException refused)
        {
            if (report.Parameters.Any(p => p.Name == refused.Field)) _error = (refused.Field!, refused.Message);
            else _refused = refused.Message;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
        }
        finally
        {
            _producing = false;
        }
    }

    private static (string Field, string Message) NotUnderstood(string given)
    {
        var at = given.IndexOf('=', StringComparison.Ordinal);
        return (given[..at], $"\"{given[(at + 1)..]}\" is not understood.");
    }

    private Task AsOfNowAsync()
    {
        _chosen.Remove(AsOfKey.Name);
        return ProduceAsync();
    }
}
