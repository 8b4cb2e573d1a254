using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>No line is longer than a window beside another one shows.</summary>
public sealed partial class LineLengthTests
{
    private const int Longest = 140;

    private static readonly string[] Kinds = [".cs", ".razor", ".css", ".js", ".sql"];

    [Fact]
    public void Line_OfWhatIsWrittenByHand_IsNeverTooLong()
    {
        var files = Directory.EnumerateFiles(SourceTree.Root, "*", SearchOption.AllDirectories)
            .Where(f => Kinds.Contains(Path.GetExtension(f)))
            .Select(f => Path.GetRelativePath(SourceTree.Root, f).Replace('\\', '/'))
            .Where(f => !Made().IsMatch(f))
            .ToArray();
        var tooLong = files.SelectMany(
            f => File.ReadLines(Path.Combine(SourceTree.Root, f)).Select((line, i) => (Line: line, At: $"{f}:{i + 1}"))
                .Where(l => l.Line.Length > Longest).Select(l => $"{l.At}: {l.Line.Length}"));

        Assert.True(files.Length > 500, $"only {files.Length} files found");
        Assert.Empty(tooLong);
    }

    // What tools make: builds, migrations, packages of scripts, and what the demo keeps.
    [GeneratedRegex("(^|/)(bin|obj|node_modules|TestResults|\\.[^/]+)/|^migrations/Versions/|\\.min\\.(js|css)$")]
    private static partial Regex Made();
}
