using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using MudBlazor;

namespace FusionPortal.Web.Components.Pages.Runs;

/// <summary>The page of one run. It draws what is stored; commands are sent by the browser itself (run.js), so a lost circuit loses
/// none.</summary>
public sealed partial class RunPage : IAsyncDisposable
{
    private static readonly (string Title, string Href)[] Trail = [("Runs", "/runs")];

    private const string CancelKey = "cancel";

    private ElementReference _root;
    private IJSObjectReference? _module;
    private Guid? _attached;
    private string _personId = "";
    private RunDetail? _run;
    private RunPageView? _view;
    private IReadOnlyList<RunActivity> _activity = [];
    private IReadOnlyList<StepReference> _reliedOn = [];
    private IReadOnlyList<string> _topics = [];
    private bool _missing, _mayWork, _asksToCancel;
    private IDialogReference? _cancelling;
    private bool _opening;
    private RunOrigin? _origin;
    private string? _focus;

    [Parameter] public Guid Id { get; set; }

    [Inject] public required RunQueries Queries { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var actor = await CurrentActor.GetAsync();
        var query = QueryHelpers.ParseQuery(address.Query);
        var run = await Queries.FindAsync(Id, actor.SubjectId, cancellationToken);
        // Whoever was sent here by an install finds the way back, and what is known there.
        var origin = run?.Head.SharedResourceId is null ? null
            : await Queries.OriginAsync(Id, Guid.TryParse(query.GetValueOrDefault("for"), out var from) ? from : null, cancellationToken);
        run = run is null ? null : origin?.Offer(run) ?? run;
        var view = run is null ? null : new RunPageView(run, query.GetValueOrDefault("section"), query.GetValueOrDefault("step"));
        var activity = run is null ? [] : await Queries.ActivityAsync(Id, null, null, 6, cancellationToken);
        var reliedOn = view?.Step is { Readiness: Checklists.Runs.StepReadiness.Done } step
            ? await Queries.ReliedOnByAsync(Id, step.Key, cancellationToken) : [];
        (_run, _view, _activity, _reliedOn, _missing, _origin) = (run, view, activity, reliedOn, run is null, origin);
        _asksToCancel = query.ContainsKey(CancelKey);
        _personId = actor.SubjectId;
        _mayWork = Policies.Allows(Policies.WorkRuns, actor) && run?.Head.CancelledAt is null;
        _topics = [
            $"run:{Id}", .. run is null ? []
            : run.Sections.SelectMany(s => s.Blocks).Select(b => b.RunId).OfType<Guid>().Distinct().Select(id => $"run:{id}")];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Opening takes a while, and the page may be drawn again meanwhile: one dialog is enough.
        if (_asksToCancel && _mayWork && _run is { Complete: false } && !_opening && _cancelling is null) await AskToCancelAsync(_run.Head);
        if (!_asksToCancel && _cancelling is { } open) open.Close();
        if (_run is null || _attached == Id) return;
        _attached = Id;
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "/js/run.js");
        await _module.InvokeVoidAsync("attach", _root, Id, _personId);
    }

    // Its address opens the dialog, so it is there again after a reload, and Back closes it.
    private string CancelHref(bool open) => Navigation.GetUriWithQueryParameter(CancelKey, open ? "yes" : null);

    private async Task AskToCancelAsync(RunHead head)
    {
        _opening = true;
        try
        {
            _cancelling = await Dialogs.ShowAsync<CancelRunDialog>(
                $"Cancel {head.ResourceName ?? head.Title}", new DialogParameters<CancelRunDialog> { { d => d.Head, head } },
                new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });
        }
        finally
        {
            _opening = false;
        }

        _ = ClosedAsync(_cancelling);
    }

    private async Task ClosedAsync(IDialogReference dialog)
    {
        try
        {
            await dialog.Result;
            await InvokeAsync(() =>
            {
                (_cancelling, _focus) = (null, "#cancel-open");
                if (!IsLeft && _asksToCancel) Navigation.NavigateTo(CancelHref(false), replace: true);
            });
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        _cancelling?.Close();
        if (_module is null) return;
        try
        {
            await _module.InvokeVoidAsync("detach", _attached);
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and what it had not sent is kept there.
        }
    }
}
