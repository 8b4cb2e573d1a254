using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>Builds one report and shows its certificate before anything is downloaded. The address holds the question, never the
/// answer.</summary>
public sealed partial class BuildReportPage : AddressedPage
{
    private readonly Dictionary<string, IReadOnlyList<string>> _chosen = [];
    private ParameterChoices _choices = default!;
    private Draft? _draft;
    private Report? _report;
    private ReportCertificate? _view;
    private DateTimeOffset? _asOf;
    private bool _isReadable = true;
    private bool _producing;
    private (string Field, string Message)? _error;
    private string? _refused;
    private string? _missing;
    private IReadOnlyList<KeyValuePair<string, string>> _question = [];
    private bool _isKeeping;

    [Parameter] public string Name { get; set; } = "";

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required OrganizationQueries Clients { get; init; }

    [Inject] public required BookQueries Books { get; init; }

    [Inject] public required RunQueries Runs { get; init; }

    [Inject] public required ReportCatalog Reports { get; init; }

    [Inject] public required CertifyReport Certify { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    // Whose it is, and what a certificate speaks of even where it was left open, is what one thinks of first.
    private static bool IsMain(FilterKey key) => key.Name != AsOfKey.Name
        && (key.IsRequired || key.WhenOpen is not null || key.Type.Subject is FilterSubject.Account or FilterSubject.Organization);

    private static bool IsMore(FilterKey key) => key.Name != AsOfKey.Name && !IsMain(key);

    private IReadOnlyList<string> Of(FilterKey key) => _chosen.GetValueOrDefault(key.Name, []);

    private string? ErrorOf(string name) => _error is { } error && error.Field == name ? error.Message : null;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _choices = new ParameterChoices(Accounts, Clients, Books, Runs);
    }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var actor = await CurrentActor.GetAsync();
        if (Reports.All.FirstOrDefault(r => r.Name == Name && r.MayProduce.Any(actor.Is)) is not { } report)
        {
            (_report, _missing) = (null, $"You can produce {Words.List(ReportAddress.Of(Reports, actor).Select(r => r.Title))}.");
            return;
        }

        var query = QueryHelpers.ParseQuery(address.Query);
        var wrong = new List<string>();
        var filter = report.Read(key => query.TryGetValue(key, out var texts) ? texts : [], wrong);
        var given = report.Write(filter).GroupBy(g => g.Key, g => g.Value).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]);
        foreach (var key in report.Parameters)
            await _choices.LearnAsync(key, given.GetValueOrDefault(key.Name, []), cancellationToken);
        if (report != _report) (_view, _error, _refused) = (null, null, null);
        // A question that was not understood is not a wider one.
        if (wrong is [var first, ..]) _error = NotUnderstood(first);
        (_report, _missing, _asOf) = (report, null, filter.AsOf);
        (_question, _isKeeping) = (report.Write(filter), query.ContainsKey(KeepPreset.Key));
        _chosen.Clear();
        foreach (var (key, values) in given) _chosen[key] = values;
    }

    private async Task ProduceAsync()
    {
        if (Asked() is not { } filter) return;
        var report = _report!;
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

    // Null where something of it cannot be read, which its box says.
    private IAsOf? Asked()
    {
        (_error, _refused) = (null, null);
        if (!_isReadable) return null;
        var wrong = new List<string>();
        var filter = _report!.Read(key => key == AsOfKey.Name ? [] : _chosen.GetValueOrDefault(key, []), wrong);
        if (wrong is not [var first, ..]) return _report.At(filter, _asOf);
        _error = NotUnderstood(first);
        return null;
    }

    private void Keep()
    {
        if (Asked() is not { } filter) return;
        var question = _report!.Write(filter).Append(KeyValuePair.Create(KeepPreset.Key, "yes"));
        Navigation.NavigateTo(ReportAddress.Chosen(_report.Name, question), replace: true);
    }

    private static (string Field, string Message) NotUnderstood(string given)
    {
        var at = given.IndexOf('=', StringComparison.Ordinal);
        return (given[..at], $"\"{given[(at + 1)..]}\" is not understood.");
    }

    private Task AsOfNowAsync()
    {
        _asOf = null;
        return ProduceAsync();
    }
}
