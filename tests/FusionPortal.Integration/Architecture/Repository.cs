namespace FusionPortal.Integration.Architecture;

/// <summary>The clone that the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FusionPortal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from a clone.");
        return folder.FullName;
    }
}
