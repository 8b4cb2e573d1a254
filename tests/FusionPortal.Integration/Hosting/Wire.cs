using System.Buffers.Binary;
using System.Text;

namespace FusionPortal.Integration.Hosting;

/// <summary>A protocol-buffers message as it lies on the wire: fields by number, without a schema.</summary>
internal sealed class Wire
{
    private readonly List<(int Field, object Value)> _fields = [];

    public Wire(ReadOnlyMemory<byte> message)
    {
        var rest = message;
        while (rest.Length > 0)
        {
            var tag = Varint(ref rest);
            object value = (tag & 7) switch
            {
                0 => Varint(ref rest),
                1 => BinaryPrimitives.ReadUInt64LittleEndian(Take(ref rest, 8).Span),
                2 => Take(ref rest, (int)Varint(ref rest)),
                5 => BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, 4).Span),
                _ => throw new FormatException($"Wire type {tag & 7}"),
            };
            _fields.Add(((int)(tag >> 3), value));
        }
    }

    public IEnumerable<Wire> All(int field) => _fields.Where(f => f.Field == field).Select(f => new Wire((ReadOnlyMemory<byte>)f.Value));

    public string Text(int field) =>
        _fields.Where(f => f.Field == field).Select(f => Encoding.UTF8.GetString(((ReadOnlyMemory<byte>)f.Value).Span)).FirstOrDefault("");

    public bool Has(int field) => _fields.Exists(f => f.Field == field);

    public ulong Number(int field) => _fields.Where(f => f.Field == field).Select(f => (ulong)f.Value).FirstOrDefault();

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var b = Take(ref rest, 1).Span[0];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return value;
            shift += 7;
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
