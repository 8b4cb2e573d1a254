using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>Every client by organization ID. Search and page are in the address; a client somebody else records appears by
/// itself.</summary>
public sealed partial class ClientsPage
{
    private const int Take = 50;

    private OrganizationPage? _page;
    private string? _search;
    private string? _after;
    private bool _mayCreate;
    private bool _mayOversee;
    private RegisterStanding? _standing;

    [Inject] public required OrganizationQueries Organizations { get; init; }
    [Inject] public required SeenOrganizationQueries Seen { get; init; }
    [Inject] public required CurrentActor CurrentActor { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string? search = query.GetValueOrDefault("q"), after = query.GetValueOrDefault("after");
        var actor = await CurrentActor.GetAsync();
        var page = await Organizations.ListAsync(search, after, Take, cancellationToken);
        _standing = await Seen.StandingAsync(cancellationToken);
        _mayOversee = Policies.Allows(Policies.Oversee, actor);
        (_page, _search, _after, _mayCreate) = (page, search, after, Policies.Allows(Policies.WorkRuns, actor));
    }

    private void Search(ChangeEventArgs change) => Navigation.NavigateTo(Address(change.Value?.ToString(), null), replace: true);

    private static string Address(string? search, string? after) => QueryHelpers.AddQueryString(
        "/clients", new Dictionary<string, string?> { ["q"] = search, ["after"] = after }.Where(p => !string.IsNullOrEmpty(p.Value)));
}
