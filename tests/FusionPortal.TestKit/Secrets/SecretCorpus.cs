using System.Reflection;
using System.Text.RegularExpressions;
using FusionPortal.Conventions.Secrets;

namespace FusionPortal.TestKit.Secrets;

/// <summary>One text of the corpus.</summary>
/// <param name="Kind">What it is an example of.</param>
/// <param name="Key">A tag's key; null where the text stands alone.</param>
/// <param name="Text">The text, or the tag's value.</param>
public sealed record CorpusText(string Kind, string? Key, string Text)
{
    /// <summary>What the guard says of it.</summary>
    public SecretFinding? Inspect() => Key is null ? SecretGuard.Inspect(Text) : SecretGuard.InspectPair(Key, Text);

    public override string ToString() => $"{Kind}: {(Key is null ? "" : Key + " = ")}{Text}";
}

/// <summary>
/// Texts that hold a secret and ordinary texts that only look as if, read from the lines of <c>secret.txt</c> and <c>ordinary.txt</c>.
/// </summary>
public static partial class SecretCorpus
{
    public static IReadOnlyList<CorpusText> Secret { get; } = Read("secret.txt");

    public static IReadOnlyList<CorpusText> Ordinary { get; } = Read("ordinary.txt");

    /// <summary>Reads lines such as the files hold; lines that begin with # and empty ones are skipped.</summary>
    /// <exception cref="FormatException">A line has no kind.</exception>
    public static IReadOnlyList<CorpusText> Parse(IEnumerable<string> lines) =>
        [.. lines.Where(l => l.Length > 0 && l[0] != '#').Select(Parse)];

    private static CorpusText Parse(string line)
    {
        var parts = line.Split(" :: ").Select(Unescape).ToArray();
        return parts.Length switch
        {
            2 => new(parts[0], null, parts[1]),
            3 => new(parts[0], parts[1], parts[2]),
            _ => throw new FormatException($"Not \"kind :: text\" or \"kind :: key :: value\": {line}"),
        };
    }

    private static IReadOnlyList<CorpusText> Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"FusionPortal.SecretCorpus.{file}")!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd().Split('\n').Select(l => l.TrimEnd('\r')));
    }

    private static string Unescape(string text) => Escape().Replace(text.Replace("¦", "", StringComparison.Ordinal), m =>
        m.Groups[1].Value switch
    {
        "n" => "\n",
        "t" => "\t",
        "\\" => "\\",
        "\"" => "\\\"",
        var code => ((char)Convert.ToInt32(code[1..], 16)).ToString(),
    });

    [GeneratedRegex("""\\(n|t|\\|"|u[0-9a-f]{4})""")]
    private static partial Regex Escape();
}
