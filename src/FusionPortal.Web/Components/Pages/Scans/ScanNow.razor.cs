using FusionPortal.Core;
using FusionPortal.Core.Scans;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Scans;

public sealed partial class ScanNow
{
    private Actor? _actor;
    private bool _may;
    private bool _starting;
    private string? _refused;

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required StartScan Command { get; init; }

    /// <summary>A scan is running already.</summary>
    [Parameter] public bool Running { get; set; }

    [Parameter] public EventCallback OnStarted { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _actor = await CurrentActor.GetAsync();
        _may = _actor.Is(Role.Installer) || _actor.Is(Role.Lead) || _actor.Is(Role.Administrator);
    }

    private async Task StartAsync()
    {
        _starting = true;
        _refused = null;
        try
        {
            await Command.ExecuteAsync(new StartScanRequest(), await CurrentActor.GetAsync(), CancellationToken.None);
            await OnStarted.InvokeAsync();
        }
        catch (RefusedException refused)
        {
            _refused = refused.Message;
        }
        finally
        {
            _starting = false;
        }
    }
}
