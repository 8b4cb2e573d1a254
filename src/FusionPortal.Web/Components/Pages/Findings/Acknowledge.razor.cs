using FusionPortal.Core;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Findings;

public sealed partial class Acknowledge
{
    private Actor? _actor;
    private bool _may;
    private bool _open;
    private string? _focus;
    private bool _saving;
    private string _note = "";
    private string? _refused;
    private Draft? _draft;

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required AcknowledgeFinding Command { get; init; }

    [Parameter, EditorRequired] public FindingView View { get; set; } = default!;

    [Parameter] public EventCallback OnDone { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _actor = await CurrentActor.GetAsync();
        _may = _actor.Is(Role.Installer) || _actor.Is(Role.Lead);
    }

    private void Open() => (_open, _focus) = (true, "#ack-note");

    private async Task SaveAsync()
    {
        _saving = true;
        _refused = null;
        try
        {
            await Command.ExecuteAsync(
                new AcknowledgeFindingRequest(View.Row.Id, _note.Trim()), await CurrentActor.GetAsync(), CancellationToken.None);
            if (_draft is { } draft) await draft.ClearAsync();
            Leave();
            await OnDone.InvokeAsync();
        }
        catch (RefusedException refused)
        {
            _refused = refused.Message;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
        }
        finally
        {
            _saving = false;
        }
    }

    private void Leave() => (_open, _note, _refused, _focus) = (false, "", null, "#ack-open");
}
