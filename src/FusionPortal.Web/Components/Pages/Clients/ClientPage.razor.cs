using FusionPortal.Conventions.Books;
using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Scorecards;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>One client, read downwards: what is so, where it is, how far its install is, what was recorded and what AWS says.</summary>
public sealed partial class ClientPage
{
    private const int HistoryShown = 12;

    private ClientScorecard? _card;
    private IReadOnlyList<ComputedName> _names = [];
    private IReadOnlyList<AuditSentence> _history = [];
    private DateTimeOffset? _asOf;
    private bool _loaded;
    private bool _mayCorrect;

    [Inject] public required ClientScorecardQueries Scorecards { get; init; }

    [Inject] public required BookQueries Books { get; init; }

    [Inject] public required AuditReader Audit { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Parameter] public required string OrgId { get; set; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private TimeZoneInfo Zone => Browser?.TimeZone ?? TimeZoneInfo.Utc;

    private List<HeldValue> Contradicted => [.. _card!.Held.Where(h => h.State == HeldState.Contradicted)];

    private List<HeldValue> Others => [.. _card!.Held.Where(h => h.State != HeldState.Contradicted)];

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asOf = Moments.Of(address);
        var card = await Scorecards.FindAsync(OrgId, asOf, cancellationToken);
        IReadOnlyList<ComputedName> names = card is null ? [] : (await Books.AtAsync(asOf, cancellationToken)).NamesFor(card.Client.OrgId);
        var history = card is null ? [] : await HistoryAsync(asOf, card.Client.OrgId, cancellationToken);
        _mayCorrect = Policies.Allows(Policies.Direct, await CurrentActor.GetAsync());
        (_card, _names, _history, _asOf, _loaded) = (card, names, history, asOf, true);
    }

    // Everything up to that moment, and what was done at it.
    private Task<IReadOnlyList<AuditSentence>> HistoryAsync(DateTimeOffset? asOf, string orgId, CancellationToken cancellationToken) =>
        Audit.ListAsync(new AuditFilter(OrgId: orgId, To: asOf?.AddMicroseconds(1)), null, HistoryShown, cancellationToken);

    private string InstallHref => _card!.Install is { Standing: not Core.Runs.RunStanding.Cancelled, RunId: var run }
        ? $"/runs/{run}" : $"/runs/new?client={Uri.EscapeDataString(_card.Client.OrgId)}";

    private string InstallWords => _card!.Install switch
    {
        null => "Start the install",
        { Standing: Core.Runs.RunStanding.Cancelled } => "Start a new install",
        _ => "Open the install",
    };
}
