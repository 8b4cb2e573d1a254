using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using FusionPortal.Core;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>Which feature of Core may know which: one way only, as the picture in the README shows.</summary>
public sealed class CoreArrowTests
{
    private const string Root = "FusionPortal.Core.";

    // What everything may stand on; left out of the picture, which would be all arrows.
    private static readonly string[] Ground =
        ["Abstractions", "AuditTrail", "Data", "Filters", "Notifications", "People", "Settings", "Telemetry", "Text"];

    private static readonly Lazy<IReadOnlyList<Arrow>> Arrows = new(Read);

    [Fact]
    public void Features_KnowEachOther_OneWayOnly()
    {
        var left = Arrows.Value;
        Assert.NotEmpty(left);
        // What knows nothing that is left stands at the end of every line through it; what remains goes in circles.
        while (left.Where(arrow => left.All(other => other.From != arrow.To)).ToArray() is { Length: > 0 } ends)
            left = [.. left.Except(ends)];

        Assert.True(left.Count == 0, string.Join('\n', left.Select(a => $"{a.From} knows {a.To}: {a.User} uses {a.Used}")));
    }

    [Fact]
    public void Picture_InTheReadme_ShowsTheArrows()
    {
        var all = Arrows.Value.Where(a => !Ground.Contains(a.From) && !Ground.Contains(a.To)).Select(a => (a.From, a.To)).ToHashSet();
        // An arrow that a longer way tells already is not drawn.
        var drawn = all.Where(a => !all.Any(b => b.From == a.From && b.To != a.To && Reaches(all, b.To, a.To)))
            .Select(a => $"  {a.From} --> {a.To}").Order(StringComparer.Ordinal);
        var picture = "```mermaid\nflowchart LR\n" + string.Join('\n', drawn) + "\n```";

        var readme = SourceTree.Read("README.md");
        Assert.Contains(
            $"everything may stand on {string.Join(", ", Ground[..^1].Select(g => $"`{g}`"))} and `{Ground[^1]}`,", readme,
            StringComparison.Ordinal);
        Assert.True(
            readme.Contains(picture, StringComparison.Ordinal),
            $"The picture of Core in README.md is to be\n{picture}");
    }

    [Fact]
    public void Ground_KnowsNoFeatureAboveIt() =>
        Assert.Empty(Arrows.Value.Where(a => Ground.Contains(a.From) && !Ground.Contains(a.To)).Select(a => $"{a.User} uses {a.Used}"));

    private static bool Reaches(HashSet<(string From, string To)> all, string from, string to) =>
        from == to || all.Any(a => a.From == from && Reaches(all, a.To, to));

    private static IReadOnlyList<Arrow> Read()
    {
        var core = new ArchLoader().LoadAssemblies(typeof(CoreModule).Assembly).Build();
        return
        [
            .. (from type in core.Types
                let user = Feature(type)
                where user is not null
                from dependency in type.Dependencies
                let used = Feature(dependency.Target)
                where used is not null && used != user
                select new Arrow(user, used, type.FullName, dependency.Target.FullName)).DistinctBy(a => (a.From, a.To, a.User)),
        ];
    }

    private static string? Feature(IType type) =>
        type.Namespace?.FullName is { } space && space.StartsWith(Root, StringComparison.Ordinal) ? space[Root.Length..].Split('.')[0]
            : null;

    private sealed record Arrow(string From, string To, string User, string Used);
}
