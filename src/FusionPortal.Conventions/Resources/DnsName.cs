using System.Text;

namespace FusionPortal.Conventions.Resources;

/// <summary>Names of DNS as Route 53 writes them: with a dot at the end, in lower case, and <c>\052</c> for characters such as *.</summary>
public static class DnsName
{
    // Of DNS itself: 255 bytes, each written with at most four characters.
    private const int Longest = 1_024;

    /// <summary>The name as people write it: lower case, no dot at the end, every escape read.</summary>
    /// <returns>Null where it is absent, empty, the root, or longer than any name.</returns>
    public static string? Plain(string? name)
    {
        if (name is null || name.Length > Longest) return null;
        var plain = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\\' && Octal(name.AsSpan(i + 1)) is { } character)
            {
                plain.Append(character);
                i += 3;
            }
            else
            {
                plain.Append(name[i]);
            }
        }

        // One dot: two at the end are no name of anything, and stay to be seen.
        if (plain.Length > 0 && plain[^1] == '.') plain.Length--;
        return plain.Length == 0 ? null : plain.ToString().ToLowerInvariant();
    }

    /// <summary>The first label of a name directly below the zone; null for the zone itself, what is deeper or elsewhere.</summary>
    /// <param name="name">Plain.</param>
    /// <param name="zone">Plain.</param>
    public static string? LabelBelow(string name, string zone) =>
        name.Length > zone.Length + 1 && name.EndsWith(zone, StringComparison.Ordinal) && name[^(zone.Length + 1)] == '.'
            && name[..^(zone.Length + 1)] is var label && !label.Contains('.') ? label : null;

    private static char? Octal(ReadOnlySpan<char> digits) =>
        digits.Length >= 3 && digits[0] is >= '0' and <= '3' && digits[1] is >= '0' and <= '7' && digits[2] is >= '0' and <= '7'
            ? (char)(((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + digits[2] - '0')
            : null;
}
