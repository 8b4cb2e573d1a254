using System.Security.Cryptography;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>
/// Databases in use have run the migrations that landed: one that is changed or deleted afterwards leaves them different from new ones.
/// The list is written by <c>eng/migrations.sh --record</c>.
/// </summary>
public sealed class LandedMigrationTests
{
    private static string Folder => Path.Combine(SourceTree.Root, "migrations", "Versions");

    private static Dictionary<string, string> List => File.ReadLines(Path.Combine(Folder, "landed.txt"))
        .Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => parts[1]);

    // Not the designer files and the snapshot: EF writes them, and they take no part in bringing a database up.
    private static Dictionary<string, string> Sources =>
        Directory.GetFiles(Folder, "*_*.cs").Where(path => !path.EndsWith(".Designer.cs", StringComparison.Ordinal))
        .ToDictionary(
            path => Path.GetFileNameWithoutExtension(path)!, path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));

    [Fact]
    public void LandedMigration_IsThereAsItLanded()
    {
        var sources = Sources;
        var changed = List.Where(landed => sources.TryGetValue(landed.Key, out var sha) && sha != landed.Value)
            .Select(landed => $"{landed.Key} was changed: undo that and add a migration");
        var deleted = List.Keys.Except(sources.Keys).Select(id => $"{id} was deleted: databases in use have run it");

        Assert.Contains("20261125123734_Initial", List.Keys);
        Assert.Empty(changed.Concat(deleted));
    }

    [Fact]
    public void EveryMigration_IsOnTheList() =>
        Assert.Empty(Sources.Keys.Except(List.Keys).Select(id => $"{id}: run eng/migrations.sh --record when its SQL is as it shall land"));

    [Fact]
    public void EveryMigration_HasItsDesigner() =>
        Assert.All(Sources.Keys, id => Assert.True(File.Exists(Path.Combine(Folder, id + ".Designer.cs")), id));
}
