using System.Globalization;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// A resource in addresses: 32 hexadecimal digits over its ARN, which may hold slashes and be 2,048 characters long. The same for ever.
/// </summary>
public static class ResourceKey
{
    public static string Of(string arn) => Fingerprint.Of(arn).ToString("N", CultureInfo.InvariantCulture);

    internal static bool TryRead(string text, out Guid hash) => Guid.TryParseExact(text, "N", out hash);
}
