using MudBlazor;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>How the dialogs about presets open.</summary>
public static class PresetDialogs
{
    public static DialogOptions Options { get; } = new() { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true };
}
