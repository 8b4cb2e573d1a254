using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace FusionPortal.Web.Components.Shared;

/// <summary>
/// Text that came from AWS or from people, shown inert: isolated from the direction of the text around it, with characters one cannot see,
/// or that would turn the line around, written as what they are.
/// </summary>
public sealed class EscapedText : ComponentBase
{
    [Parameter, EditorRequired] public string? Text { get; set; }

    /// <summary>Monospaced: names, ARNs, tag keys and values.</summary>
    [Parameter] public bool Mono { get; set; }

    /// <summary>Further classes, for example <c>ellipsis</c>; the whole text is then on hover.</summary>
    [Parameter] public string? Class { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "bdi");
        var css = $"{(Mono ? "mono " : "")}{Class}".Trim();
        if (css.Length > 0) builder.AddAttribute(1, "class", css);
        if (Class is not null) builder.AddAttribute(2, "title", Plain(Text ?? ""));
        foreach (var (text, isMark) in Split(Text ?? ""))
        {
            if (isMark)
            {
                builder.OpenElement(3, "span");
                builder.AddAttribute(4, "class", "control-mark");
                builder.AddContent(5, text);
                builder.CloseElement();
            }
            else
            {
                builder.AddContent(6, text);
            }
        }

        builder.CloseElement();
    }

    /// <summary>For places that hold text alone: titles, labels, the page's name.</summary>
    public static string Plain(string text) => string.Concat(Split(text).Select(p => p.Text));

    /// <summary>For blocks of several lines, such as JSON: line breaks and indentation stay what they are.</summary>
    public static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Plain));

    /// <summary>The text in stretches; a mark stands for one character that cannot be shown as itself.</summary>
    public static IReadOnlyList<(string Text, bool IsMark)> Split(string text)
    {
        var parts = new List<(string, bool)>();
        var run = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (MarkOf(rune) is not { } mark)
            {
                run.Append(rune.ToString());
                continue;
            }

            if (run.Length > 0) parts.Add((run.ToString(), false));
            run.Clear();
            parts.Add((mark, true));
        }

        if (run.Length > 0) parts.Add((run.ToString(), false));
        return parts;
    }

    private static string? MarkOf(Rune rune) => rune.Value switch
    {
        < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
        0x7F => "\u2421",
        0x200D => null, // joins emoji
        0x2028 or 0x2029 => Code(rune),
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format ? Code(rune) : null,
    };

    private static string Code(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
}
