using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Findings;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>Builds a findings report and shows its certificate before anything is downloaded. The address holds the question, never the
/// answer.</summary>
public sealed partial class ReportsPage : AddressedPage
{
    private Draft? _draft;
    private IReadOnlyList<AccountView> _accounts = [];
    private ReportView? _view;
    private string _asOf = "";
    private string _account = "";
    private string _client = "";
    private bool _resolved;
    private bool _mixUpsOnly;
    private bool _producing;
    private bool _loaded;
    private string? _asOfError;
    private string? _refused;

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required CertifyReport Certify { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var accounts = await Accounts.ListAsync(cancellationToken);
        _accounts = accounts;
        var filter = FindingAddress.Parse(address).Filter;
        _asOf = filter.AsOf is { } asOf ? ReportView.Stamp(asOf) : "";
        _account = filter.AccountIds?[0] ?? "";
        _client = filter.OrgId ?? "";
        _resolved = filter.Statuses?.Contains(FindingStatus.Resolved) == true;
        _mixUpsOnly = filter.MixUps == true;
        _loaded = true;
    }

    private async Task ProduceAsync()
    {
        (_asOfError, _refused) = (null, null);
        if (!ReportView.TryMoment(_asOf, out var asOf))
        {
            _asOfError = "This is no moment. Write it like 31 Oct 2026 23:59 +00:00.";
            return;
        }

        var filter = new FindingFilter(
            _account.Length == 0 ? null : [_account], OrgId: _client.Trim() is { Length: > 0 } client ? client : null,
            Statuses: _resolved ? Enum.GetValues<FindingStatus>() : null, MixUps: _mixUpsOnly ? true : null, AsOf: asOf);
        _producing = true;
        try
        {
            _view = await Certify.ExecuteAsync(filter, await CurrentActor.GetAsync(), CancellationToken.None);
            if (_draft is { } draft) await draft.ClearAsync();
            if (IsLeft) return;
            Navigation.NavigateTo(new FindingAddress(filter).Href("/reports"), new NavigationOptions { ReplaceHistoryEntry = true });
        }
        catch (RefusedException refused)
        {
            _refused = refused.Message;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
        }
        finally
        {
            _producing = false;
        }
    }

    private Task AsOfNowAsync()
    {
        _asOf = "";
        return ProduceAsync();
    }
}
