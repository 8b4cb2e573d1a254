using FusionPortal.Demo.Postgres;
using Npgsql;

namespace FusionPortal.Demo.Past;

/// <summary>The demo's past as the repository keeps it: some weeks that a portal really ran, dumped by eng/past.sh.</summary>
/// <param name="Folder">Of the dump and its label.</param>
internal sealed record PastDump(string Folder)
{
    // Made anew by every portal: keys that protect cookies, sessions, and what the scheduler had in hand.
    private static readonly string[] LeftOut = ["quartz.*", "public.data_protection_keys", "public.person_session", "public.recovery_link"];

    public string File => Path.Combine(Folder, "past.dump");

    public string LabelFile => Path.Combine(Folder, "past.txt");

    public static PastDump Of(string repositoryRoot) => new(Path.Combine(repositoryRoot, "src", "FusionPortal.Demo", "Past"));

    /// <summary>Puts the past into the database, whole or not at all. One that holds something already is left as it is.</summary>
    /// <returns>Why it was not put there, in a sentence; null where it was, or was before.</returns>
    public async Task<string?> RestoreAsync(PrivateCluster cluster, string database, CancellationToken cancellationToken)
    {
        if (!await IsEmptyAsync(cluster.OwnerConnectionString(database), cancellationToken)) return null;
        var label = PastLabel.Read(LabelFile);
        if (label.Texts.FirstOrDefault(text => !text.Fits) is { } other)
            return $"The demo starts without its past: that was made with another text of {other.Key} {other.Number} than this build "
                + "brings. eng/past.sh makes it again.";
        await cluster.RestoreAsync(database, File, cancellationToken);
        return null;
    }

    public Task WriteAsync(PrivateCluster cluster, string database, CancellationToken cancellationToken) =>
        cluster.DumpAsync(database, File, LeftOut, cancellationToken);

    private static async Task<bool> IsEmptyAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            "select not exists (select from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
