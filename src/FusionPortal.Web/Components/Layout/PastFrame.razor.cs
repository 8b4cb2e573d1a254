using FusionPortal.Core;
using FusionPortal.Core.Data;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace FusionPortal.Web.Components.Layout;

/// <summary>Reads the moment of every address, refuses one that cannot be answered, and keeps it from page to page.</summary>
public sealed partial class PastFrame : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _keeping;
    private PastMoment? _past;
    private MomentRefusal? _refusal;
    private bool _isChecked;

    [Parameter, EditorRequired] public RenderFragment ChildContent { get; set; } = default!;

    /// <summary>Which page is shown.</summary>
    [CascadingParameter] public RouteData? Route { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required FirstRecord First { get; init; }

    private bool ShowsPast => Route?.PageType.IsDefined(typeof(ShowsPastAttribute), inherit: false) == true;

    protected override void OnInitialized() => _keeping = Navigation.RegisterLocationChangingHandler(KeepAsync);

    protected override async Task OnParametersSetAsync()
    {
        var address = Navigation.Uri;
        var (past, refusal) = await ReadAsync(new Uri(address));
        // Overtaken by another address.
        if (address != Navigation.Uri) return;
        // The same moment stays the same value: what it cascades to is not drawn again for nothing.
        if (past != _past) _past = past;
        (_refusal, _isChecked) = (refusal, true);
    }

    private async ValueTask<(PastMoment?, MomentRefusal?)> ReadAsync(Uri address)
    {
        try
        {
            if (Moments.Of(address) is not { } at) return (null, null);
            await First.RequireAsync(at, _gone.Token);
            return (new PastMoment(at), null);
        }
        catch (RefusedException refused) when (Moments.Refusal(refused) is { } refusal)
        {
            return (null, refusal);
        }
    }

    // Links from page to page know nothing of the moment. What a page asks for by itself is left as it is, so buttons lead back to now.
    private ValueTask KeepAsync(LocationChangingContext context)
    {
        if (!context.IsNavigationIntercepted || Moments.Given(new Uri(Navigation.Uri)) is not { } asOf) return ValueTask.CompletedTask;
        var target = Navigation.ToAbsoluteUri(context.TargetLocation);
        if (Moments.Given(target) is not null) return ValueTask.CompletedTask;
        context.PreventNavigation();
        Navigation.NavigateTo(Moments.With(target, asOf));
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _keeping?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
