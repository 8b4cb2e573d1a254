using System.Buffers.Binary;
using System.Text;

namespace FusionPortal.Web.Print;

/// <summary>Which letters a TrueType typeface has, read from its table of characters ("cmap").</summary>
internal sealed class FontLetters
{
    private readonly List<(uint From, uint To)> _ranges = [];

    /// <exception cref="InvalidDataException">It is no typeface whose characters could be read.</exception>
    public FontLetters(ReadOnlySpan<byte> font)
    {
        var cmap = Table(font, "cmap"u8);
        for (var i = 0; i < U16(cmap, 2); i++)
        {
            var subtable = cmap[(int)U32(cmap, 4 + (i * 8) + 4)..];
            switch (U16(subtable, 0))
            {
                case 4:
                    ReadSegments(subtable);
                    break;
                case 12:
                    ReadGroups(subtable);
                    break;
            }
        }

        if (_ranges.Count == 0) throw new InvalidDataException("The typeface has no table of Unicode characters.");
    }

    public bool Has(Rune letter) => _ranges.Exists(r => r.From <= letter.Value && letter.Value <= r.To);

    // Format 4: ends, then starts, of up to 65,535. A segment whose letters lead to no glyph is the last one alone.
    private void ReadSegments(ReadOnlySpan<byte> table)
    {
        var count = U16(table, 6) / 2;
        for (var i = 0; i < count; i++)
        {
            var (end, start) = (U16(table, 14 + (i * 2)), U16(table, 16 + (count * 2) + (i * 2)));
            if (start != 0xFFFF) _ranges.Add((start, end));
        }
    }

    // Format 12: groups of any code point.
    private void ReadGroups(ReadOnlySpan<byte> table)
    {
        for (var i = 0; i < U32(table, 12); i++) _ranges.Add((U32(table, 16 + (i * 12)), U32(table, 20 + (i * 12))));
    }

    private static ReadOnlySpan<byte> Table(ReadOnlySpan<byte> font, ReadOnlySpan<byte> tag)
    {
        for (var i = 0; i < U16(font, 4); i++)
        {
            var entry = font[(12 + (i * 16))..];
            if (entry[..4].SequenceEqual(tag)) return font.Slice((int)U32(entry, 8), (int)U32(entry, 12));
        }

        throw new InvalidDataException("The typeface has no table of characters.");
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
