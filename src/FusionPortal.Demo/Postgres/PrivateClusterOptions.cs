namespace FusionPortal.Demo.Postgres;

/// <summary>Where a private cluster lives, and what it may risk.</summary>
/// <param name="Folder">Everything of the cluster; made when missing. One process at a time.</param>
public sealed record PrivateClusterOptions(string Folder)
{
    /// <summary>False trades the safety of the data after a crash of the machine for speed. For tests only.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>True removes the folder when the cluster is disposed.</summary>
    public bool DeleteOnDispose { get; init; }

    /// <summary>A program, with its arguments, that starts the server; none where it is started as it is.</summary>
    public IReadOnlyList<string> StartedBy { get; init; } = [];

    public int MaxConnections { get; init; } = 100;

    /// <summary>Megabytes of shared buffers.</summary>
    public int SharedBuffersMegabytes { get; init; } = 256;

    /// <summary>
    /// A cluster that is thrown away: in memory where /dev/shm has 2 GB to spare, else in the temporary folder.
    /// Folders that killed test runs left behind are removed.
    /// </summary>
    /// <param name="durable">True to write as a real one does, to the temporary folder's disk.</param>
    public static PrivateClusterOptions ForTests(bool durable = false)
    {
        const string Prefix = "fusionportal-test-";
        var memory = new DirectoryInfo("/dev/shm");
        var root = !durable && memory.Exists && new DriveInfo(memory.FullName).AvailableFreeSpace > 2L << 30 ? memory.FullName
            : Path.GetTempPath();
        foreach (var left in Directory.EnumerateDirectories(root, Prefix + "*")) ClusterFolder.RemoveIfUnused(left);
        return new PrivateClusterOptions(Path.Combine(root, $"{Prefix}{Environment.ProcessId}-{Guid.CreateVersion7():N}"))
        {
            Durable = durable,
            DeleteOnDispose = true,
            MaxConnections = 300,
        };
    }
}
