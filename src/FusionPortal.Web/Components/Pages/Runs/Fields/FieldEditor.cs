using FusionPortal.Core.Runs;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Runs.Fields;

/// <summary>
/// Draws the box of one field type: the component of this folder that has the type's own class name. Boxes are native and belong to the
/// browser. The run's script knows them by attributes alone: <c>name</c> is the field's id, <c>data-value</c> what is stored;
/// <c>data-pick</c> stands on boxes that are picked rather than typed in, whose <c>value</c> is the answer they stand for; and
/// <c>data-wait</c> on boxes that report half an answer while one types, so that only leaving them counts.
/// </summary>
public abstract class FieldEditor : ComponentBase
{
    [Parameter, EditorRequired] public FieldDetail Field { get; set; } = default!;

    [Parameter, EditorRequired] public string StepKey { get; set; } = "";

    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>Of the box, unique on the page.</summary>
    public string Id => $"f-{StepKey.Replace('@', '-')}-{Field.Id}";

    /// <summary>Of where its save state stands.</summary>
    public string SayId => $"{Id}-s";

    /// <summary>Of what a screen reader reads with the box.</summary>
    public string DescribedBy => Field.Help is null ? SayId : $"{Id}-h {SayId}";

    public string Stored => Field.Value ?? "";

    /// <summary>The class of a box whose text another program takes letter by letter.</summary>
    public string? Face => Field.Type.IsExact ? "mono" : null;
}
