using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Shared;

/// <summary>A page that reads while it is open: what it started ends when one leaves it, and what changes elsewhere reaches it safely.</summary>
public abstract class PageComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly List<IDisposable> _held = [];

    protected PageComponent() => Closed = _closing.Token;

    /// <summary>Cancelled when the page is left. Pass it to reads; writes run to their end and take none.</summary>
    protected CancellationToken Closed { get; }

    /// <summary>Disposed with the page, for example a subscription.</summary>
    protected void Hold(IDisposable held) => _held.Add(held);

    /// <summary>Runs work that something outside the circuit asked for, then renders. A failure reaches the page's error boundary.</summary>
    protected Task FromOutsideAsync(Func<Task> work) => InvokeAsync(async () =>
    {
        if (Closed.IsCancellationRequested) return;
        try
        {
            await work();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The page was left meanwhile.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    });

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (var held in _held) held.Dispose();
        _closing.Cancel();
        _closing.Dispose();
    }
}
