using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Scans.Scheduling;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Scans;

/// <summary>When everything, single accounts and single clients are scanned by themselves.</summary>
public sealed partial class SchedulesPage : AddressedPage
{
    /// <summary>Clients offered while an ID is typed; any other may be typed whole.</summary>
    private const int Offered = 200;

    private Draft? _draft;
    private ScheduleForm _form = new();
    private IReadOnlyList<ScheduleRow>? _rows;
    private IReadOnlyList<AccountSummary> _accounts = [];
    private IReadOnlyList<OrganizationDetail> _clients = [];
    private IReadOnlySet<string> _paused = new HashSet<string>();
    private bool _mayDirect;
    private bool _saving;
    private string? _removed;

    [Inject] public required ScheduleQueries Schedules { get; init; }

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required OrganizationQueries Organizations { get; init; }

    [Inject] public required AddSchedule Add { get; init; }

    [Inject] public required RemoveSchedule Remove { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required PortalScript Script { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var actor = await CurrentActor.GetAsync();
        var accounts = await Accounts.ListAsync(cancellationToken);
        var clients = await Organizations.ListAsync(null, null, Offered, cancellationToken);
        var rows = await Schedules.ListAsync(cancellationToken);
        _mayDirect = Policies.Allows(Policies.Direct, actor);
        _paused = accounts.Where(a => a.PausedBy is not null).Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        (_accounts, _clients, _rows) = (accounts, clients.Rows, rows);
    }

    private async Task AddAsync()
    {
        if (_saving) return;
        (_saving, _removed, _form.Refused) = (true, null, null);
        try
        {
            await Add.ExecuteAsync(_form.Request, await CurrentActor.GetAsync(), CancellationToken.None);
            if (_draft is { } draft) await draft.ClearAsync();
            _form = new ScheduleForm();
        }
        catch (RefusedException refused)
        {
            _form.Refused = refused;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
        }
        finally
        {
            _saving = false;
        }

        if (IsLeft) return;
        if (_form.RefusedField is { } field) await Script.FocusAsync($"#{field}", CancellationToken.None);
        else await ReloadAsync();
    }

    private async Task RemoveAsync(Guid id)
    {
        try
        {
            await Remove.ExecuteAsync(id, await CurrentActor.GetAsync(), CancellationToken.None);
            _removed = "The schedule is gone. Scans it has started go on.";
        }
        catch (RefusedException refused)
        {
            _removed = refused.Message;
        }

        await ReloadAsync();
    }

    private string[] Scannable => [ScheduleForm.Client, .. _accounts.Select(a => a.Id)];

    private string? WordsOf(string? what) => what == ScheduleForm.Client ? "One client…"
        : _accounts.FirstOrDefault(a => a.Id == what) is { } account ? EscapedText.Plain(account.Name) : what;

    private Task<IEnumerable<string>> ClientsAsync(string? typed, CancellationToken cancellationToken) => Task.FromResult(
        _clients.Where(c => string.IsNullOrWhiteSpace(typed) || c.OrgId.Contains(typed, StringComparison.OrdinalIgnoreCase)
            || c.Title.Contains(typed, StringComparison.OrdinalIgnoreCase)).Select(c => c.OrgId));

    private string TitleOf(string orgId) => _clients.FirstOrDefault(c => c.OrgId == orgId)?.Title ?? "";
}
