using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;

namespace FusionPortal.Web.Components.Pages.Runs;

/// <summary>The page of one run. It draws what is stored; commands are sent by the browser itself (run.js), so a lost circuit loses
/// none.</summary>
public sealed partial class RunPage : IAsyncDisposable
{
    private static readonly (string Title, string Href)[] Trail = [("Runs", "/runs")];

    private ElementReference _root;
    private IJSObjectReference? _module;
    private Guid? _attached;
    private string _personId = "";
    private RunDetail? _run;
    private RunPageView? _view;
    private IReadOnlyList<RunActivity> _activity = [];
    private IReadOnlyList<StepReference> _reliedOn = [];
    private IReadOnlyList<string> _topics = [];
    private bool _missing, _mayWork;

    [Parameter] public Guid Id { get; set; }

    [Inject] public required RunQueries Queries { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var actor = await CurrentActor.GetAsync();
        var query = QueryHelpers.ParseQuery(address.Query);
        var run = await Queries.FindAsync(Id, actor.SubjectId, cancellationToken);
        var view = run is null ? null : new RunPageView(run, query.GetValueOrDefault("section"), query.GetValueOrDefault("step"),
            query.GetValueOrDefault("after"));
        var activity = run is null ? [] : await Queries.ActivityAsync(Id, null, null, 6, cancellationToken);
        var reliedOn = view?.Step is { Readiness: Checklists.Runs.StepReadiness.Done } step
            ? await Queries.ReliedOnByAsync(Id, step.Key, cancellationToken) : [];
        (_run, _view, _activity, _reliedOn, _missing) = (run, view, activity, reliedOn, run is null);
        _personId = actor.SubjectId;
        _mayWork = Policies.Allows(Policies.WorkRuns, actor) && run?.Head.CancelledAt is null;
        _topics = [
            $"run:{Id}", .. run is null ? []
            : run.Sections.SelectMany(s => s.Blocks).Select(b => b.RunId).OfType<Guid>().Distinct().Select(id => $"run:{id}")];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_run is null || _attached == Id) return;
        _attached = Id;
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "/js/run.js");
        await _module.InvokeVoidAsync("attach", _root, Id, _personId);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
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
