using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>The list of releases whose databases are upgraded in the tests: filled, one whole commit a line, each said what it
/// is.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public void Releases_AreWholeCommits_EachOnce_WithWhatTheyAre()
    {
        var lines = File.ReadLines(Path.Combine(SourceTree.Root, "tests", "FusionPortal.Demo.Tests", "Upgrade", "releases.txt"))
            .Where(line => !line.StartsWith('#')).ToArray();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(new Regex("^[0-9a-f]{40} \\S.{10,}$"), line));
        Assert.Equal(lines.Length, lines.Select(line => line[..40]).Distinct().Count());
    }
}
