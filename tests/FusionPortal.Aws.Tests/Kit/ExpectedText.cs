using System.Runtime.CompilerServices;

namespace FusionPortal.Aws.Tests.Kit;

/// <summary>
/// Lines that are committed and must come out the same: a change of them is meant, or it is a fault. With <c>WRITE_EXPECTED=1</c> in the
/// environment the test writes the file anew instead, for a look at the difference before it is committed.
/// </summary>
internal static class ExpectedText
{
    /// <summary>Compares in ordinal order, whatever the order the lines come in.</summary>
    public static void Hold(string file, IEnumerable<string> lines)
    {
        var path = Path.Combine(Folder(), "..", "Expected", file);
        string[] actual = [.. lines.Order(StringComparer.Ordinal)];
        if (Environment.GetEnvironmentVariable("WRITE_EXPECTED") == "1") File.WriteAllLines(path, actual);
        var expected = File.ReadAllLines(path);
        Assert.NotEmpty(expected);
        Assert.Empty(expected.Except(actual));
        Assert.Empty(actual.Except(expected));
        Assert.Equal(expected.Length, actual.Length);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
