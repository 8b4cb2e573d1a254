using FusionPortal.Conventions.Books;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Organizations;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>One client: who it is, and the names that follow from its organization ID.</summary>
public sealed partial class ClientPage
{
    private OrganizationDetail? _client;
    private IReadOnlyList<ComputedName> _names = [];
    private bool _loaded;
    private bool _mayCorrect;

    [Inject] public required OrganizationQueries Organizations { get; init; }

    [Inject] public required BookQueries Books { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Parameter] public required string OrgId { get; set; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        _client = await Organizations.FindAsync(OrgId, cancellationToken);
        _names = _client is null ? [] : (await Books.CurrentAsync(cancellationToken)).NamesFor(_client.OrgId);
        _mayCorrect = Policies.Allows(Policies.Direct, await CurrentActor.GetAsync());
        _loaded = true;
    }

    private string InstallWords => _client switch
    {
        { InstallCancelledAt: not null } => "Start a new install",
        { InstallBegunAt: null } => "Start the install",
        _ => "Open the install",
    };
}
