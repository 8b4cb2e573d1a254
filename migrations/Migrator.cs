using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace FusionPortal.Migrations;

/// <summary>The database was made by a version this executable does not know.</summary>
public sealed class MigrationRefusedException(string message) : Exception(message);

/// <summary>Brings a database to the schema this build expects. Safe to repeat and to start several times at once.</summary>
public static class Migrator
{
    /// <summary>Applies the versioned migrations, then every repeatable script, then records the model's fingerprint.</summary>
    /// <remarks>The connection string is of the database's owner, who may create roles; the log receives one line per step.</remarks>
    /// <exception cref="MigrationRefusedException">The database holds a migration this build does not have; or somebody holds what it has
    /// to change.</exception>
    public static Task ApplyAsync(string connectionString, TextWriter log, CancellationToken cancellationToken) =>
        ApplyAsync(connectionString, log, LockPatience.Default, cancellationToken);

    /// <summary>The same with another patience.</summary>
    public static async Task ApplyAsync(string connectionString, TextWriter log, LockPatience patience, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        PortalDbContext.Configure(options, connectionString);
        await using var db = new PortalDbContext(options.Options);

        await CreateAsync(db, cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.Zero); // a copy may wait long for its turn, and a large table takes its time
        // Held from the first migration to the last script, so that copies started at once take turns: EF's own ends with each migration.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_lock({AdvisoryLocks.Migrations})", cancellationToken);
        List<string> pending;
        try
        {
            var applied = await KnownAppliedAsync(db, cancellationToken);
            pending = db.Database.GetMigrations().Except(applied).ToList();
            // Only from here on: for its turn among copies it waits as long as it takes.
            await patience.LimitAsync(db, cancellationToken);
            if (pending.Count > 0)
                await patience.TryAsync(
                db, "the versioned migrations", () => db.Database.MigrateAsync(cancellationToken), log, cancellationToken);
            foreach (var migration in pending) await log.WriteLineAsync($"applied {migration}");
            foreach (var (name, sql) in RepeatableScripts.All())
            {
                await patience.TryAsync(db, name, () => RunAsync(db, sql, cancellationToken), log, cancellationToken);
                await log.WriteLineAsync($"ran {name}");
            }

            await SchemaFingerprint.RecordAsync(db, cancellationToken);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock({AdvisoryLocks.Migrations})", CancellationToken.None);
        }

        await log.WriteLineAsync(pending.Count == 0 ? "The database was already up to date." : "The database is up to date.");
    }

    private static async Task RunAsync(PortalDbContext db, string sql, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(Literal(sql), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // Creates the database where there is none, or says why it cannot.
    private static async Task CreateAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Database.CanConnectAsync(cancellationToken)) return;
        try
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another copy was faster.
        }
    }

    private static async Task<IReadOnlyCollection<string>> KnownAppliedAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet();
        var unknown = applied.Except(db.Database.GetMigrations()).ToList();
        return unknown.Count == 0
            ? applied
            : throw new MigrationRefusedException(
                $"The database was made by another version of FusionPortal (migration {unknown[0]} is unknown here). Nothing was changed.");
    }

    // ExecuteSqlRaw reads braces as placeholders; the scripts have none to fill.
    private static string Literal(string sql) =>
        sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
