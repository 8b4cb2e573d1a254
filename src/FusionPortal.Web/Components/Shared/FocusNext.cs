using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Shared;

/// <summary>
/// Renders nothing. Moves the focus once the page shows what it is to go to: into what was opened, and back to what opened it. On a touch
/// screen, where a box would bring its keyboard up over what is to be read, it scrolls there only.
/// </summary>
public sealed class FocusNext : ComponentBase
{
    private string? _done;

    [Inject] public required PortalScript Script { get; init; }

    /// <summary>Selector of the element; null for nothing. The same one again does nothing until another, or null, was between.</summary>
    [Parameter, EditorRequired] public string? To { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (To == _done) return;
        _done = To;
        if (To is { } selector) await Script.FocusAsync(selector, CancellationToken.None);
    }
}
