using FusionPortal.Demo.Postgres;
using Npgsql;

namespace FusionPortal.Demo.Past;

/// <summary>The demo's past as the repository keeps it: some weeks that a portal really ran, dumped by eng/past.sh.</summary>
/// <param name="Folder">Of the dump and its label.</param>
internal sealed record PastDump(string Folder)
{
    // Made anew by every portal: keys that protect cookies, sessions, visits, and what the scheduler had in hand.
    private static readonly string[] LeftOut =
    [
        "quartz.*", "public.data_protection_keys", "public.person_session", "public.person_visit", "public.recovery_link",
    ];

    public string File => Path.Combine(Folder, "past.dump");

    public string LabelFile => Path.Combine(Folder, "past.txt");

    private bool IsKept => System.IO.File.Exists(File) && System.IO.File.Exists(LabelFile);

    public static PastDump Of(string repositoryRoot) => new(Path.Combine(repositoryRoot, "src", "FusionPortal.Demo", "Past"));

    /// <summary>Puts the past into the database, whole or not at all. One that holds something already is left as it is.</summary>
    /// <returns>Why it was not put there, in a sentence; null where it was, or was before.</returns>
    public async Task<string?> RestoreAsync(PrivateCluster cluster, string database, CancellationToken cancellationToken)
    {
        if (!await IsEmptyAsync(cluster.OwnerConnectionString(database), cancellationToken)) return null;
        const string Again = "eng/past.sh makes it again.";
        if (!IsKept) return $"The demo starts without its past: {Path.GetFileName(File)} is not in this clone. {Again}";
        var label = PastLabel.Read(LabelFile);
        if (label.Texts.FirstOrDefault(text => !text.Fits) is { } other)
            return $"The demo starts without its past: that was made with another text of {other.Key} {other.Number} than this build "
                + $"brings. {Again}";
        await cluster.RestoreAsync(database, File, cancellationToken);
        return null;
    }

    /// <summary>Whether the database, once migrated, holds the past: nobody has scanned on its days but the portal that lived through
    /// them.</summary>
    public async Task<bool> IsInAsync(string connectionString, CancellationToken cancellationToken)
    {
        if (!IsKept) return false;
        var end = PastLabel.Read(LabelFile).To.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select exists (select from scan where started_at < $1)");
        command.Parameters.Add(new() { Value = end });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Takes the place of the one before once it is whole.</summary>
    public async Task WriteAsync(PrivateCluster cluster, string database, CancellationToken cancellationToken)
    {
        var unfinished = File + ".new";
        await cluster.DumpAsync(database, unfinished, LeftOut, cancellationToken);
        System.IO.File.Move(unfinished, File, overwrite: true);
    }

    private static async Task<bool> IsEmptyAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            "select not exists (select from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
