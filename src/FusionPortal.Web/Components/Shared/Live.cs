using FusionPortal.Core.Notifications;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Shared;

/// <summary>
/// Renders nothing. Calls <see cref="OnChange"/> soon after a topic with this prefix was published, in any portal process, and at most once
/// in <see cref="Interval"/>:
/// what is published meanwhile is told once, afterwards.
/// </summary>
public sealed class Live : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private string? _subscribed;

    [Inject] public required PortalEvents Events { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>For example <c>findings</c>, or <c>scan:</c> for every scan.</summary>
    [Parameter, EditorRequired] public string Topic { get; set; } = "";

    [Parameter, EditorRequired] public EventCallback OnChange { get; set; }

    [Parameter] public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    protected override void OnParametersSet()
    {
        if (Topic == _subscribed) return;
        _subscription?.Dispose();
        _subscribed = Topic;
        _subscription = Events.Subscribe(Topic, OnTopicAsync);
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task OnTopicAsync(string topic)
    {
        if (_gone.IsCancellationRequested) return;
        try
        {
            await InvokeAsync(() => _gone.IsCancellationRequested ? Task.CompletedTask : OnChange.InvokeAsync());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // To the page's error boundary: a page that stopped following says so.
            await DispatchExceptionAsync(e);
        }

        // The subscription tells one topic at a time, so waiting here is the throttle.
        if (!_gone.IsCancellationRequested)
            await Task.Delay(Interval, Clock, _gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
