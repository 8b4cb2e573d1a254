using FusionPortal.Core;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Search;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FusionPortal.Web.Components.Search;

/// <summary>Search or go to: what was found for what is typed, asked for anew a moment after each letter.</summary>
public sealed partial class SearchPalette : IDisposable
{
    private const int OfEach = 3;
    private const int OfOne = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _asking;
    private Actor? _actor;
    private string _text = "";
    private string? _kind;
    private string? _trouble;
    private DateTimeOffset? _indexedAt;
    private bool _asked;
    private bool _whole = true;

    // As it was found for all kinds: what can be chosen to be seen alone.
    private List<PaletteGroup> _kinds = [];
    private List<PaletteGroup> _groups = [];

    [Inject] public required SearchQueries Search { get; init; }
    [Inject] public required StartScan StartScan { get; init; }
    [Inject] public required CurrentActor CurrentActor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    [CascadingParameter] public required IMudDialogInstance Dialog { get; init; }

    [CascadingParameter] public required BrowserFacts Browser { get; init; }

    // > asks for acts alone, # for findings.
    private string Typed => _text.TrimStart().TrimStart('>', '#').Trim();

    private string? Kind =>
        _kind ?? (_text.TrimStart() is ['>', ..] ? PaletteGroup.Acts : _text.TrimStart() is ['#', ..] ? "finding" : null);

    private IReadOnlyList<string> TypedWords => Typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Read out after each answer.</summary>
    private string Said => !_asked || Typed.Length == 0 ? ""
        : !_whole ? "Too much is nearly like this, type on"
        : _groups.Count == 0 ? "Nothing found"
        : _groups.Any(g => g.More) ? $"More than {Words.Number(SearchQueries.Cap)}, type on"
        : $"{Words.Number(_groups.Sum(g => g.Found))} found";

    private string Age => _indexedAt is not { } at ? "The index is being made"
        : Clock.GetUtcNow() - at is var age && age < TimeSpan.FromMinutes(1) ? "Index less than 1 min old"
        : $"Index {Words.Brief(age)} old";

    protected override async Task OnInitializedAsync()
    {
        _actor = await CurrentActor.GetAsync();
        _indexedAt = await Search.IndexedAtAsync(_gone.Token);
        _groups = Here();
    }

    private Task TypeAsync(ChangeEventArgs e)
    {
        _text = e.Value as string ?? "";
        _kind = null;
        return AskAsync(Pause);
    }

    private Task OnlyAsync(string? kind)
    {
        _kind = kind;
        return AskAsync(TimeSpan.Zero);
    }

    private async Task AskAsync(TimeSpan pause)
    {
        if (_asking is not null) await _asking.CancelAsync();
        var mine = _asking = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        try
        {
            if (pause > TimeSpan.Zero) await Task.Delay(pause, Clock, mine.Token);
            var here = Here();
            var found = Kind is PaletteGroup.Acts or PaletteGroup.Pages ? [] : await FoundAsync(Kind, mine.Token);
            if (mine.IsCancellationRequested) return;
            // What is called exactly so stands first, also where that is a page.
            _groups = [.. here.Where(g => g.Items.Any(IsExact)), .. found, .. here.Where(g => !g.Items.Any(IsExact))];
            if (Kind is null) _kinds = _groups;
            (_asked, _trouble) = (true, null);
        }
        catch (RefusedException refused)
        {
            if (!mine.IsCancellationRequested) (_groups, _trouble) = ([], refused.Message);
        }
        catch (OperationCanceledException)
        {
            // The next letter asks.
        }
    }

    private async Task<IReadOnlyList<PaletteGroup>> FoundAsync(string? kind, CancellationToken cancellationToken)
    {
        if (Typed.Length == 0) return [];
        var results = await Search.FindAsync(
            // With its sign a number names a finding.
            kind == "finding" && _kind is null ? _text.Trim() : Typed, _actor!, kind is null ? OfEach : OfOne, cancellationToken, kind);
        (_indexedAt, _whole) = (results.IndexedAt, results.Whole);
        return [.. results.Groups.Select(
            g => new PaletteGroup(g.Kind, g.Title, g.Found, g.More, [.. g.Hits.Select(h => Item(g.Kind, h))]))];
    }

    /// <summary>Pages and acts.</summary>
    private List<PaletteGroup> Here()
    {
        var groups = new List<PaletteGroup>();
        Add(PaletteGroup.Acts, "Actions", [.. PalettePages.Acts(Typed, _actor!), .. Scan()]);
        Add(PaletteGroup.Pages, "Pages", [.. PalettePages.Pages(Typed, _actor!)]);
        return groups;

        void Add(string kind, string title, IReadOnlyList<PaletteItem> items)
        {
            if (items.Count > 0 && (Kind is null || Kind == kind))
                groups.Add(new PaletteGroup(kind, title, items.Count, false, items));
        }
    }

    private IEnumerable<PaletteItem> Scan()
    {
        const string Title = "Scan now";
        if (Policies.Allows(Policies.WorkRuns, _actor!) && PalettePages.Fits(Title, Typed))
            yield return new PaletteItem(PortalIcons.Radar, Title, "Every account, or joins the scan that is running", Does: ScanAsync);
    }

    private async Task ScanAsync()
    {
        try
        {
            var started = await StartScan.ExecuteAsync(new StartScanRequest(), await CurrentActor.GetAsync(), CancellationToken.None);
            Navigation.NavigateTo($"/scans/{started.ScanId}");
        }
        catch (RefusedException refused)
        {
            _trouble = refused.Message;
        }
    }

    private static PaletteItem Item(string kind, SearchHit hit) => new(PaletteIcons.Of(kind), hit.Title, hit.Detail, hit.Address)
    {
        State = hit.State,
        Tone = hit.Tone,
        IsExact = kind is "resource" or "recorded-value" or "shared-resource",
    };

    private bool IsExact(PaletteItem item) => string.Equals(item.Title, Typed, StringComparison.OrdinalIgnoreCase);

    private void Close() => Dialog.Close();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
