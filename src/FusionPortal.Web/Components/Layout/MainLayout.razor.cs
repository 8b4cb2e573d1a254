using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace FusionPortal.Web.Components.Layout;

/// <summary>The shell around every page one sees signed in.</summary>
public sealed partial class MainLayout : IAsyncDisposable
{
    private ErrorBoundary? _boundary;
    private bool _isDark;
    private IJSObjectReference? _module;
    private DotNetObjectReference<MainLayout>? _self;

    [Inject] public required IJSRuntime Js { get; init; }

    [CascadingParameter] public required BrowserFacts Browser { get; init; }

    protected override void OnInitialized() => _isDark = Browser.IsDark;

    // A failed page must not stay failed when one goes elsewhere.
    protected override void OnParametersSet() => Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "/js/portal.js");
        _self = DotNetObjectReference.Create(this);
        await SetTheme(await _module.InvokeAsync<bool>("watchTheme", _self));
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

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is null) return;
        try
        {
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and has let go of the module itself.
        }
    }
}
