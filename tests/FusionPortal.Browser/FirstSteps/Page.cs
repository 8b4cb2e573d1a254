using System.Text.RegularExpressions;
using Xunit;

namespace FusionPortal.Browser.FirstSteps;

/// <summary>One page of docs/: the blocks of code below its headings, as a reader copies them.</summary>
internal sealed partial class Page(string root, string file)
{
    private readonly string _text = File.ReadAllText(Path.Combine(root, "docs", file));

    /// <param name="heading">Without its hash signs.</param>
    /// <param name="language">As it stands at the fence; empty for none.</param>
    public IReadOnlyList<string> Blocks(string heading, string language)
    {
        var from = _text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"{file} has no section {heading}.");
        var to = _text.IndexOf("\n## ", from + 1, StringComparison.Ordinal);
        var section = to < 0 ? _text[from..] : _text[from..to];
        return [.. Fence().Matches(section).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value)];
    }

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
