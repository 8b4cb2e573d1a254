using System.Security.Cryptography;
using System.Text.Json;
using FusionPortal.Demo.Processes;

namespace FusionPortal.Demo.Postgres;

/// <summary>
/// The folder of a private cluster: <c>lock</c> (held while in use), <c>passwords.json</c>, <c>port</c>, <c>server.log</c> and
/// <c>cluster/data</c>.
/// Held open: one process at a time.
/// </summary>
internal sealed class ClusterFolder : IDisposable
{
    private readonly string _folder;
    private readonly FileStream _lock;

    private ClusterFolder(string folder, FileStream heldLock, UnixUser? user)
    {
        (_folder, _lock, User) = (folder, heldLock, user);
    }

    /// <summary>Whom the server runs as; null is ourselves.</summary>
    public UnixUser? User { get; }

    public string LogFile => Path.Combine(_folder, "server.log");
    public string Cluster => Path.Combine(_folder, "cluster");
    public string Data => Path.Combine(RealCluster, "data");
    public string NewData => Path.Combine(RealCluster, "data.new");
    public string PasswordFile => Path.Combine(RealCluster, "password.new");

    // The server's own working directory is the real path, and leftover servers are found by it.
    private string RealCluster => Directory.ResolveLinkTarget(Cluster, returnFinalTarget: true)?.FullName ?? Cluster;

    /// <exception cref="DemoException">Another process holds the folder, or there is no user to run the server as.</exception>
    public static async Task<ClusterFolder> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var user = Posix.IsRoot
            ? UnixUser.Find("postgres")
                ?? throw new DemoException("PostgreSQL does not run as root, and there is no user postgres to run it as. Run eng/setup.sh.")
            : null;
        var folder = Directory.CreateDirectory(path).FullName;
        var opened = new ClusterFolder(folder, Hold(folder), user);
        try
        {
            await opened.PrepareAsync(cancellationToken);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The passwords of this cluster's roles, made up once.</summary>
    public ClusterPasswords Passwords()
    {
        var file = Path.Combine(_folder, "passwords.json");
        if (File.Exists(file)) return JsonSerializer.Deserialize<ClusterPasswords>(File.ReadAllText(file))!;
        var made = ClusterPasswords.Random();
        PrivateFile.Write(file, JsonSerializer.Serialize(made));
        return made;
    }

    public int? LastPort
    {
        get
        {
            var file = Path.Combine(_folder, "port");
            return File.Exists(file) && int.TryParse(File.ReadAllText(file), out var port) ? port : null;
        }
        set => File.WriteAllText(Path.Combine(_folder, "port"), $"{value}");
    }

    public void Remove()
    {
        var outside = RealCluster;
        if (outside != Cluster) OutsideFolder.Remove(outside);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Removes a cluster's folder unless some process holds it.</summary>
    public static void RemoveIfUnused(string folder)
    {
        try
        {
            using var held = Hold(folder);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception inUse) when (inUse is DemoException or IOException or UnauthorizedAccessException)
        {
            // Another run's, or another user's. It is not ours to remove.
        }
    }

    public void Dispose() => _lock.Dispose();

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Cluster))
        {
            // A link whose target is gone is replaced.
            if (new FileInfo(Cluster).LinkTarget is not null) File.Delete(Cluster);
            if (User is not null && !await CanReachAsync(User, _folder, cancellationToken))
                Directory.CreateSymbolicLink(Cluster, OutsideFolder.Make(_folder));
            else
                Directory.CreateDirectory(Cluster);
        }
        if (User is not null) Posix.GiveTo(RealCluster, User);
    }

    private static async Task<bool> CanReachAsync(UnixUser user, string folder, CancellationToken cancellationToken) =>
        (await Tool.TryAsync(["test", "-x", folder], user, cancellationToken)).ExitCode == 0;

    private static FileStream Hold(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new DemoException($"The database in {folder} is in use by another process.", inUse);
        }
    }
}

/// <summary>The passwords of a private cluster's roles.</summary>
internal sealed record ClusterPasswords(string Superuser, string Owner, string Portal)
{
    public static ClusterPasswords Random() => new(Make(), Make(), Make());

    private static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}
