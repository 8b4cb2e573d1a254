using System.Globalization;
using FusionPortal.Demo.Postgres;

namespace FusionPortal.Demo.Supervision;

/// <summary>What the demo keeps between starts: database, keys, ports, logs. Held open: one demo per folder.</summary>
internal sealed class DemoState : IDisposable
{
    private readonly FileStream _lock;

    private DemoState(string folder, FileStream heldLock) => (Folder, _lock) = (folder, heldLock);

    public string Folder { get; }
    public string Postgres => Path.Combine(Folder, "postgres");
    public string Keys => Path.Combine(Folder, "identity");
    public string Logs => Path.Combine(Folder, "logs");

    /// <summary>Browsers know the provider by its port, so it is kept.</summary>
    public int? IdentityPort
    {
        get => File.Exists(IdentityPortFile)
            && int.TryParse(File.ReadAllText(IdentityPortFile), CultureInfo.InvariantCulture, out var port) ? port : null;
        set => PrivateFile.Write(IdentityPortFile, string.Create(CultureInfo.InvariantCulture, $"{value}"));
    }

    /// <summary>True once a first start was whole: what it recorded is then the people's to change.</summary>
    public bool HasStartedBefore
    {
        get => File.Exists(StartedFile);
        set
        {
            if (value) PrivateFile.Write(StartedFile, "");
            else File.Delete(StartedFile);
        }
    }

    private string StartedFile => Path.Combine(Folder, "started");
    private string IdentityPortFile => Path.Combine(Folder, "identity.port");

    /// <exception cref="DemoException">Another demo runs on the folder.</exception>
    public static DemoState Open(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new DemoState(
                folder, new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException inUse)
        {
            throw new DemoException(
                $"A demo already runs on {folder}. Stop that one first, or give this one a folder of its own with --state.", inUse);
        }
    }

    /// <summary>Forgets everything.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Postgres)) await PrivateCluster.RemoveAsync(Postgres, cancellationToken);
        foreach (var folder in Directory.EnumerateDirectories(Folder)) Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Folder))
            if (file != _lock.Name) File.Delete(file);
    }

    /// <summary>The file a child logs to; the one of the start before is kept beside it.</summary>
    public string Log(string child)
    {
        Directory.CreateDirectory(Logs);
        var file = Path.Combine(Logs, child + ".log");
        if (File.Exists(file)) File.Move(file, Path.Combine(Logs, child + ".previous.log"), overwrite: true);
        return file;
    }

    public void Dispose() => _lock.Dispose();
}
