using Microsoft.JSInterop;

namespace FusionPortal.Web.Components.Shared;

/// <summary>What pages ask of <c>js/portal.js</c>. Loaded on first use; the document's import map makes of its name the one address the
/// document loads it by: two addresses would be two scripts.</summary>
public sealed class PortalScript(IJSRuntime js) : IAsyncDisposable
{
    public const string File = "js/portal.js";

    private Task<IJSObjectReference>? _module;

    /// <summary>Moves focus, for example to the field that was refused.</summary>
    /// <returns>False when nothing on the page matches.</returns>
    public ValueTask<bool> FocusAsync(string selector, CancellationToken cancellationToken) =>
        InvokeAsync<bool>("focus", cancellationToken, selector);

    /// <returns>False when the browser did not allow it.</returns>
    public ValueTask<bool> CopyAsync(string text, CancellationToken cancellationToken) =>
        InvokeAsync<bool>("copy", cancellationToken, text);

    /// <summary>Tells a draft that a box was filled in by the page.</summary>
    public ValueTask<bool> TypedAsync(string selector, CancellationToken cancellationToken) =>
        InvokeAsync<bool>("typed", cancellationToken, selector);

    /// <summary>Keeps a preference in this browser, for every tab of it.</summary>
    public ValueTask<bool> RememberAsync(string key, string value, CancellationToken cancellationToken) =>
        InvokeAsync<bool>("remember", cancellationToken, key, value);

    /// <returns>Null when nothing was kept, or the browser keeps nothing.</returns>
    public ValueTask<string?> RememberedAsync(string key, CancellationToken cancellationToken) =>
        InvokeAsync<string?>("remembered", cancellationToken, key);

    /// <summary>Calls <c>SetTheme(bool isDark)</c> of the component at every switch.</summary>
    /// <returns>Whether the theme is dark now.</returns>
    public ValueTask<bool> WatchThemeAsync<T>(DotNetObjectReference<T> component, CancellationToken cancellationToken) where T : class =>
        InvokeAsync<bool>("watchTheme", cancellationToken, component);

    /// <summary>Calls <c>OpenPalette()</c> of the component when somebody presses Ctrl K.</summary>
    public async ValueTask WatchPaletteAsync<T>(DotNetObjectReference<T> component, CancellationToken cancellationToken) where T : class =>
        await InvokeAsync<object?>("watchPalette", cancellationToken, component);

    /// <summary>Calls <c>OpenHelp()</c> of the component when somebody presses ?, unless that person has switched single keys
    /// off.</summary>
    public async ValueTask WatchHelpAsync<T>(DotNetObjectReference<T> component, string person, CancellationToken cancellationToken)
        where T : class => await InvokeAsync<object?>("watchHelp", cancellationToken, component, person);

    /// <summary>Whether keys without Ctrl do something for this person in this browser.</summary>
    public ValueTask<bool> SingleKeysAsync(string person, CancellationToken cancellationToken) =>
        InvokeAsync<bool>("singleKeys", cancellationToken, person);

    public async ValueTask SwitchSingleKeysAsync(string person, bool on, CancellationToken cancellationToken) =>
        await InvokeAsync<object?>("switchSingleKeys", cancellationToken, person, on);

    private async ValueTask<T> InvokeAsync<T>(string function, CancellationToken cancellationToken, params object?[] arguments)
    {
        try
        {
            var module = await (_module ??= js.InvokeAsync<IJSObjectReference>("import", CancellationToken.None, "/" + File).AsTask());
            return await module.InvokeAsync<T>(function, cancellationToken, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The page has been left, and with it whatever this was for.
            return default!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is not { IsCompletedSuccessfully: true }) return;
        try
        {
            await (await _module).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and has let go of the script itself.
        }
    }
}
