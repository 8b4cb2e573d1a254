using System.Diagnostics.CodeAnalysis;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FusionPortal.Conventions.Yaml;

/// <summary>Something wrong in a YAML document: the line (from 1) and a sentence saying what, and what is allowed.</summary>
public sealed record YamlProblem(int Line, string Message)
{
    public override string ToString() => $"Line {Line}: {Message}";
}

/// <summary>A node of a YAML document that knows its line.</summary>
public abstract record YamlNode(int Line);

public sealed record YamlText(int Line, string Value) : YamlNode(Line);

public sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

public sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line);

public sealed record YamlEntry(int Line, string Key, YamlNode Value);

/// <summary>
/// Reads one YAML document into a tree. Safe for text from people: at most <see cref="MaxLength"/> characters and <see cref="MaxDepth"/>
/// levels,
/// no anchors or aliases, no key twice in a map.
/// </summary>
public static class YamlTree
{
    public const int MaxLength = 1_000_000;
    public const int MaxDepth = 20;

    public static bool TryParse(string text, [NotNullWhen(true)] out YamlNode? root, [NotNullWhen(false)] out YamlProblem? problem)
    {
        root = null;
        problem = null;
        if (text.Length > MaxLength)
        {
            problem = new(1, $"The document has {text.Length:N0} characters; at most {MaxLength:N0} are read.");
            return false;
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _)) throw new YamlFault(1, "The document is empty.");
            parser.Consume<DocumentStart>();
            root = Node(parser, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _)) throw new YamlFault(LineOf(parser.Current!.Start), "Only one document is expected.");
            return true;
        }
        catch (YamlFault fault)
        {
            (root, problem) = (null, new(fault.Line, fault.Message));
        }
        catch (YamlException e)
        {
            (root, problem) = (null, new(LineOf(e.Start), $"This is not valid YAML: {e.Message}"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser gives up on some malformed text, an unclosed bracket before a key for one, with these instead of its own
            // exception.
            (root, problem) =
                (null, new(
                parser.Current is { } last ? LineOf(last.End)
                : 1, "This is not valid YAML from about here on. Look for a bracket or a quote that is not closed."));
        }

        return false;
    }

    private static YamlNode Node(Parser parser, int depth)
    {
        var current = parser.Current ?? throw new YamlFault(1, "The document ends too early.");
        var line = LineOf(current.Start);
        if (depth > MaxDepth) throw new YamlFault(line, $"The document is nested more than {MaxDepth} levels deep.");
        if (current is AnchorAlias || (current is NodeEvent node && !node.Anchor.IsEmpty))
            throw new YamlFault(line, "Anchors and aliases (& and *) are not used here; write the value out.");

        if (parser.TryConsume<Scalar>(out var scalar)) return new YamlText(line, scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser, depth + 1));
            return new YamlList(line, items);
        }

        parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(parser, depth + 1) is not YamlText key) throw new YamlFault(line, "A key has to be plain text.");
            if (!keys.Add(key.Value)) throw new YamlFault(key.Line, $"\"{key.Value}\" stands twice in the same place.");
            entries.Add(new(key.Line, key.Value, Node(parser, depth + 1)));
        }

        return new YamlMap(line, entries);
    }

    private static int LineOf(Mark mark) => (int)Math.Clamp(mark.Line, 1, int.MaxValue);

    private sealed class YamlFault(int line, string message) : Exception(message)
    {
        public int Line { get; } = line;
    }
}
