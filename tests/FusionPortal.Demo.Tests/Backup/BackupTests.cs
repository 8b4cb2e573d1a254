using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.Core;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Postgres;
using FusionPortal.Demo.Processes;
using FusionPortal.Demo.Supervision;
using FusionPortal.Demo.Tests.Upgrade;
using FusionPortal.Migrations;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.TestKit.Running;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace FusionPortal.Demo.Tests.Backup;

/// <summary>The commands that docs/operations.md gives, word for word: a backup is restored on a server that knows nothing, and a portal
/// goes on there.</summary>
public sealed partial class BackupTests : IAsyncLifetime
{
    private const string Database = "fusionportal";

    private readonly string _folder = Directory.CreateTempSubdirectory("fusionportal-backup-").FullName;
    private DemoIdentityProvider _provider = null!;
    private SimulatorServer _simulator = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Repository Built =>
        new(SourceTree.Root,
        Path.GetRelativePath(SourceTree.PathOf("tests", "FusionPortal.Demo.Tests"), AppContext.BaseDirectory));

    public async ValueTask InitializeAsync()
    {
        _provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), CancellationToken.None);
        _simulator =
            await SimulatorServer.StartAsync(
            new SimulatorOptions { Estate = new Fleet(200, 2, ["us-east-1"], seed: 7) }, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Trait("Category", "Long")]
    [Fact(Timeout = 600_000)]
    public async Task Backup_AsDocumented_RestoredOnAFreshServer_IsTheSame_AndServesAPortal()
    {
        var token = TestContext.Current.CancellationToken;
        var options = PrivateClusterOptions.ForTests();
        await using var old = await PrivateCluster.StartAsync(options, token);
        var passwords =
            JsonSerializer.Deserialize<ClusterPasswords>(
            await File.ReadAllTextAsync(Path.Combine(options.Folder, "passwords.json"), token))!;
        await old.EnsureDatabaseAsync(Database, token);
        await Migrator.ApplyAsync(old.OwnerConnectionString(Database), TextWriter.Null, token);
        await using (var portal = await StartAsync(old.AppConnectionString(Database)))
        {
            await portal.PostAsync("/api/v1/organizations", new { orgId = "kept", title = "Kept Goods" }, token);
            await portal.ScanAsync(token);
        }

        NpgsqlConnection.ClearAllPools();
        var position = await VerifiedAsync(old.AppConnectionString(Database), null);
        var tables = new TableDigests(old.OwnerConnectionString(Database));
        var columns = await tables.ColumnsAsync(token);
        var held = await tables.OfAsync(columns, token);
        var rights = await RightsAsync(old.OwnerConnectionString(Database));
        var commands = Commands();

        await RunAsync(commands[0], old.Port, passwords.Superuser);
        await using var fresh = await FreshServer.StartAsync(token);
        await RunAsync(commands[1], fresh.Port, FreshServer.Password);
        // As the page says: from the first command on, passwords are those of the old server.
        await RunAsync(commands[2], fresh.Port, passwords.Superuser);

        string On(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Port = fresh.Port }.ConnectionString;
        var (owner, app) = (On(old.OwnerConnectionString(Database)), On(old.AppConnectionString(Database)));
        Assert.Contains(held, line => line.StartsWith("audit.event: ", StringComparison.Ordinal));
        Assert.Equal(held, await new TableDigests(owner).OfAsync(columns, token));
        await Migrator.ApplyAsync(owner, TextWriter.Null, token);
        Assert.Equal(rights, await RightsAsync(owner));
        await VerifiedAsync(app, position);
        await RefusedAsync(app, "delete from audit.event");
        await RefusedAsync(app, "update audit.event set actor = 'nobody'");
        await RefusedAsync(app, "insert into audit.event select * from audit.event limit 1");
        await RefusedAsync(app, "update book_version set yaml = ''");

        await using var again = await StartAsync(app);
        await again.ScanAsync(token);
        Assert.Contains("Kept Goods", (await again.GetAsync("/api/v1/organizations", token)).GetRawText(), StringComparison.Ordinal);
    }

    private Task<PortalOf> StartAsync(string connectionString) =>
        PortalOf.StartAsync(Built, connectionString, _provider, _simulator, _simulator.Estate.Accounts[0].Id, _folder, Ct);

    // The shell blocks of the section, in their order: save, make the roles, restore.
    private static List<string> Commands()
    {
        var page = File.ReadAllText(SourceTree.PathOf("docs", "operations.md"));
        var section = page[page.IndexOf("\n## Backup", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        var blocks = Block().Matches(section).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(3, blocks.Count);
        return blocks;
    }

    private async Task RunAsync(string commands, int port, string password) => await Tool.RunAsync(
        ["bash", "-euc", $"cd '{_folder}'\n{commands}"], null, Ct,
        new Dictionary<string, string?>
        {
            ["PGHOST"] = "127.0.0.1",
            ["PGPORT"] = $"{port}",
            ["PGUSER"] = ClusterRoles.Superuser,
            ["PGPASSWORD"] = password
        });

    private static async Task<AuditPosition> VerifiedAsync(string connectionString, AuditPosition? anchor)
    {
        await using var services = new ServiceCollection().AddLogging().AddFusionPortalCore(connectionString).BuildServiceProvider();
        var actor = new Actor("verifier", "Verifier", new HashSet<Role> { Role.Auditor });
        var verified = await services.GetRequiredService<VerifyAuditTrail>().ExecuteAsync(new VerifyAuditTrailRequest(anchor), actor, Ct);
        Assert.True(verified.Good, verified.ToString());
        return verified.Head;
    }

    private static async Task<List<string>> RightsAsync(string ownerConnectionString)
    {
        await using var source = NpgsqlDataSource.Create(ownerConnectionString);
        await using var command = source.CreateCommand(
            """
            select c.oid::regclass || ' ' || pg_get_userbyid(c.relowner) || ' ' || coalesce((select string_agg(a::text, ' '
              order by a::text) from unnest(c.relacl) a), '-')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'audit', 'quartz')
              and c.relkind in ('r', 'S', 'v')
            union all
            select p.oid::regprocedure || ' ' || pg_get_userbyid(p.proowner) || ' ' || p.prosecdef || ' '
              || coalesce((select string_agg(a::text, ' ' order by a::text) from unnest(p.proacl) a), '-')
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'audit')
            order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rights = new List<string>();
        while (await reader.ReadAsync(Ct)) rights.Add(reader.GetString(0));
        Assert.NotEmpty(rights);
        return rights;
    }

    private static async Task RefusedAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
