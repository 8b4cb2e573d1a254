using System.Diagnostics;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Supervision;

/// <summary>The script says what it does before it does it: nobody looks at an empty terminal while it builds.</summary>
public sealed class DemoScriptTests
{
    [Fact(Timeout = 60_000)]
    public async Task Script_SaysWhatItDoes_BeforeAnythingTakesLong()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("fusionportal-script-").FullName;
        try
        {
            // A build that never ends, from an SDK that says it is there.
            var fake = Path.Combine(folder, "dotnet");
            await File.WriteAllTextAsync(
                fake, "#!/bin/sh\n[ \"$1\" = --list-sdks ] && { echo '10.0.100 [/nowhere]'; exit 0; }\nexec sleep 600\n", token);
            using (var chmod = Process.Start("chmod", ["+x", fake])) await chmod.WaitForExitAsync(token);
            var start = new ProcessStartInfo("bash", [SourceTree.PathOf("eng", "demo.sh")]) { RedirectStandardOutput = true };
            start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
            using var script = Process.Start(start)!;
            try
            {
                var said =
                    new List<string?> {
                    await script.StandardOutput.ReadLineAsync(token), await script.StandardOutput.ReadLineAsync(token) };

                Assert.Equal("demo: looking for the .NET SDK and PostgreSQL's server", said[0]);
                Assert.StartsWith("demo: building", said[1], StringComparison.Ordinal);
                Assert.False(script.HasExited);
            }
            finally
            {
                script.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
