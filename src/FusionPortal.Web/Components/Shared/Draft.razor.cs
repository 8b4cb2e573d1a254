using FusionPortal.Core;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FusionPortal.Web.Components.Shared;

/// <summary>
/// Keeps what is typed inside it in the browser's tab, so that a lost circuit, a reload or a restarted portal loses none of it. Boxes are
/// known by their id, or by <c>data-draft-name</c> where a component makes its ids up. It is kept until it is saved
/// (<see cref="ClearAsync"/>), given up (a button or
/// link with <c>data-draft-drop</c>), refused as a secret (<see cref="RefusedAsync"/>), its person signs out in this tab, or the tab is
/// closed. Password boxes are never kept, nor are the few shapes of secrets that the script knows itself.
/// </summary>
public sealed partial class Draft : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private ElementReference _root;
    private IJSObjectReference? _script;
    private DotNetObjectReference<Draft>? _self;
    private bool _isBack;
    private bool _isAttached;
    private string? _key;

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Which form it is, in words with hyphens; written out where it is used, since tests find every form by it.</summary>
    [Parameter, EditorRequired] public string Form { get; set; } = "";

    /// <summary>What the form is about, where there is more than one.</summary>
    [Parameter] public string? About { get; set; }

    /// <summary>What else has to be known to show the form again, beside what is typed; null while nothing.</summary>
    [Parameter] public string? State { get; set; }

    /// <summary>False while the page still fills its boxes from somewhere else, and would write over what comes back.</summary>
    [Parameter] public bool Ready { get; set; } = true;

    /// <summary>Something was kept: the form should open. With the <see cref="State"/> it was kept with, empty for none.</summary>
    [Parameter] public EventCallback<string> OnKept { get; set; }

    [Parameter, EditorRequired] public RenderFragment ChildContent { get; set; } = default!;

    /// <summary>Called by the script. The answer comes after everything that was drawn for what was said before, since a circuit keeps the
    /// order.</summary>
    [JSInvokable]
    public void Heard()
    {
    }

    /// <summary>What was typed is saved or given up.</summary>
    public async Task ClearAsync()
    {
        _isBack = false;
        if (_script is { } script) await AskAsync(async () => await script.InvokeVoidAsync("clear", _root));
    }

    /// <summary>What was sent is refused. Where that was for a secret the browser forgets the form, and keeps nothing of it until it is
    /// saved or opened anew.</summary>
    public async Task RefusedAsync(RefusedException refused)
    {
        if (refused.Kind != RefusalKind.SecretFound) return;
        _isBack = false;
        // Whoever has left the page meanwhile has left what was typed behind.
        if (_gone.IsCancellationRequested) await AskAsync(async () => await Js.InvokeVoidAsync("sessionStorage.removeItem", _key));
        else if (_script is { } script) await AskAsync(async () => await script.InvokeVoidAsync("refuse", _root));
    }

    /// <summary>What was typed in some boxes is saved; the others go on being kept.</summary>
    /// <param name="state">What <see cref="State"/> is without them.</param>
    public async Task SavedAsync(IEnumerable<string> boxes, string? state)
    {
        if (_script is { } script)
            await AskAsync(async () => _isBack &= await script.InvokeAsync<bool>("saved", _root, boxes, state ?? ""));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isAttached || !Ready) return;
        _isAttached = true;
        var actor = await CurrentActor.GetAsync();
        if (_gone.IsCancellationRequested) return;
        var about = About is null ? Form : $"{Form}:{About}";
        _key = $"draft:{actor.SubjectId}:{about}";
        _self = DotNetObjectReference.Create(this);
        await AskAsync(async () =>
        {
            _script = await Js.InvokeAsync<IJSObjectReference>("import", _gone.Token, "/js/drafts.js");
            var found = await _script.InvokeAsync<Found?>("attach", _gone.Token, _root, actor.SubjectId, about, _self);
            if (found is not { Kept: true }) return;
            _isBack = true;
            await OnKept.InvokeAsync(found.State);
            StateHasChanged();
        });
    }

    private async Task DiscardAsync()
    {
        await ClearAsync();
        Navigation.Refresh(forceReload: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_script is { } script)
        {
            await AskAsync(async () =>
            {
                await script.InvokeVoidAsync("detach", _root);
                await script.DisposeAsync();
            });
        }

        _self?.Dispose();
        _gone.Dispose();
    }

    // The browser may be gone, or the page left: then it keeps what was typed by itself.
    private static async Task AskAsync(Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private sealed record Found(bool Kept, string State);
}
