using FusionPortal.Migrations;
using Npgsql;

const string Usage = """
    Usage: FusionPortal.Migrations --connection "<Npgsql connection string of the database owner>"
    Without --connection the environment variable FUSIONPORTAL_OWNER_CONNECTION is read.
    """;

string? connection = Environment.GetEnvironmentVariable("FUSIONPORTAL_OWNER_CONNECTION");
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--connection" && i + 1 < args.Length)
    {
        connection = args[++i];
        continue;
    }

    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

if (string.IsNullOrWhiteSpace(connection))
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    await Migrator.ApplyAsync(connection, Console.Out, stop.Token);
    return 0;
}
catch (Exception e) when (e is NpgsqlException or MigrationRefusedException or ArgumentException)
{
    // The message of a failed connection names host and port, never the password.
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
