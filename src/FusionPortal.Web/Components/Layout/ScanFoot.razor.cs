using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Pages.Scans;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Layout;

/// <summary>Follows scans as they go, and lets the age grow.</summary>
public sealed partial class ScanFoot : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private ScanStatus? _status;
    private ITimer? _minutely;

    [Inject] public required ScanQueries Scans { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var minute = TimeSpan.FromMinutes(1);
        _minutely = Clock.CreateTimer(_ => InvokeAsync(StateHasChanged), null, minute, minute);
        await LoadAsync();
    }

    private async Task LoadAsync() => _status = await Scans.StatusAsync(_gone.Token);

    /// <summary>How the last scan ended, before its age.</summary>
    public static string Said(ScanSummary last) => ScanEnding.Of(last).Foot;

    /// <summary>How much of what there is was read whole the last time.</summary>
    public static string Known(ScanStatus status) =>
        $"{Words.Number(status.Covered)} of {Words.Count(status.Targets, "target")}"
        + (status.AccountGaps == 0 ? "" : $", {Words.Count(status.AccountGaps, "account")} out of reach");

    public void Dispose()
    {
        _minutely?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
