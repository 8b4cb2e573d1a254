using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Core.Inventory;

/// <summary>128 bits of SHA-256, kept as uuid: wide enough never to collide, narrow enough for an index.</summary>
internal static class Fingerprint
{
    public static Guid Of(string text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = size <= 1024 ? stackalloc byte[1024] : new byte[size];
        return Of(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    public static Guid Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>Prefixes each part with its length, so that no two different lists of parts give the same bytes.</summary>
    public static void Append(System.Buffers.ArrayBufferWriter<byte> buffer, string? text)
    {
        var span = buffer.GetSpan(4 + Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0));
        var written = text is null ? 0 : Encoding.UTF8.GetBytes(text, span[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(span, text is null ? -1 : written);
        buffer.Advance(4 + written);
    }

    /// <summary>The same for text that is UTF-8 already.</summary>
    public static void Append(System.Buffers.ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> utf8)
    {
        var span = buffer.GetSpan(4 + utf8.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span, utf8.Length);
        utf8.CopyTo(span[4..]);
        buffer.Advance(4 + utf8.Length);
    }
}
