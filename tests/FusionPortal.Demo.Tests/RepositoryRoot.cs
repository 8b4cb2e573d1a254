namespace FusionPortal.Demo.Tests;

/// <summary>The clone the tests were built in.</summary>
internal static class RepositoryRoot
{
    public static string Folder { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FusionPortal.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
