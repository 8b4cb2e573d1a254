using System.Runtime.InteropServices;

namespace FusionPortal.Demo.Processes;

/// <summary>The few calls of libc that .NET has no name for.</summary>
internal static partial class Posix
{
    public const int SigInt = 2;
    public const int SigQuit = 3;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    public static bool IsRoot => OperatingSystem.IsLinux() && GetEffectiveUserId() == 0;

    /// <summary>Sends a signal; false when there is no such process any more.</summary>
    public static bool Signal(int processId, int signal) => Kill(processId, signal) == 0;

    public static void GiveTo(string path, UnixUser user)
    {
        if (ChangeOwner(path, user.UserId, user.GroupId) != 0)
            throw new IOException($"Could not give {path} to the user {user.Name}: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint userId, uint groupId);
}

/// <summary>A user of this machine.</summary>
internal sealed record UnixUser(string Name, uint UserId, uint GroupId)
{
    /// <summary>The user of that name in /etc/passwd, or null.</summary>
    public static UnixUser? Find(string name)
    {
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            var parts = line.Split(':');
            if (parts.Length > 3 && parts[0] == name && uint.TryParse(parts[2], out var userId) && uint.TryParse(parts[3], out var groupId))
                return new UnixUser(name, userId, groupId);
        }
        return null;
    }
}
