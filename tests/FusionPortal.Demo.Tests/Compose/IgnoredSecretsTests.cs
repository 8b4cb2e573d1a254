using System.IO.Enumeration;
using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Compose;

/// <summary>What the documents have one write into the clone goes neither into a commit nor into the context of an image's build.</summary>
public sealed partial class IgnoredSecretsTests
{
    [Theory]
    [InlineData(".gitignore")]
    [InlineData(".dockerignore")]
    public void Files_ThatTheDocumentsHaveOneWrite_AreIgnored(string list)
    {
        var patterns = File.ReadLines(SourceTree.PathOf(list)).Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => (l.StartsWith("**/", StringComparison.Ordinal) ? l[3..] : l).Trim('/')).ToList();
        Assert.DoesNotContain(patterns, p => p.StartsWith('!'));

        Assert.All(Written(), file => Assert.Contains(patterns, p => FileSystemName.MatchesSimpleExpression(p, file, ignoreCase: false)));
    }

    private static List<string> Written()
    {
        var (steps, operations) = (SourceTree.Read("docs", "first-steps.md"), SourceTree.Read("docs", "operations.md"));
        List<string> written =
        [
            .. Settings().Matches(steps).Select(m => m.Groups[1].Value),
            .. Published().Matches(steps).Select(m => m.Groups[1].Value),
            .. Saved().Matches(operations).Select(m => m.Groups[1].Value),
        ];
        Assert.Equal(["database.env", "fusionportal.dump", "out", "portal.env", "roles.sql"], written.Distinct().Order());
        return written;
    }

    [GeneratedRegex(@"^```ini\n# (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Settings();

    [GeneratedRegex(@"^dotnet publish .* -o (\w+)/", RegexOptions.Multiline)]
    private static partial Regex Published();

    [GeneratedRegex(@"^(?:docker compose .* )?pg_dump(?:all)? .*(?:--file=| > )(\S+)", RegexOptions.Multiline)]
    private static partial Regex Saved();
}
