using System.Globalization;
using FusionPortal.Demo.Processes;

namespace FusionPortal.Demo.Postgres;

/// <summary>Makes the data folder, once.</summary>
internal static class ClusterInitialization
{
    /// <returns>The installation that can run the data folder.</returns>
    public static async Task<PostgresBinaries> EnsureAsync(
        PrivateClusterOptions options, ClusterFolder folder, CancellationToken cancellationToken)
    {
        var version = Path.Combine(folder.Data, "PG_VERSION");
        if (File.Exists(version))
            return PostgresBinaries.Find(int.Parse(await File.ReadAllTextAsync(version, cancellationToken), CultureInfo.InvariantCulture));

        var binaries = PostgresBinaries.Find();
        // A start that was killed half-way leaves data.new behind; data appears whole or not at all.
        if (Directory.Exists(folder.NewData)) Directory.Delete(folder.NewData, recursive: true);
        PrivateFile.Write(folder.PasswordFile, folder.Passwords().Superuser);
        try
        {
            if (folder.User is not null) Posix.GiveTo(folder.PasswordFile, folder.User);
            List<string> initdb =
            [
                binaries.Initdb, "--pgdata", folder.NewData, "--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "scram-sha-256",
                "--username", ClusterRoles.Superuser, "--pwfile", folder.PasswordFile, "--no-instructions",
            ];
            if (!options.Durable) initdb.Add("--no-sync");
            await Tool.RunAsync(initdb, folder.User, cancellationToken);
        }
        finally
        {
            File.Delete(folder.PasswordFile);
        }
        Directory.Move(folder.NewData, folder.Data);
        return binaries;
    }
}
