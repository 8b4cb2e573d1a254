using System.Diagnostics.CodeAnalysis;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FusionPortal.Conventions.Yaml;

/// <summary>A place in a YAML document. Both from 1.</summary>
public readonly record struct YamlPlace(int Line, int Column)
{
    public static YamlPlace Start { get; } = new(1, 1);
}

/// <summary>Something wrong in a YAML document: where, and a sentence saying what, and what is allowed.</summary>
public sealed record YamlProblem(YamlPlace Place, string Message)
{
    public int Line => Place.Line;

    public int Column => Place.Column;

    public override string ToString() => $"Line {Line}, column {Column}: {Message}";
}

/// <summary>A node of a YAML document that knows where it begins.</summary>
public abstract record YamlNode(YamlPlace Place);

public sealed record YamlText(YamlPlace Place, string Value) : YamlNode(Place);

public sealed record YamlList(YamlPlace Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place);

public sealed record YamlMap(YamlPlace Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place);

/// <param name="Place">Where the key begins.</param>
public sealed record YamlEntry(YamlPlace Place, string Key, YamlNode Value);

/// <summary>
/// Reads one YAML document into a tree. Safe for text from people: at most <see cref="MaxLength"/> characters and <see cref="MaxDepth"/>
/// levels, no anchors or aliases, no key twice in a map.
/// </summary>
public static class YamlTree
{
    public const int MaxLength = 1_000_000;
    public const int MaxDepth = 24;

    public static bool TryParse(string text, [NotNullWhen(true)] out YamlNode? root, [NotNullWhen(false)] out YamlProblem? problem) =>
        TryParse(text, out root, out problem, out var tag) && (tag is null || Refuse(TypeTag(tag.Value), out root, out problem));

    /// <param name="tag">Where the first of YAML's type tags stands, for texts that were taken with them; else null.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out YamlNode? root, [NotNullWhen(false)] out YamlProblem? problem, out YamlPlace? tag)
    {
        root = null;
        problem = null;
        tag = null;
        if (text.Length > MaxLength)
        {
            problem = new(YamlPlace.Start, $"The document has {text.Length:N0} characters; at most {MaxLength:N0} are read.");
            return false;
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _)) throw new YamlFault(YamlPlace.Start, "The document is empty.");
            parser.Consume<DocumentStart>();
            root = Node(parser, 0, ref tag);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _)) throw new YamlFault(PlaceOf(parser.Current!.Start), "Only one document is expected.");
            return true;
        }
        catch (YamlFault fault)
        {
            (root, problem) = (null, new(fault.Place, fault.Message));
        }
        catch (YamlException e)
        {
            (root, problem) = (null, new(PlaceOf(e.Start), $"This is not valid YAML: {e.Message}"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser gives up on some malformed text, an unclosed bracket before a key for one, with these instead of its own
            // exception.
            (root, problem) =
                (null, new(
                parser.Current is { } last ? PlaceOf(last.End)
                : YamlPlace.Start, "This is not valid YAML from about here on. Look for a bracket or a quote that is not closed."));
        }

        return false;
    }

    private static YamlNode Node(Parser parser, int depth, ref YamlPlace? tag)
    {
        var current = parser.Current ?? throw new YamlFault(YamlPlace.Start, "The document ends too early.");
        var place = PlaceOf(current.Start);
        if (depth > MaxDepth) throw new YamlFault(place, $"The document is nested more than {MaxDepth} levels deep.");
        if (current is AnchorAlias || (current is NodeEvent node && !node.Anchor.IsEmpty))
            throw new YamlFault(place, "Anchors and aliases (& and *) are not used here; write the value out.");

        if (tag is null && current is NodeEvent { Tag.IsEmpty: false }) tag = place;
        if (parser.TryConsume<Scalar>(out var scalar)) return new YamlText(place, scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser, depth + 1, ref tag));
            return new YamlList(place, items);
        }

        parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(parser, depth + 1, ref tag) is not YamlText key) throw new YamlFault(place, "A key has to be plain text.");
            if (!keys.Add(key.Value)) throw new YamlFault(key.Place, $"\"{key.Value}\" stands twice in the same place.");
            entries.Add(new(key.Place, key.Value, Node(parser, depth + 1, ref tag)));
        }

        // The parser gives a pair without braces inside a list no place of its own.
        return new YamlMap(depth > 0 && place == YamlPlace.Start && entries.Count > 0 ? entries[0].Place : place, entries);
    }

    /// <summary>What is said of a type tag where none is taken.</summary>
    internal static YamlProblem TypeTag(YamlPlace place) => new(place, "Type tags such as !!str are not used here.");

    private static bool Refuse(YamlProblem fault, out YamlNode? root, out YamlProblem? problem)
    {
        (root, problem) = (null, fault);
        return false;
    }

    private static YamlPlace PlaceOf(Mark mark) =>
        new((int)Math.Clamp(mark.Line, 1, int.MaxValue), (int)Math.Clamp(mark.Column, 1, int.MaxValue));

    private sealed class YamlFault(YamlPlace place, string message) : Exception(message)
    {
        public YamlPlace Place { get; } = place;
    }
}
