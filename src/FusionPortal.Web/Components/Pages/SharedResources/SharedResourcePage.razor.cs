using FusionPortal.Core.Scorecards;
using FusionPortal.Core.SharedResources;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.SharedResources;

/// <summary>One shared resource: whom it carries, what carries it, what AWS has of it, and what speaks against it.</summary>
public sealed partial class SharedResourcePage
{
    private SharedScorecard? _card;
    private bool _loaded;

    [Parameter] public Guid Id { get; set; }

    [Inject] public required SharedScorecardQueries Scorecards { get; init; }

    private SharedResourceRow Row => _card!.Resource.Row;

    private List<HeldValue> Contradicted => [.. _card!.Held.Where(h => h.State == HeldState.Contradicted)];

    private List<HeldValue> Others => [.. _card!.Held.Where(h => h.State != HeldState.Contradicted)];

    private string FindingsHint => _card!.Findings.Count == _card.Open ? $"{_card.Open} open"
        : $"{_card.Findings.Count} of {_card.Open} open, the worst first";

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken) =>
        (_card, _loaded) = (await Scorecards.FindAsync(Id, cancellationToken), true);
}
