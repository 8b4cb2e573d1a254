using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Web.Tests.Layout;

/// <summary>
/// MudBlazor's components are the rule. A file that keeps the browser's own table, box, choice or dialog says why, in a comment that begins
/// with "Native:"; <c>docs/native-markup.md</c> lists them all. With <c>WRITE_EXPECTED=1</c> in the environment it is written anew instead.
/// </summary>
public sealed partial class NativeMarkupTests
{
    private static string Components { get; } = Path.Combine(SourceTree.Root, "src", "FusionPortal.Web", "Components");

    private static string Document { get; } = Path.Combine(SourceTree.Root, "docs", "native-markup.md");

    [Fact]
    public void EveryNativeElement_IsListedWithItsReason()
    {
        var text = string.Join('\n', Lines()) + "\n";
        if (Environment.GetEnvironmentVariable("WRITE_EXPECTED") == "1") File.WriteAllText(Document, text);

        Assert.Equal(text, File.ReadAllText(Document));
    }

    [Fact]
    public void EveryReason_StandsWhereSomethingIsNative() =>
        Assert.Empty(Files().Where(f => f.Reason is not null && f.Elements.Count == 0).Select(f => f.Name));

    private static IEnumerable<string> Lines()
    {
        var native = Files().Where(f => f.Elements.Count > 0).ToList();
        yield return "# What is not MudBlazor's, and why";
        yield return "";
        yield return "Written by a test from the pages themselves. Everything else that sorts, is filled in or opens is a component of "
            + "MudBlazor ([why](adr/0005-native-boxes.md)).";
        yield return "";
        yield return "| file | elements | why native |";
        yield return "|---|---|---|";
        foreach (var file in native)
            yield return $"| `{file.Name}` | {string.Join(", ", file.Elements)} | {file.Reason ?? "not yet turned"} |";
    }

    private static IEnumerable<NativeFile> Files() =>
        Directory.GetFiles(Components, "*.razor", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(Components, path).Replace('\\', '/'), Text: File.ReadAllText(path)))
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => new NativeFile(f.Name, ElementsOf(f.Text), ReasonOf(f.Text)));

    private static string[] ElementsOf(string text) =>
        [.. Element().Matches(text).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    // In one line, however the comment is broken.
    private static string? ReasonOf(string text) =>
        Reason().Match(text) is { Success: true } reason ? Regex.Replace(reason.Groups[1].Value, @"\s+", " ").TrimEnd('.') : null;

    private sealed record NativeFile(string Name, IReadOnlyList<string> Elements, string? Reason);

    [GeneratedRegex(@"<(table|input|select|textarea|dialog)\b")]
    private static partial Regex Element();

    [GeneratedRegex(@"@\*\s*Native: (.*?)\s*\*@", RegexOptions.Singleline)]
    private static partial Regex Reason();
}
