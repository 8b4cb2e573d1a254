using FusionPortal.Core.Notifications;
using FusionPortal.Core.Organizations;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>Every client by organization ID. Search and page are in the address; a client somebody else records appears by itself.</summary>
public sealed partial class ClientsPage
{
    private const int Take = 50;

    private OrganizationPage? _page;
    private bool _mayCreate;

    [Inject] public required OrganizationQueries Organizations { get; init; }
    [Inject] public required PortalEvents Events { get; init; }
    [Inject] public required CurrentActor CurrentActor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromQuery] public string? Q { get; set; }
    [SupplyParameterFromQuery] public string? After { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Hold(Events.Subscribe("organizations", _ => FromOutsideAsync(LoadAsync)));
        var actor = await CurrentActor.GetAsync();
        _mayCreate = NewClientPage.MayCreate.Any(actor.Is);
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync() => _page = await Organizations.ListAsync(Q, After, Take, Closed);

    private void Search(ChangeEventArgs change)
    {
        var text = change.Value?.ToString();
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = string.IsNullOrEmpty(text) ? null : text, ["after"] = null }), replace: true);
    }

    private string Address(string? after) => Navigation.GetUriWithQueryParameter("after", after);
}
