using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Simulator.Services;

/// <summary>A token is good for the query it came from, for a while.</summary>
/// <param name="Query">A digest of whose resources were asked for, and with which filters.</param>
/// <param name="Next">The index the next page begins at.</param>
/// <param name="Issued">By the simulator's clock.</param>
internal sealed record PaginationToken(string Query, int Next, DateTimeOffset Issued)
{
    public static string Digest(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];

    public string Write() => Convert.ToBase64String(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Query}.{Next}.{Issued.ToUnixTimeMilliseconds()}")));

    /// <returns>Null for what is no token of this simulator.</returns>
    public static PaginationToken? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[128];
        if (Convert.TryFromBase64String(text, bytes, out var length)
            && Encoding.ASCII.GetString(bytes[..length]).Split('.') is [var query, var next, var issued]
            && int.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && long.TryParse(issued, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            return new PaginationToken(query, index, DateTimeOffset.FromUnixTimeMilliseconds(at));
        return null;
    }
}
