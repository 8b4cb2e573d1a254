using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Demo.Postgres;

/// <summary>
/// Where a cluster's data goes when the server's user cannot reach the cluster's own folder: PostgreSQL refuses to run as root, and the
/// user it then runs as cannot reach, say, a clone below /root.
/// </summary>
internal static class OutsideFolder
{
    private const string Root = "/var/lib/fusionportal-demo";

    /// <summary>Makes the folder for a cluster, and removes those whose cluster somebody has deleted.</summary>
    public static string Make(string clusterFolder)
    {
        Directory.CreateDirectory(Root);
        foreach (var folder in Directory.EnumerateDirectories(Root))
            if (IsForsaken(folder)) Remove(folder);

        var made = Path.Combine(Root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clusterFolder)))[..16]);
        PrivateFile.Write(NoteOf(made), clusterFolder);
        return Directory.CreateDirectory(made).FullName;
    }

    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another start was faster.
        }
        File.Delete(NoteOf(folder));
    }

    private static bool IsForsaken(string folder) =>
        File.Exists(NoteOf(folder)) && !Directory.Exists(File.ReadAllText(NoteOf(folder)))
        && Leftovers.ServerProcesses(Path.Combine(folder, "data")).Count == 0;

    // Whose it is.
    private static string NoteOf(string folder) => folder + ".of";
}
