using FusionPortal.Conventions.Books;
using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Scorecards;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using MudBlazor;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>One client, read downwards: what is so, where it is, how far its install is, what was recorded and what AWS says.</summary>
public sealed partial class ClientPage
{
    private const int HistoryShown = 12;
    private const string DialogKey = "dialog";
    private const string Edit = "edit";

    private ClientScorecard? _card;
    private IReadOnlyList<ComputedName> _names = [];
    private IReadOnlyList<AuditSentence> _history = [];
    private DateTimeOffset? _asOf;
    private bool _loaded;
    private bool _mayCorrect;
    private bool _asksToCorrect;
    private bool _opening;
    private IDialogReference? _correcting;
    private string? _focus;

    [Inject] public required ClientScorecardQueries Scorecards { get; init; }

    [Inject] public required BookQueries Books { get; init; }

    [Inject] public required AuditReader Audit { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Parameter] public required string OrgId { get; set; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private TimeZoneInfo Zone => Browser?.TimeZone ?? TimeZoneInfo.Utc;

    private List<HeldValue> Contradicted => [.. _card!.Held.Where(h => h.State == HeldState.Contradicted)];

    private List<HeldValue> Others => [.. _card!.Held.Where(h => h.State != HeldState.Contradicted)];

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asOf = Moments.Of(address);
        var card = await Scorecards.FindAsync(OrgId, asOf, cancellationToken);
        IReadOnlyList<ComputedName> names = card is null ? [] : (await Books.AtAsync(asOf, cancellationToken)).NamesFor(card.Client.OrgId);
        var history = card is null ? [] : await HistoryAsync(asOf, card.Client.OrgId, cancellationToken);
        _mayCorrect = Policies.Allows(Policies.Direct, await CurrentActor.GetAsync());
        (_card, _names, _history, _asOf, _loaded) = (card, names, history, asOf, true);
        _asksToCorrect = _mayCorrect && asOf is null && card is not null
            && QueryHelpers.ParseQuery(address.Query).GetValueOrDefault(DialogKey) == Edit;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_asksToCorrect && _correcting is null && !_opening) await CorrectAsync();
        if (!_asksToCorrect && _correcting is { } open) open.Close();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _correcting?.Close();
    }

    // Its address opens the dialog, so it is there again after a reload, and Back closes it.
    private string EditHref(bool open) => Navigation.GetUriWithQueryParameter(DialogKey, open ? Edit : null);

    private async Task CorrectAsync()
    {
        _opening = true;
        try
        {
            _correcting = await Dialogs.ShowAsync<CorrectClientDialog>(
                $"Correct {_card!.Client.Title}", new DialogParameters<CorrectClientDialog> { { d => d.Client, _card.Client } },
                new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseOnEscapeKey = true });
        }
        finally
        {
            _opening = false;
        }

        _ = ClosedAsync(_correcting);
    }

    private async Task ClosedAsync(IDialogReference dialog)
    {
        try
        {
            await dialog.Result;
            await InvokeAsync(() =>
            {
                (_correcting, _focus) = (null, "#correct-open");
                if (!IsLeft && _asksToCorrect) Navigation.NavigateTo(EditHref(false), replace: true);
            });
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    // Everything up to that moment, and what was done at it.
    private Task<IReadOnlyList<AuditSentence>> HistoryAsync(DateTimeOffset? asOf, string orgId, CancellationToken cancellationToken) =>
        Audit.ListAsync(new AuditFilter(OrgId: orgId, To: asOf?.AddMicroseconds(1)), null, HistoryShown, cancellationToken);

    private string InstallHref => _card!.Install is { Standing: not Core.Runs.RunStanding.Cancelled, RunId: var run }
        ? $"/runs/{run}" : $"/runs/new?client={Uri.EscapeDataString(_card.Client.OrgId)}";

    private string InstallWords => _card!.Install switch
    {
        null => "Start the install",
        { Standing: Core.Runs.RunStanding.Cancelled } => "Start a new install",
        _ => "Open the install",
    };
}
