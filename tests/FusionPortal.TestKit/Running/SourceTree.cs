namespace FusionPortal.TestKit.Running;

/// <summary>The clone that the tests run from.</summary>
public static class SourceTree
{
    public static string Root { get; } = Find();

    /// <param name="parts">From the root, for example <c>docs</c>, <c>rules.md</c>.</param>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FusionPortal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from a clone.");
        return folder.FullName;
    }
}
