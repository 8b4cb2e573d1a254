using FusionPortal.Migrations;
using FusionPortal.TestKit.Postgres;
using Npgsql;

namespace FusionPortal.Core.Tests.Data;

/// <summary>The migrations run while portals are at work: whoever waits for them, they wait shortly, and say for whom.</summary>
public sealed class MigrationLockTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly LockPatience Short = new(TimeSpan.FromMilliseconds(100), 3, TimeSpan.FromMilliseconds(10));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NothingDiffers_WhileEveryTableIsReadAndWritten_AsksForNoLock()
    {
        await using var empty = await postgres.CreateEmptyDatabaseAsync();
        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);
        await using var busy = await Session.OpenAsync(empty.OwnerConnectionString);
        // As much as a merge, ticks and a report at once hold of every table there is.
        await busy.RunAsync("""
            do $$ declare t regclass;
            begin
              for t in select oid from pg_class where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'audit', 'quartz')
                and relname !~ '^__EF|^schema_fingerprint$' loop
                execute format('lock table %s in row exclusive mode', t);
              end loop;
            end $$
            """);

        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Short with { Times = 1 }, Ct);
    }

    [Fact]
    public async Task SomethingDiffers_WhileItsTableIsHeld_IsRefusedInPlainWords_AndHoldsUpNobodyForLong()
    {
        await using var empty = await postgres.CreateEmptyDatabaseAsync();
        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);
        await using (var owner = await Session.OpenAsync(empty.OwnerConnectionString))
        {
            await owner.RunAsync("alter table account disable trigger account_history");
            await owner.CommitAsync();
        }

        await using var busy = await Session.OpenAsync(empty.OwnerConnectionString);
        await busy.RunAsync("lock table account in row exclusive mode");
        await using var log = new StringWriter();
        var migrating = Migrator.ApplyAsync(empty.OwnerConnectionString, log, Short with { Times = 20 }, Ct);

        // Every writer that comes while they try is served, though it may wait as long as they ask at a time.
        for (var i = 0; i < 3; i++)
        {
            await using var writer = await Session.OpenAsync(empty.OwnerConnectionString);
            await writer.RunAsync("set local lock_timeout = '10s'; lock table account in row exclusive mode");
        }

        var refused = await Assert.ThrowsAsync<MigrationRefusedException>(() => migrating);

        Assert.Contains($"process {busy.ProcessId} since", refused.Message, StringComparison.Ordinal);
        Assert.Contains("account", refused.Message, StringComparison.Ordinal);
        Assert.Contains("20_history.sql", refused.Message, StringComparison.Ordinal);
        Assert.Contains("trying again (1 of 20)", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomethingDiffers_OnceItsTableIsFree_IsMended()
    {
        await using var empty = await postgres.CreateEmptyDatabaseAsync();
        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);
        await using (var owner = await Session.OpenAsync(empty.OwnerConnectionString))
        {
            await owner.RunAsync(
                "drop trigger account_history on account; drop index audit.ix_event_subject; alter table audit.head owner to current_user");
            await owner.CommitAsync();
        }

        var busy = await Session.OpenAsync(empty.OwnerConnectionString);
        await busy.RunAsync("lock table account in row exclusive mode");
        await using var log = new Told("trying again");
        var migrating = Migrator.ApplyAsync(empty.OwnerConnectionString, log, Short with { Times = 1000 }, Ct);
        await log.WhenTold;
        await busy.DisposeAsync();
        await migrating;

        await using var source = NpgsqlDataSource.Create(empty.OwnerConnectionString);
        await using var command = source.CreateCommand("""
            select exists (select from pg_trigger where tgrelid = 'account'::regclass and tgname = 'account_history' and tgenabled = 'O')
              and to_regclass('audit.ix_event_subject') is not null
              and (select relowner = 'fusionportal_audit'::regrole from pg_class where oid = 'audit.head'::regclass)
            """);
        Assert.Equal(true, await command.ExecuteScalarAsync(Ct));
    }

    private sealed class Session(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public int ProcessId => connection.ProcessID;

        public static async Task<Session> OpenAsync(string connectionString)
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(Ct);
            return new Session(connection, await connection.BeginTransactionAsync(Ct));
        }

        public async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(Ct);
        }

        public Task CommitAsync() => transaction.CommitAsync(Ct);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }

    private sealed class Told(string what) : StringWriter
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WhenTold => _told.Task.WaitAsync(TimeSpan.FromSeconds(60), Ct);

        public override Task WriteLineAsync(string? value)
        {
            if (value?.Contains(what, StringComparison.Ordinal) == true) _told.TrySetResult();
            return base.WriteLineAsync(value);
        }
    }
}
