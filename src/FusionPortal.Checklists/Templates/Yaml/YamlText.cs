using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Turns text into YAML nodes, refusing what a template never needs and what could exhaust the process.</summary>
internal static class YamlText
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 1_000_000;

    private const int MaxDepth = 24;

    public static YamlNode? Parse(string text, List<TemplateIssue> issues)
    {
        if (text.Length > MaxLength)
        {
            issues.Add(new TemplateIssue(0, $"The text has {text.Length:N0} characters; at most {MaxLength:N0} are read."));
            return null;
        }

        try
        {
            if (!LooksSafe(text, issues)) return null;
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
            issues.Add(new TemplateIssue(0, stream.Documents.Count == 0 ? "The text is empty." : "The text holds more than one document."));
        }
        catch (YamlException e)
        {
            // Also thrown for a key that appears twice in one mapping.
            issues.Add(new TemplateIssue((int)e.Start.Line, $"This is not YAML: {e.Message}"));
        }

        return null;
    }

    // Aliases let a short text stand for an endless one, and deep nesting exhausts the stack of whatever walks it.
    private static bool LooksSafe(string text, List<TemplateIssue> issues)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var line = (int)parser.Current!.Start.Line;
            depth += parser.Current.NestingIncrease;
            if (depth > MaxDepth)
            {
                issues.Add(new TemplateIssue(line, $"Nested deeper than {MaxDepth} levels."));
                return false;
            }

            if (parser.Current is AnchorAlias || (parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)))
            {
                issues.Add(new TemplateIssue(line, "Anchors, aliases and type tags are not part of a template."));
                return false;
            }
        }

        return true;
    }
}
