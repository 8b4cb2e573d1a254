using FusionPortal.Core;
using FusionPortal.Core.People;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.People;

/// <summary>Whose the subject ids are. An administrator declares it, for example after the subject claim was changed.</summary>
public sealed partial class PeoplePage
{
    private IReadOnlyList<PersonRow>? _people;
    private PersonRow? _chosen;
    private string _sameAs = "", _reason = "";
    private string? _error, _refused;
    private bool _mayDeclare, _busy;
    private Draft? _draft;
    private string? _focus;

    [Inject] public required PeopleQueries Queries { get; init; }

    [Inject] public required DeclarePerson Declare { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        _mayDeclare = (await CurrentActor.GetAsync()).Is(Role.Administrator);
        _people = await Queries.ListAsync(cancellationToken);
    }

    private string? Chosen => _chosen is null ? null : $"{_chosen.SubjectId}\n{_sameAs}";

    private void Reopen(string state)
    {
        if (state.Split('\n') is not [var subject, var sameAs] || _people!.FirstOrDefault(p => p.SubjectId == subject) is not { } person)
            return;
        Choose(person);
        _sameAs = sameAs;
    }

    private void Choose(PersonRow person) =>
        (_chosen, _sameAs, _reason, _error, _refused, _focus) = (person, person.DeclaredSameAs ?? "", "", null, null, "#whose");

    private void Leave() => (_focus, _chosen) = ($"[id='declare-{_chosen?.SubjectId}']", null);

    private string Told(string? id) => id switch
    {
        null or "" => "Nothing declared: the mail decides",
        _ when id == _chosen?.SubjectId => "A person of their own",
        _ => _people?.FirstOrDefault(p => p.SubjectId == id) is { } person ? $"{person.Name}, {id}" : id,
    };

    private async Task DeclareAsync()
    {
        (_busy, _error, _refused) = (true, null, null);
        try
        {
            var request =
                new DeclarePersonRequest(_chosen!.SubjectId, _sameAs.Length == 0 ? null : _sameAs, _chosen.DeclaredSameAs, _reason);
            await Declare.ExecuteAsync(request, await CurrentActor.GetAsync(), CancellationToken.None);
            if (_draft is { } draft) await draft.ClearAsync();
            Leave();
            await ReloadAsync();
        }
        catch (Core.RefusedException refused) when (refused.Field == "reason")
        {
            _error = refused.Message;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
        }
        catch (Core.RefusedException refused)
        {
            _refused = refused.Message;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
            await ReloadAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
