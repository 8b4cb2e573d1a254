using FusionPortal.TestKit.Running;

namespace FusionPortal.Demo.Tests.Upgrade;

/// <summary>
/// The versions of the portal whose databases are in use: <c>releases.txt</c>, which each release adds a line to. A test of the
/// architecture holds the list against the history of the repository.
/// </summary>
internal static class Releases
{
    public static IReadOnlyList<(string Commit, string What)> All { get; } =
    [
        .. File.ReadLines(SourceTree.PathOf("tests", "FusionPortal.Demo.Tests", "Upgrade", "releases.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => line.Split(' ', 2))
                .Select(parts => (parts[0], parts[1])),
    ];

    /// <summary>The version with the longest way to this one.</summary>
    public static string First => All[0].Commit;
}
