using FusionPortal.Core.Data;
using FusionPortal.TestKit.Postgres;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.Data;

public sealed class DurabilityTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_ThatLetItsLocksGoEarly_IsInTheFlushedLogOnceAwaited()
    {
        await using var db = postgres.CreateDbContext();
        await db.Database.OpenConnectionAsync(Ct);
        // As on a server that keeps what it confirms; the one of the tests does not.
        await db.Database.ExecuteSqlRawAsync("set synchronous_commit = on", Ct);
        for (var i = 0; i < 5; i++)
        {
            await using (var transaction = await db.Database.BeginTransactionAsync(Ct))
            {
                await db.Database.ExecuteSqlRawAsync(Durability.ReleaseEarlySql, Ct);
                await db.Database.ExecuteSqlRawAsync("""
                    select audit.append('portal', 'ana', 'scan.started', 's',
                      '{{"kind":"scan.started","subject":"s","actor":{{"id":"ana"}},"data":{{}}}}')
                    """, Ct);
                await transaction.CommitAsync(Ct);
            }

            // Not before the commit's own record. By itself it would be flushed after some tenths of a second.
            var end = (await db.Database.SqlQuery<string>($"select pg_current_wal_insert_lsn()::text as \"Value\"").ToListAsync(Ct))[0];
            await Durability.AwaitAsync(db, Ct);
            Assert.True(
                (await db.Database.SqlQuery<bool>($"select pg_current_wal_flush_lsn() >= {end}::pg_lsn as \"Value\"").ToListAsync(Ct))[0]);
        }
    }
}
