namespace FusionPortal.Aws.Tests.Kit;

/// <summary>Programs that a machine may or may not have.</summary>
public static class Programs
{
    /// <returns>The program's path from PATH, or null.</returns>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
