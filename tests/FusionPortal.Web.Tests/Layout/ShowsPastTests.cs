using System.Reflection;
using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace FusionPortal.Web.Tests.Layout;

/// <summary>A page says that it shows the past if it reads the moment of its address, and only then.</summary>
public sealed partial class ShowsPastTests
{
    // Of no time: it lists what can be asked, and hands the moment on.
    private static readonly string[] Timeless = ["ReportsPage"];

    [Fact]
    public void Pages_ThatReadTheMoment_AreThoseThatSayTheyShowThePast()
    {
        var pages = typeof(PortalPages).Assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute))).ToList();
        var says = pages.Where(t => t.IsDefined(typeof(ShowsPastAttribute))).Select(t => t.Name).Except(Timeless);
        var reads = pages.Where(t => Reads(t.Name)).Select(t => t.Name);

        Assert.Equal(reads.Order(StringComparer.Ordinal), says.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/findings", "/findings?asOf=2026-10-31")]
    [InlineData("/findings?account=1#top", "/findings?account=1&asOf=2026-10-31#top")]
    public void Link_TakesTheMomentWithIt(string target, string expected) =>
        Assert.Equal(expected, Moments.With(new Uri("http://portal.test" + target), "2026-10-31"));

    // By itself, or by the address or filter its folder reads it with.
    private static bool Reads(string page)
    {
        var folder = Path.GetDirectoryName(Directory.EnumerateFiles(
            SourceTree.PathOf("src", "FusionPortal.Web", "Components", "Pages"), $"{page}.razor", SearchOption.AllDirectories).Single())!;
        var own = string.Concat(Directory.EnumerateFiles(folder, $"{page}.razor*").Select(File.ReadAllText));
        return own.Contains("Moments.Of(", StringComparison.Ordinal) || own.Contains("filter.AsOf", StringComparison.Ordinal)
            || Addresses().Matches(own).Any(m => File.Exists(Path.Combine(folder, FileOf(m.Groups[1].Value)))
                && File.ReadAllText(Path.Combine(folder, FileOf(m.Groups[1].Value))).Contains("Moments.Of(", StringComparison.Ordinal));
    }

    private static string FileOf(string address) => address == "AuditAddress" ? "AuditView.cs" : $"{address}.cs";

    [GeneratedRegex(@"(\w+(?:Address|View))\.(?:Parse|FilterOf|Read)\(")]
    private static partial Regex Addresses();
}
