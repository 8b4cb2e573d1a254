using FusionPortal.Core;
using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Shared;

public sealed partial class ScanThis
{
    private bool _may;
    private bool _starting;
    private ScanStarted? _started;
    private string? _refused;

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required StartScan Command { get; init; }

    /// <summary>Who looks at the past starts nothing.</summary>
    [CascadingParameter] public PastMoment? Past { get; set; }

    /// <summary>One account, twelve digits; or <see cref="OrgId"/>.</summary>
    [Parameter] public string? AccountId { get; set; }

    /// <summary>One client.</summary>
    [Parameter] public string? OrgId { get; set; }

    /// <summary>What the button says.</summary>
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <summary>What is scanned, for people who do not see the row the button stands in.</summary>
    [Parameter] public string? Of { get; set; }

    /// <summary>Further classes of the button, for example <c>small</c>.</summary>
    [Parameter] public string? Css { get; set; }

    protected override async Task OnInitializedAsync() => _may = Policies.Allows(Policies.WorkRuns, await CurrentActor.GetAsync());

    private async Task StartAsync()
    {
        if (_starting) return;
        (_starting, _started, _refused) = (true, null, null);
        try
        {
            _started = await Command.ExecuteAsync(
                new StartScanRequest(AccountId: AccountId, OrgId: OrgId), await CurrentActor.GetAsync(), CancellationToken.None);
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
