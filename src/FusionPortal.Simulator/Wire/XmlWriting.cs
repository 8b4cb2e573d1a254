using System.Globalization;
using System.Xml;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Simulator.Wire;

/// <summary>What the services' XML answers are made of.</summary>
internal static class XmlWriting
{
    public static void Element(this XmlWriter writer, string name, Action<XmlWriter> inside)
    {
        writer.WriteStartElement(name);
        inside(writer);
        writer.WriteEndElement();
    }

    /// <summary>A text; nothing at all where it is null.</summary>
    public static void Text(this XmlWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteElementString(name, value);
    }

    public static void Number(this XmlWriter writer, string name, int value) =>
        writer.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Flag(this XmlWriter writer, string name, bool value) => writer.WriteElementString(name, value ? "true" : "false");

    public static void Moment(this XmlWriter writer, string name, DateTimeOffset at) =>
        writer.WriteElementString(name, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <param name="writer">Where to.</param>
    /// <param name="name">Of the list.</param>
    /// <param name="item">Of each entry: item in EC2, member in Query.</param>
    /// <param name="entries">In order.</param>
    /// <param name="write">The inside of one entry.</param>
    public static void List<T>(this XmlWriter writer, string name, string item, IEnumerable<T> entries, Action<XmlWriter, T> write) =>
        writer.Element(name, w =>
        {
            foreach (var entry in entries) w.Element(item, e => write(e, entry));
        });

    /// <summary>EC2's tagSet; absent where there are no tags, as EC2 leaves it.</summary>
    public static void TagSet(this XmlWriter writer, SimulatedResource resource)
    {
        if (resource.Tags.Count > 0)
            writer.List("tagSet", "item", resource.Tags, (w, t) =>
            {
                w.WriteElementString("key", t.Key);
                w.WriteElementString("value", t.Value);
            });
    }

    /// <summary>The tag list of Query services.</summary>
    public static void TagList(this XmlWriter writer, string name, string item, SimulatedResource resource) =>
        writer.List(name, item, resource.Tags, (w, t) =>
        {
            w.WriteElementString("Key", t.Key);
            w.WriteElementString("Value", t.Value);
        });
}
