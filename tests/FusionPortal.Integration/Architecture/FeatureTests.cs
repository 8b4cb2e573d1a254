using System.Xml.Linq;
using FusionPortal.TestKit.Running;
using FusionPortal.Web.Hosting;
using Mono.Cecil;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>What holds within a project, and what product code may be built on.</summary>
public sealed class FeatureTests
{
    private const string Pages = "FusionPortal.Web.Components.Pages.";

    // Used across features although they do not lie in Components/Shared yet. The list may only get shorter.
    private static readonly string[] Borrowed =
    [
        "Findings.FindingsView",
    ];

    [Fact]
    public void PagesOfAFeature_KnowAnotherFeatureByItsAddressOnly()
    {
        using var module = ModuleDefinition.ReadModule(typeof(PortalApplication).Assembly.Location);
        var types = module.Types.Where(type => type.Namespace.StartsWith(Pages, StringComparison.Ordinal)).ToArray();
        var across = types
            .SelectMany(type => Intermediate.TypesUsedBy(type)
                .Where(used =>
                    used.StartsWith(Pages, StringComparison.Ordinal) && Feature(used) != Feature(type.FullName) && !IsAddress(used))
                .Select(used => (Used: used[Pages.Length..], User: type.FullName)))
            .ToArray();

        Assert.NotEmpty(types);
        Nothing(across.Where(pair => !Borrowed.Contains(pair.Used)).Select(pair => $"{pair.User} uses {pair.Used}"));
        Nothing(Borrowed.Except(across.Select(pair => pair.Used))
            .Select(used => $"{used} is borrowed by nobody any more: take it off the list"));
    }

    [Fact]
    public void SharedComponents_UseNoPage()
    {
        using var module = ModuleDefinition.ReadModule(typeof(PortalApplication).Assembly.Location);
        var types = module.Types.Where(type => type.Namespace.StartsWith("FusionPortal.Web.Components.Shared", StringComparison.Ordinal))
            .ToArray();
        var guilty = types.SelectMany(type => Intermediate.TypesUsedBy(type)
            .Where(used => used.StartsWith(Pages, StringComparison.Ordinal))
            .Select(used => $"{type.FullName} uses {used}"));

        Assert.NotEmpty(types);
        Nothing(guilty);
    }

    [Fact]
    public void Project_OfTheProduct_ReferencesNeitherTestsNorMigrations()
    {
        var projects = Directory.GetFiles(Path.Combine(SourceTree.Root, "src"), "*.csproj", SearchOption.AllDirectories);
        var guilty =
            from project in projects
            from reference in XDocument.Load(project).Descendants("ProjectReference")
            let path = Path.GetFullPath(((string)reference.Attribute("Include")!).Replace('\\', '/'), Path.GetDirectoryName(project)!)
            where !path.StartsWith(Path.Combine(SourceTree.Root, "src") + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                && (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
            select $"{Path.GetFileName(project)} references {path}";

        Assert.NotEmpty(projects);
        Nothing(guilty);
    }

    private static void Nothing(IEnumerable<string> guilty)
    {
        var all = string.Join('\n', guilty.Order(StringComparer.Ordinal));
        Assert.True(all.Length == 0, all);
    }

    // What makes and reads a page's query string: linking is how features meet.
    private static bool IsAddress(string type) => type.EndsWith("Address", StringComparison.Ordinal);

    private static string Feature(string type) => type[Pages.Length..].Split('.', '/')[0];
}
