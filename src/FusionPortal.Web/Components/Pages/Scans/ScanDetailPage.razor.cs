using FusionPortal.Core.Scans;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Scans;

/// <summary>One scan: what it read, what it could not, and what that needs.</summary>
public sealed partial class ScanDetailPage : AddressedPage
{
    private ScanDetail? _detail;
    private bool _missing;

    [Parameter] public Guid Id { get; set; }

    [Inject] public required ScanQueries Scans { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private TimeZoneInfo Zone => Browser?.TimeZone ?? TimeZoneInfo.Utc;

    private string Title => _detail is null ? "Scan" : $"Scan {_detail.Summary.Number}";

    private IReadOnlyList<ScanTargetRow> Failures => [.. _detail!.Targets.Where(t => t.State == TargetState.Failed)];

    private string Sentence => SentenceOf(_detail!.Summary);

    /// <summary>What is so, in one sentence.</summary>
    public static string SentenceOf(ScanSummary scan) => scan.State switch
    {
        ScanState.Discovering => $"Scan {scan.Number} is listing the accounts",
        ScanState.Reading => $"Scan {scan.Number} has read {scan.TargetsCompleted} of {Words.Count(scan.Targets, "target")}",
        ScanState.Evaluating => $"Scan {scan.Number} is judging {Words.Count(scan.Resources, "resource")}",
        ScanState.Completed or ScanState.Failed => $"Scan {scan.Number} {ScanEnding.Of(scan).Sentence}",
        _ => throw new ArgumentOutOfRangeException(nameof(scan), scan.State, null),
    };

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var detail = await Scans.GetAsync(Id, cancellationToken);
        (_detail, _missing) = (detail, detail is null);
    }
}
