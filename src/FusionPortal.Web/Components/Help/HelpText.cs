using System.Collections.Concurrent;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Help;

/// <summary>A topic as a page shows it, and the places in it that a link may name.</summary>
/// <param name="Html">Made of text alone: what looks like markup in a topic is shown as it stands.</param>
/// <param name="Sections">Its headings in their order; the id is the link's part after the <c>#</c>, as code hosts make it.</param>
public sealed record HelpText(MarkupString Html, IReadOnlyList<(string Id, string Title, int Level)> Sections)
{
    private const StringComparison Exactly = StringComparison.Ordinal;

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private static readonly ConcurrentDictionary<string, HelpText> Made = new();

    public static HelpText Of(HelpTopic topic) => Made.GetOrAdd(topic.Key, _ => Make(topic));

    private static HelpText Make(HelpTopic topic)
    {
        var document = Markdown.Parse(topic.Markdown, Pipeline);
        // A code host's pages lie beside each other; here some of them have a page, and the others are not there.
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.Url is not { } url || link.IsImage || !TryLead(topic, url, out var leads)) link.ReplaceBy(new EmphasisInline());
            else link.Url = leads;
        }

        // So that the focus, too, can go where a link leads.
        foreach (var heading in document.Descendants<HeadingBlock>()) heading.GetAttributes().AddProperty("tabindex", "-1");
        var sections = document.Descendants<HeadingBlock>()
            .Select(h => (h.GetAttributes().Id!, string.Concat(h.Inline!.Descendants<LeafInline>().Select(TextOf)), h.Level)).ToList();
        // What scrolls sideways by itself can be reached by keys.
        var html = document.ToHtml(Pipeline)
            .Replace("<table>", """<div class="help-table" tabindex="0" role="region" aria-label="Table"><table>""", Exactly)
            .Replace("</table>", "</table></div>", Exactly)
            .Replace("<pre>", """<pre tabindex="0">""", Exactly);
        return new HelpText(new MarkupString(html), sections);
    }

    private static string TextOf(LeafInline inline) => inline switch
    {
        LiteralInline text => text.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    };

    private static bool TryLead(HelpTopic from, string url, out string leads)
    {
        leads = url;
        if (url.StartsWith("https://", StringComparison.Ordinal)) return true;
        var (file, hash) = url.Split('#', 2) is [var before, var after] ? (before, "#" + after) : (url, "");
        var key = file.Length == 0 ? from.Key : file.EndsWith(".md", StringComparison.Ordinal) ? file[..^3] : "";
        leads = $"/help/{key}{hash}";
        return HelpTopic.Find(key) is not null;
    }
}
