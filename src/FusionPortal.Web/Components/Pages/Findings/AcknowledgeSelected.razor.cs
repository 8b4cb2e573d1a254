using FusionPortal.Core;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Findings;

public sealed partial class AcknowledgeSelected
{
    private bool _saving;
    private string _note = "";
    private string? _refused;
    private AcknowledgedFindings? _outcome;
    private Draft? _draft;

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required AcknowledgeFindings Command { get; init; }

    /// <summary>Findings of the page, by id.</summary>
    [Parameter, EditorRequired] public IReadOnlyCollection<Guid> Selected { get; set; } = [];

    [Parameter] public EventCallback<IReadOnlyCollection<Guid>> SelectedChanged { get; set; }

    protected override void OnParametersSet()
    {
        // What was said of the last ones goes when others are chosen.
        if (Selected.Count > 0) _outcome = null;
    }

    private async Task SaveAsync()
    {
        (_saving, _refused) = (true, null);
        try
        {
            var outcome = await Command.ExecuteAsync(
                new AcknowledgeFindingsRequest(Selected, _note.Trim()), await CurrentActor.GetAsync(), CancellationToken.None);
            if (_draft is { } draft) await draft.ClearAsync();
            await LeaveAsync();
            _outcome = outcome;
        }
        catch (RefusedException refused)
        {
            _refused = refused.Message;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
        }
        finally
        {
            _saving = false;
        }
    }

    private Task LeaveAsync()
    {
        (_note, _refused) = ("", null);
        return SelectedChanged.InvokeAsync([]);
    }

    // The rows that were chosen when the text was typed.
    private Task Reopen(string state) => SelectedChanged.InvokeAsync(
        [.. state.Split(',').Select(id => Guid.TryParse(id, out var parsed) ? parsed : (Guid?)null).OfType<Guid>()]);
}
