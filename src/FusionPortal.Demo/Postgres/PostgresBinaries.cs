namespace FusionPortal.Demo.Postgres;

/// <summary>One installation of the PostgreSQL server on this machine.</summary>
/// <param name="Folder">Holds <c>postgres</c> and <c>initdb</c>.</param>
/// <param name="Major">For example 15.</param>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest server the portal's schema runs on.</summary>
    public const int OldestMajor = 15;

    public string Initdb => Path.Combine(Folder, "initdb");
    public string Server => Path.Combine(Folder, "postgres");
    public string Dump => Path.Combine(Folder, "pg_dump");
    public string Restore => Path.Combine(Folder, "pg_restore");

    /// <summary>The installation for a cluster: of the given major version, or else the newest.</summary>
    /// <exception cref="DemoException">None fits.</exception>
    public static PostgresBinaries Find(int? major = null)
    {
        var found = Folders()
            .Where(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
            .Select(folder => new PostgresBinaries(folder, MajorOf(folder)))
            .Where(binaries => binaries.Major >= OldestMajor)
            .OrderByDescending(binaries => binaries.Major)
            .ToList();
        var fit = major is null ? found.FirstOrDefault() : found.Find(binaries => binaries.Major == major);
        if (fit is not null) return fit;
        var has = found.Count == 0 ? "none" : string.Join(", ", found.Select(binaries => $"{binaries.Major} in {binaries.Folder}"));
        throw new DemoException(major is null
            ? $"No PostgreSQL server of version {OldestMajor} or later was found. Run eng/setup.sh, or install your "
                + "system's postgresql server package."
            : $"This database was made by PostgreSQL {major}, which is not installed (found: {has}). Install it, or start "
                + "again from nothing with --reset.");
    }

    private static IEnumerable<string> Folders()
    {
        foreach (var root in new[] { "/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt" })
            if (Directory.Exists(root))
                foreach (var version in Directory.EnumerateDirectories(root))
                    yield return Path.Combine(version, "bin");
        if (Directory.Exists("/usr"))
            foreach (var version in Directory.EnumerateDirectories("/usr", "pgsql-*"))
                yield return Path.Combine(version, "bin");
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
    }

    private static int MajorOf(string folder)
    {
        // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(Path.Combine(folder, "postgres"), "--version") { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        var digits = words.Length > 2 ? new string([.. words[2].TakeWhile(char.IsAsciiDigit)]) : "";
        return int.TryParse(digits, out var major) ? major : 0;
    }
}
