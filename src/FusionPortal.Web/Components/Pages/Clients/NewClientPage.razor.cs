using FusionPortal.Core;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Organizations;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>Records a client. The rules of the ID, who has it, and the names that follow show while one types.</summary>
public sealed partial class NewClientPage : IDisposable
{
    private NewClientForm? _form;
    private CancellationTokenSource _lookup = new();
    private RefusedException? _refused;
    private bool _saving;
    private bool _left;
    private Draft? _draft;

    [Inject] public required BookQueries Books { get; init; }
    [Inject] public required CreateOrganization CreateOrganization { get; init; }
    [Inject] public required OrganizationQueries Organizations { get; init; }
    [Inject] public required CurrentActor CurrentActor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required PortalScript Script { get; init; }

    protected override async Task OnInitializedAsync() => _form = new NewClientForm(await Books.CurrentAsync(_lookup.Token));

    private Task TypeTitleAsync(string? text)
    {
        _form!.Title = text ?? "";
        return LookUpAsync();
    }

    private Task TypeIdAsync(string? text)
    {
        _form!.TypeId(text ?? "");
        return LookUpAsync();
    }

    /// <summary>Who has the ID. A lookup for what was typed before is given up.</summary>
    private async Task LookUpAsync()
    {
        _refused = null;
        if (_left) return;
        await _lookup.CancelAsync();
        _lookup.Dispose();
        _lookup = new CancellationTokenSource();
        if (_form!.OrgId.Length == 0 || _form.OrgId.Length > Conventions.OrganizationId.MaxLength) return;
        try
        {
            _form.TakenBy = await Organizations.FindAsync(_form.OrgId, _lookup.Token);
        }
        catch (OperationCanceledException)
        {
            // Typed on; the next lookup answers.
        }
    }

    private async Task CreateAsync()
    {
        if (_saving || _form is null) return;
        _saving = true;
        try
        {
            var made = await CreateOrganization.ExecuteAsync(
                new CreateOrganizationRequest(_form.OrgId, _form.Title, _form.Environment), await CurrentActor.GetAsync(),
                    CancellationToken.None);
            if (_draft is { } draft) await draft.ClearAsync();
            // Whoever has gone elsewhere meanwhile stays there.
            if (!_left) Navigation.NavigateTo($"/clients/{made.OrgId}");
        }
        catch (RefusedException refused)
        {
            _refused = refused;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
            if (!_left && refused.Field is not null) await Script.FocusAsync($"#{refused.Field}", CancellationToken.None);
        }
        finally
        {
            _saving = false;
        }
    }

    public void Dispose()
    {
        _left = true;
        _lookup.Cancel();
        _lookup.Dispose();
    }
}
