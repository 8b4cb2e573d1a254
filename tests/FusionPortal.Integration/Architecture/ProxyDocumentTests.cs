using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>The file for nginx, which a page shows whole: what is read there is what was tried.</summary>
public sealed class ProxyDocumentTests
{
    [Fact]
    public void FirstSteps_ShowTheFileForNginxAsItIs()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "first-steps.md"));
        var shown = Assert.Single(Regex.Matches(page, "^```nginx\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline));

        Assert.Equal(File.ReadAllText(Path.Combine(SourceTree.Root, "eng", "nginx", "fusionportal.conf")), shown.Groups[1].Value);
    }
}
