using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace FusionPortal.Web.Components.Layout;

/// <summary>The shell around every page one sees signed in.</summary>
public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;
    private bool _isDark;
    private DotNetObjectReference<MainLayout>? _self;

    [Inject] public required PortalScript Script { get; init; }

    [CascadingParameter] public required BrowserFacts Browser { get; init; }

    protected override void OnInitialized() => _isDark = Browser.IsDark;

    // A failed page must not stay failed when one goes elsewhere.
    protected override void OnParametersSet() => Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        await SetTheme(await Script.WatchThemeAsync(_self, CancellationToken.None));
    }

    /// <summary>The theme switches in the browser at once; MudBlazor's colours follow.</summary>
    [JSInvokable]
    public Task SetTheme(bool isDark)
    {
        if (isDark == _isDark) return Task.CompletedTask;
        _isDark = isDark;
        return InvokeAsync(StateHasChanged);
    }

    private void Recover() => _boundary?.Recover();

    public void Dispose() => _self?.Dispose();
}
