using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace FusionPortal.Web.Components.Shared;

/// <summary>
/// A page whose state is its address. It loads when it opens and again whenever the address changes, by a link, by Back or by itself;
/// a load that is overtaken is cancelled, so an older answer never replaces a newer one.
/// </summary>
public abstract class AddressedPage : ComponentBase, IDisposable
{
    private CancellationTokenSource _load = new();
    private string? _loaded;
    private bool _disposed;

    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>True from the change of address until its answer: what is shown still belongs to the address before.</summary>
    protected bool IsLoading { get; private set; }

    /// <summary>True once the page has been left. What was pressed on it still runs to its end, and then leads nowhere.</summary>
    protected bool IsLeft => _disposed;

    /// <summary>Reads what the page shows. Assign fields only after the last await.</summary>
    protected abstract Task LoadAsync(Uri address, CancellationToken cancellationToken);

    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    protected override Task OnParametersSetAsync() => Navigation.Uri == _loaded ? Task.CompletedTask : ReloadAsync();

    /// <summary>Reads the same address again.</summary>
    protected async Task ReloadAsync()
    {
        // A page may be left while something pressed on it is still being done.
        if (_disposed) return;
        _load.Cancel();
        _load.Dispose();
        _load = new CancellationTokenSource();
        var token = _load.Token;
        var address = Navigation.Uri;
        IsLoading = address != _loaded;
        _loaded = address;
        try
        {
            await LoadAsync(new Uri(address), token);
            if (!token.IsCancellationRequested) IsLoading = false;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Overtaken, or the page is gone.
        }
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        // Another path is another page, or this one with other parameters: then OnParametersSetAsync is called.
        if (_loaded is null || PathOf(e.Location) != PathOf(_loaded) || e.Location == _loaded) return;
        _ = InvokeAsync(async () =>
        {
            try
            {
                var loading = ReloadAsync();
                StateHasChanged();
                await loading;
                StateHasChanged();
            }
            catch (Exception exception)
            {
                await DispatchExceptionAsync(exception);
            }
        });
    }

    private static string PathOf(string uri) => new Uri(uri).AbsolutePath;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed) return;
        _disposed = true;
        Navigation.LocationChanged -= OnLocationChanged;
        _load.Cancel();
        _load.Dispose();
    }
}
