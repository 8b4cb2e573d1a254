using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Conventions;

/// <summary>A text that ships, or once shipped, with the portal. Under one number of a key there is one text, for ever.</summary>
/// <param name="Key">For example <c>book</c> or <c>client-install</c>.</param>
/// <param name="Number">From 1; each text that differs from the one before has a higher one.</param>
/// <param name="Sha256">What the list of closed numbers says of it: 64 lower-case hex digits.</param>
public sealed record ShippedText(string Key, int Number, string Text, string Sha256)
{
    /// <summary>SHA-256 of a text as UTF-8, 64 lower-case hex digits.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads what lies under the prefix in an assembly: <c>manifest.txt</c>, and a file for each of its lines.</summary>
    public static IReadOnlyList<ShippedText> ReadAll(Assembly assembly, string prefix)
    {
        var texts = new List<ShippedText>();
        foreach (var line in Read(assembly, prefix + "manifest.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#')) continue;
            if (line.Split(' ') is not [var key, var number, var sha256])
                throw new InvalidOperationException($"Not a line of shipped texts: {line}");
            texts.Add(new(key, int.Parse(number, CultureInfo.InvariantCulture), Read(assembly, $"{prefix}{key}-{number}.yaml"), sha256));
        }

        return [.. texts.OrderBy(t => t.Key, StringComparer.Ordinal).ThenBy(t => t.Number)];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its own text '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
