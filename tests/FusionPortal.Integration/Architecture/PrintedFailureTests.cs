using System.Diagnostics;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>What eng/test.sh prints of a failed test: a page, and of that first where it was.</summary>
public sealed class PrintedFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failure_OfABrowserTest_IsAPage_ThatBeginsWithTheAddressHeadingAndNotes()
    {
        var printed =
            await PrintAsync(
            [.. Failure("First"), .. Failure("Second"), "=== TEST EXECUTION SUMMARY ===", "   Total: 2, Errors: 0, Failed: 2"]);

        var second = Array.FindIndex(printed, l => l.EndsWith("Second [FAIL]", StringComparison.Ordinal));
        Assert.InRange(second, 10, 60);
        Assert.Equal(
            ["    Suite.Second [FAIL]", "      Output:", "        Priya Shah at /compliance", "          POS Production is not clean.",
                "          The scan is late"],
            printed[second..(second + 5)]);
        Assert.Contains("      Microsoft.Playwright.PlaywrightException : Locator expected to be visible", printed[second..]);
        Assert.Contains("      - heading \"Compliance\" [level=1]", printed[second..]);
        Assert.DoesNotContain(printed, l => l.Contains("- cell", StringComparison.Ordinal));
        Assert.Contains("        Journey.cs(12,0): at Journey.Second()", printed[second..]);
        Assert.Contains(printed, l => l.EndsWith("more lines, see the log", StringComparison.Ordinal));
        Assert.Equal("   Total: 2, Errors: 0, Failed: 2", printed[^1]);
    }

    private static IEnumerable<string> Failure(string name) =>
    [
        $"    Suite.{name} [FAIL]", "      Microsoft.Playwright.PlaywrightException : Locator expected to be visible",
            "      Error: element(s) not found",
        "      Call log:", .. Enumerable.Range(0, 90).Select(i => $"        - locator resolved to {i} elements"),
        "      Aria snapshot:", "      - heading \"Compliance\" [level=1]", .. Enumerable.Range(0, 170)
            .Select(i => $"      - cell \"{i}\""),
        "      Stack Trace:", $"        Journey.cs(12,0): at Journey.{name}()", .. Enumerable.Range(0, 30)
            .Select(i => $"        at Deeper{i}()"),
        "      Output:", "        Priya Shah at /compliance", "          POS Production is not clean.", "          The scan is late",
    ];

    private static async Task<string[]> PrintAsync(IEnumerable<string> log)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, log, Token);
            using var shell =
                Process.Start(new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", "full=; . eng/suites.sh; failures_of \"$0\"", file])
                {
                    WorkingDirectory = SourceTree.Root,
                    RedirectStandardOutput = true,
                })!;
            var printed = await shell.StandardOutput.ReadToEndAsync(Token);
            await shell.WaitForExitAsync(Token);
            Assert.Equal(0, shell.ExitCode);
            return printed.TrimEnd().Split('\n');
        }
        finally
        {
            File.Delete(file);
        }
    }
}
