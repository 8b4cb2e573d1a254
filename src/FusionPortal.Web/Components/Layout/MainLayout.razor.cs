using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace FusionPortal.Web.Components.Layout;

/// <summary>The shell around every page one sees signed in.</summary>
public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;
    private readonly Shell _shell = new();
    private bool _isDark;
    private bool _menuOpen;
    private DotNetObjectReference<MainLayout>? _self;

    [Inject] public required PortalScript Script { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public required BrowserFacts Browser { get; init; }

    protected override void OnInitialized()
    {
        _isDark = Browser.IsDark;
        _shell.Changed += StateHasChanged;
        Navigation.LocationChanged += CloseMenu;
    }

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

    private void OpenMenu(bool open) => _menuOpen = open;

    private void LeaveMenu(KeyboardEventArgs e)
    {
        if (e.Key == "Escape") _menuOpen = false;
    }

    private void CloseMenu(object? sender, LocationChangedEventArgs e)
    {
        if (!_menuOpen) return;
        _menuOpen = false;
        InvokeAsync(StateHasChanged);
    }

    private void Recover() => _boundary?.Recover();

    public void Dispose()
    {
        Navigation.LocationChanged -= CloseMenu;
        _shell.Changed -= StateHasChanged;
        _self?.Dispose();
    }
}
