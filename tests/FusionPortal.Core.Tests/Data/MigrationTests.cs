using FusionPortal.Core.Data;
using FusionPortal.Migrations;
using FusionPortal.TestKit.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Tests.Data;

public sealed class MigrationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Model_AgainstTheMigrations_HasNoPendingChanges()
    {
        using var db = postgres.CreateDbContext();

        Assert.False(db.Database.HasPendingModelChanges(), "Run eng/migrations.sh and commit what it generates.");
    }

    [Fact]
    public async Task Migrations_AppliedTwice_ChangeNothingTheSecondTime()
    {
        await using var empty = await postgres.CreateEmptyDatabaseAsync();
        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);
        var before = await CatalogAsync(empty);

        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);

        Assert.Equal(before, await CatalogAsync(empty));
    }

    [Fact]
    public async Task Migrations_AppliedByFourAtOnce_AllSucceed()
    {
        await using var empty = await postgres.CreateEmptyDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct)));

        await using var db = empty.CreateOwnerContext();
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync(Ct));
    }

    [Fact]
    public async Task Migrations_OnADatabaseOfAnotherVersion_AreRefused()
    {
        await using var empty = await postgres.CreateEmptyDatabaseAsync();
        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);
        await using (var db = empty.CreateOwnerContext())
            await db.Database.ExecuteSqlAsync(
                $"""insert into "__EFMigrationsHistory" values ('29990101000000_FromTheFuture', '10.0.0')""", Ct);

        var refused =
            await Assert.ThrowsAsync<MigrationRefusedException>(
            () => Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct));

        Assert.Contains("29990101000000_FromTheFuture", refused.Message);
    }

    [Fact]
    public async Task State_OfAMigratedDatabase_IsReady() =>
        Assert.Equal(DatabaseCondition.Ready, await new DatabaseState(postgres).CheckAsync(Ct));

    [Fact]
    public async Task State_OfAnEmptyDatabase_IsBehind()
    {
        await using var empty = await postgres.CreateEmptyDatabaseAsync();

        Assert.Equal(DatabaseCondition.Behind, await new DatabaseState(new Fixed(empty.ConnectionString)).CheckAsync(Ct));
    }

    [Fact]
    public async Task State_OfADatabaseOfAnOlderModel_IsBehind()
    {
        await using var empty = await postgres.CreateEmptyDatabaseAsync();
        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);
        await using (var db = empty.CreateOwnerContext())
            await db.Database.ExecuteSqlAsync($"update schema_fingerprint set fingerprint = 'older'", Ct);

        Assert.Equal(DatabaseCondition.Behind, await new DatabaseState(new Fixed(empty.ConnectionString)).CheckAsync(Ct));
    }

    [Fact]
    public async Task State_WithoutAServer_IsUnreachable()
    {
        // Port 1 of the loopback address is closed everywhere.
        var nowhere = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Port = 1, Host = "127.0.0.1", Timeout = 5 };

        Assert.Equal(DatabaseCondition.Unreachable, await new DatabaseState(new Fixed(nowhere.ConnectionString)).CheckAsync(Ct));
    }

    [Theory]
    [InlineData("drop table data_protection_keys")]
    [InlineData("insert into schema_fingerprint values ('mine')")]
    [InlineData("delete from \"__EFMigrationsHistory\"")]
    [InlineData("create table mine (id int)")]
    public async Task PortalsLogin_ChangingTheSchema_IsDenied(string sql)
    {
        await using var db = postgres.CreateDbContext();

        var denied = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql, Ct));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    private static async Task<string> CatalogAsync(EmptyDatabase database)
    {
        await using var db = database.CreateOwnerContext();
        var lines = await db.Database.SqlQuery<string>($"""
            select table_schema || '.' || table_name || '.' || column_name || ':' || data_type from information_schema.columns
              where table_schema in ('public', 'audit', 'quartz')
            union all select indexdef from pg_indexes where schemaname in ('public', 'audit', 'quartz')
            union all select oid::regprocedure::text || md5(prosrc) from pg_proc where pronamespace in (select oid from pg_namespace
              where nspname = 'audit')
            union all select relname || ':' || relacl::text from pg_class where relacl is not null and relnamespace in (select oid
              from pg_namespace where nspname in ('public', 'audit', 'quartz'))
            union all select 'fingerprints:' || count(*) from schema_fingerprint
            """).ToListAsync(Ct);
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private sealed class Fixed(string connectionString) : IDbContextFactory<PortalDbContext>
    {
        public PortalDbContext CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<PortalDbContext>();
            PortalDbContext.Configure(options, connectionString);
            return new PortalDbContext(options.Options);
        }
    }
}
