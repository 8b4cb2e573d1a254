using System.Text;

namespace FusionPortal.Demo;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    /// <summary>Writes the whole file or nothing: a start that is killed in between finds the old one, or none.</summary>
    public static void Write(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unfinished = file + ".new";
        using (var stream = new FileStream(unfinished, options)) stream.Write(Encoding.UTF8.GetBytes(text));
        File.Move(unfinished, file, overwrite: true);
    }
}
