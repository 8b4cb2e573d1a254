using FusionPortal.Demo.Postgres;
using FusionPortal.Demo.Processes;
using FusionPortal.Demo.Tests.Backup;
using FusionPortal.Migrations;
using FusionPortal.TestKit.Running;
using Npgsql;
using Xunit;

namespace FusionPortal.Demo.Tests.Compose;

/// <summary>eng/database.sql on a server that knows nothing, beside the health check that eng/compose/production.yml waits by.</summary>
public sealed class DatabaseScriptTests
{
    private const string OwnersPassword = "secretOfTheOwner";
    private const string PortalsPassword = "secretOfThePortal";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Script_MakesWhatMigrationsNeed_TellsTheLogNoPassword_AndIsWhatTheHealthCheckWaitsFor()
    {
        await using var server = await FreshServer.StartAsync(Ct);
        await using var superuser = NpgsqlDataSource.Create(Connection(server, ClusterRoles.Superuser, FreshServer.Password, "postgres"));
        // The most a server can be told to write.
        foreach (var setting in new[] { "log_statement = 'all'", "log_min_duration_statement = 0", "log_min_error_statement = 'debug5'" })
        {
            await using var alter = superuser.CreateCommand($"alter system set {setting}");
            await alter.ExecuteNonQueryAsync(Ct);
        }

        await using (var reload = superuser.CreateCommand("select pg_reload_conf()")) await reload.ExecuteNonQueryAsync(Ct);
        // The health check is not fooled by a server on which the first start failed.
        await using (var made = superuser.CreateCommand("create database fusionportal")) await made.ExecuteNonQueryAsync(Ct);
        Assert.NotEqual(0, await HealthAsync(server));
        await using (var gone = superuser.CreateCommand("drop database fusionportal with (force)")) await gone.ExecuteNonQueryAsync(Ct);

        Assert.Equal((0, ""), await ScriptAsync(server));
        Assert.Equal(0, await HealthAsync(server));
        var (again, said) = await ScriptAsync(server);
        Assert.NotEqual(0, again);
        Assert.Contains("role \"fusionportal_owner\" already exists", said, StringComparison.Ordinal);

        var log = await File.ReadAllTextAsync(server.Log, Ct);
        Assert.Contains("create database fusionportal", log, StringComparison.Ordinal);
        Assert.DoesNotContain(OwnersPassword, log + said, StringComparison.Ordinal);
        Assert.DoesNotContain(PortalsPassword, log + said, StringComparison.Ordinal);

        var owner = Connection(server, "fusionportal_owner", OwnersPassword, "fusionportal");
        await Migrator.ApplyAsync(owner, TextWriter.Null, Ct);
        await using var source = NpgsqlDataSource.Create(owner);
        await using var escape = source.CreateCommand("grant pg_execute_server_program to fusionportal_owner");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => escape.ExecuteNonQueryAsync(Ct));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        await using var portal = NpgsqlDataSource.Create(Connection(server, "fusionportal_portal", PortalsPassword, "fusionportal"));
        await using var append = portal.CreateCommand(
            """
            select new_seq from audit.append(
              'portal', 'a', 'scan.started', 's', '{"kind":"scan.started","subject":"s","actor":{"id":"a"},"data":{}}')
            """);
        Assert.Equal(1L, await append.ExecuteScalarAsync(Ct));
    }

    private static async Task<int> HealthAsync(FreshServer server)
    {
        var test = ComposeFile.Read("eng/compose/production.yml").Services["database"].Healthcheck!.Test;
        Assert.Equal(["CMD-SHELL"], test[..^1]);
        return (await Tool.TryAsync(["sh", "-c", test[^1]], null, Ct, Environment(server))).ExitCode;
    }

    private static async Task<(int ExitCode, string Said)> ScriptAsync(FreshServer server)
    {
        var (exitCode, output, error) = await Tool.TryAsync(
            [
                "psql", "--quiet", "--username=postgres", "--dbname=postgres", "--set=ON_ERROR_STOP=1",
                $"--file={SourceTree.PathOf("eng", "database.sql")}",
            ],
            null, Ct, Environment(server));
        return (exitCode, output + error);
    }

    private static Dictionary<string, string?> Environment(FreshServer server) => new()
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = $"{server.Port}",
        ["PGPASSWORD"] = FreshServer.Password,
        ["FUSIONPORTAL_OWNER_PASSWORD"] = OwnersPassword,
        ["FUSIONPORTAL_PORTAL_PASSWORD"] = PortalsPassword,
    };

    private static string Connection(FreshServer server, string role, string password, string database) =>
        $"Host=127.0.0.1;Port={server.Port};Database={database};Username={role};Password={password};Pooling=false";
}
