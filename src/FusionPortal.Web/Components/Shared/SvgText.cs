using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace FusionPortal.Web.Components.Shared;

/// <summary>Text in a drawing: Razor keeps the tag <c>text</c> for itself.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter, EditorRequired] public double X { get; set; }

    [Parameter, EditorRequired] public double Y { get; set; }

    [Parameter, EditorRequired] public string Text { get; set; } = "";

    [Parameter] public string? Css { get; set; }

    /// <summary>Which end stands at <see cref="X"/>: start, middle or end.</summary>
    [Parameter] public string Anchor { get; set; } = "start";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Css);
        builder.AddAttribute(2, "x", X.ToString("0.#", CultureInfo.InvariantCulture));
        builder.AddAttribute(3, "y", Y.ToString("0.#", CultureInfo.InvariantCulture));
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddContent(5, Text);
        builder.CloseElement();
    }
}
