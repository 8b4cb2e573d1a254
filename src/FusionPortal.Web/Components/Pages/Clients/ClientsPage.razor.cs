using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Scorecards;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>Every client, the worst first. Search, order and page are in the address; a client somebody else records appears by
/// itself.</summary>
public sealed partial class ClientsPage
{
    private ClientList? _page;
    private ClientsAddress _address = new(new ClientFilter());
    private bool _mayCreate;
    private bool _mayOversee;
    private RegisterStanding? _standing;

    [Inject] public required ClientListQueries Clients { get; init; }
    [Inject] public required SeenOrganizationQueries Seen { get; init; }
    [Inject] public required CurrentActor CurrentActor { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asked = ClientsAddress.Parse(address);
        var actor = await CurrentActor.GetAsync();
        var page = await Clients.ListAsync(asked.Filter, asked.Sort, asked.Cursor, ClientsAddress.PageSize, cancellationToken);
        var standing = await Seen.StandingAsync(cancellationToken);
        _mayOversee = Policies.Allows(Policies.Oversee, actor);
        (_page, _address, _standing, _mayCreate) = (page, asked, standing, Policies.Allows(Policies.WorkRuns, actor));
    }

    private IReadOnlyList<TabLink> Tabs =>
    [
        Tab("All", null), .. Enum.GetValues<EnvironmentKind>().Select(kind => Tab(kind.ToString(), kind)),
    ];

    private string Nothing => _address.Filter.Text is { } text ? $"No client matches {text}"
        : $"No client is recorded for {_address.Filter.Environment}";

    private TabLink Tab(string title, EnvironmentKind? kind) =>
        new(_address.With(_address.Filter with { Environment = kind }).Href(), title, _address.Filter.Environment == kind);

    // Typing replaces the address instead of leaving a trail of half words behind Back.
    private void Search(string? text)
    {
        var typed = string.IsNullOrWhiteSpace(text) ? null : text;
        if (typed != _address.Filter.Text)
            Navigation.NavigateTo(_address.With(_address.Filter with { Text = typed }).Href(), replace: true);
    }
}
