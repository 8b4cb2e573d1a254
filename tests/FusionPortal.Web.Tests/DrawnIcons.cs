using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Web.Tests;

/// <summary>The glyphs that js/icons.js draws.</summary>
internal static class DrawnIcons
{
    public static IReadOnlyList<string> All { get; } =
        [.. Regex.Matches(Script, "^    \"(i-[a-z0-9-]+)\":", RegexOptions.Multiline).Select(m => m.Groups[1].Value)];

    private static string Script => File.ReadAllText(Path.Combine(SourceTree.Root, "wwwroot", "js", "icons.js"));
}
