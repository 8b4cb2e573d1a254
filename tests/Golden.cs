using System.Runtime.CompilerServices;
using Xunit;

namespace FusionPortal.Tests;

/// <summary>
/// Texts that have to stay as they are, kept beside the tests. To accept a change on purpose, delete the file and run the test twice: the
/// first run writes it and fails.
/// </summary>
internal static class Golden
{
    public static void Holds(string name, IEnumerable<string> lines, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name + ".txt");
        var now = string.Join('\n', lines) + "\n";
        if (!File.Exists(file))
        {
            File.WriteAllText(file, now);
            Assert.Fail($"{file} was not there; it is written now and has to be read by somebody.");
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), now);
    }
}
