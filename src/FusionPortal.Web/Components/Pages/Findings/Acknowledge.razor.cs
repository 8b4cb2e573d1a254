using FusionPortal.Core;
using FusionPortal.Core.Findings;
using FusionPortal.Core.People;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Findings;

public sealed partial class Acknowledge : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Actor? _actor;
    private bool _may;
    private bool _open;
    private bool _focus;
    private bool _saving;
    private string _note = "";
    private string? _refused;
    private ElementReference _box;

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required AcknowledgeFinding Command { get; init; }

    [Parameter, EditorRequired] public FindingView View { get; set; } = default!;

    [Parameter] public EventCallback OnDone { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _actor = await CurrentActor.GetAsync();
        _may = _actor.Is(Role.Installer) || _actor.Is(Role.Lead);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_open && !_focus) await _box.FocusAsync();
        _focus = _open;
    }

    private async Task SaveAsync()
    {
        _saving = true;
        _refused = null;
        try
        {
            await Command.ExecuteAsync(new AcknowledgeFindingRequest(View.Row.Id, _note.Trim()), await CurrentActor.GetAsync(), _gone.Token);
            _open = false;
            _note = "";
            await OnDone.InvokeAsync();
        }
        catch (RefusedException refused)
        {
            _refused = refused.Message;
        }
        finally
        {
            _saving = false;
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
