using FusionPortal.Core.Data;
using FusionPortal.TestKit.Postgres;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace FusionPortal.Core.Tests.Data;

/// <summary>Real transactions side by side: what a reader was shown of the past never changes, and nobody waits for anybody.</summary>
public sealed class HistoryClockTests(TestCluster cluster) : IAsyncLifetime
{
    // A database for each test: what one has read, the next could not write before.
    private readonly PostgresFixture _postgres = new(cluster);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private NpgsqlDataSource _source = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        // A writer that had to wait for a reader would end here.
        _source =
            NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Options = "-c lock_timeout=2s", MaxPoolSize = 40 });
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Writers_WhileReadersLookForASettledMoment_AreNotHeldUp()
    {
        await using var merge = await Writer.BeginAsync(_source, _clock, HistoryDomains.Estate);
        _clock.Advance(TimeSpan.FromMinutes(1));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var insisting = HistoryClock.SettleAsync(_source, _clock, _clock.GetUtcNow(), HistoryDomains.Estate, stop.Token);
        var content = await HistoryClock.SettleAsync(_source, _clock, null, HistoryDomains.Estate, Ct);

        await using var tick = await Writer.BeginAsync(_source, _clock, HistoryDomains.Runs);
        await using var other = await Writer.BeginAsync(_source, _clock, HistoryDomains.Estate);

        Assert.Equal(merge.At.AddTicks(-TimeSpan.TicksPerMicrosecond), content);
        Assert.True(tick.At >= _clock.GetUtcNow() && other.At > merge.At);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => insisting);
    }

    [Fact]
    public async Task Reader_InsistingOnAMomentBeingWritten_GetsItOnceTheWriterHasCommitted()
    {
        await using var merge = await Writer.BeginAsync(_source, _clock, HistoryDomains.Estate);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var moment = _clock.GetUtcNow();

        var reading = HistoryClock.SettleAsync(_source, _clock, moment, HistoryDomains.Estate, Ct);
        Assert.Equal(
            await HistoryClock.SettleAsync(_source, _clock, moment.AddMinutes(-2), HistoryDomains.Estate, Ct), moment.AddMinutes(-2));
        Assert.False(reading.IsCompleted);
        await merge.CommitAsync();

        Assert.Equal(moment, await reading);
    }

    [Fact]
    public async Task Reader_InsistingLongerThanItIsPatient_IsToldTheLastSettledMoment()
    {
        await using var merge = await Writer.BeginAsync(_source, _clock, HistoryDomains.Estate);

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => HistoryClock.SettleAsync(_source, _clock, merge.At, HistoryDomains.Estate, Ct));

        Assert.Equal("as-of-not-settled", refused.Code);
        Assert.Contains(merge.At.AddTicks(-TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", null), refused.Message);
    }

    [Fact]
    public async Task Reader_OfSomethingElse_ReadsNow()
    {
        await using var merge = await Writer.BeginAsync(_source, _clock, HistoryDomains.Estate);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(
            await HistoryClock.SettleAsync(_source, _clock, null, HistoryDomains.Runs | HistoryDomains.Records, Ct) >= _clock.GetUtcNow());
    }

    [Fact]
    public async Task Writer_WhoseClockIsBehind_WritesAfterWhatWasRead()
    {
        var read = await HistoryClock.SettleAsync(_source, _clock, null, HistoryDomains.Estate, Ct);
        var behind = new FakeTimeProvider(read.AddHours(-1));

        await using var writer = await Writer.BeginAsync(_source, behind, HistoryDomains.Estate);

        Assert.Equal(read.AddTicks(TimeSpan.TicksPerMicrosecond), writer.At);
    }

    [Fact]
    public async Task Writer_WhoseClockIsBehind_ReadsWhatItWrote()
    {
        await HistoryClock.SettleAsync(_source, _clock, null, HistoryDomains.Runs, Ct);
        var behind = new FakeTimeProvider(_clock.GetUtcNow().AddHours(-1));
        var last = behind.GetUtcNow();
        for (var tick = 0; tick < 3; tick++)
        {
            await using var writer = await Writer.BeginAsync(_source, behind, HistoryDomains.Runs, last);
            await writer.CommitAsync();
            last = writer.At;
        }

        Assert.True(await HistoryClock.SettleAsync(_source, behind, null, HistoryDomains.Runs, Ct) >= last);
    }

    [Fact]
    public async Task Writers_AheadOfTheirClocksAtOnce_AllReadWhatTheyWrote()
    {
        var now = _clock.GetUtcNow();
        await using var owner = new NpgsqlConnection(_postgres.OwnerConnectionString);
        await owner.OpenAsync(Ct);
        await using var held = await owner.BeginTransactionAsync(Ct);
        // While it is altered the sequence can be read and not set: both writers have compared before either has set.
        await Sql.RunAsync(owner, "alter sequence history_ahead cache 1", Ct);
        var furthest = Writer.BeginAsync(_source, _clock, HistoryDomains.Runs, now.AddSeconds(30));
        await UntilWaitingAsync(1);
        var nearer = Writer.BeginAsync(_source, _clock, HistoryDomains.Runs, now.AddSeconds(20));
        await UntilWaitingAsync(2);
        await held.RollbackAsync(Ct);
        await using (var first = await furthest) await first.CommitAsync();
        await using (var second = await nearer) await second.CommitAsync();

        Assert.True(await HistoryClock.SettleAsync(_source, _clock, null, HistoryDomains.Runs, Ct) > now.AddSeconds(30));

        async Task UntilWaitingAsync(long sessions)
        {
            while (await Sql.ScalarAsync<long>(
                owner, "select count(*) from pg_locks l where not l.granted and l.database = (select oid from pg_database "
                    + "where datname = current_database())", Ct) < sessions)
                await Task.Delay(10, Ct);
        }
    }

    [Fact]
    public async Task Moments_RaisedByAnybody_HoldNoLockAfterwards()
    {
        await using var writer =
            await Writer.BeginAsync(
            _source, new FakeTimeProvider(_clock.GetUtcNow().AddHours(-1)), HistoryDomains.Runs, _clock.GetUtcNow());
        await using var reader = await _source.OpenConnectionAsync(Ct);
        await using var reading = await reader.BeginTransactionAsync(Ct);
        await Sql.RunAsync(reader, "select history_settle(4, $1, null)", Ct, _clock.GetUtcNow().AddHours(2));

        // Whoever raised a moment and is still in its transaction holds up nobody who raises one.
        await using var other = await Writer.BeginAsync(_source, _clock, HistoryDomains.Runs, _clock.GetUtcNow().AddHours(1));
        Assert.True(other.At > _clock.GetUtcNow().AddHours(2));
    }

    [Fact]
    public async Task Reader_Cancelled_LeavesNothingBehind()
    {
        await using var merge = await Writer.BeginAsync(_source, _clock, HistoryDomains.Estate);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var reading = HistoryClock.SettleAsync(_source, _clock, merge.At, HistoryDomains.Estate, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await merge.DisposeAsync();

        await using var command = _source.CreateCommand(
            "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database "
                + "where datname = current_database())");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task Reader_WhileAPortalOfTheVersionBeforeWrites_StaysBeforeItsTransaction()
    {
        var now = TimeProvider.System; // that portal says nothing of its moment, so its transaction's begin stands for it
        await using var connection = await _source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await Sql.RunAsync(connection, "select pg_advisory_xact_lock_shared($1)", Ct, 0x46_50_48_69_73_74L);
        var began = await Sql.ScalarAsync<DateTime>(connection, "select now()", Ct);

        Assert.True(await HistoryClock.SettleAsync(_source, now, null, HistoryDomains.Estate, Ct) < began);
        Assert.True(await HistoryClock.SettleAsync(_source, now, null, HistoryDomains.Runs, Ct) > began);
        await transaction.CommitAsync(Ct);
        Assert.True(await HistoryClock.SettleAsync(_source, now, null, HistoryDomains.Estate, Ct) > began);
    }

    [Fact]
    public async Task Past_OnceRead_NeverChanges_WhateverClocksAndWritersDo()
    {
        await _postgres.ExecuteAsOwnerAsync(
            "create table written (at timestamptz not null); grant select, insert on written to fusionportal_app");
        var seed = Environment.TickCount;
        var seen = new List<(DateTimeOffset At, long Count)>();
        var writing = true;
        var writers = Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => WriteAsync(new Random(seed + i)), Ct)));
        var readers = Enumerable.Range(0, 4).Select(i => Task.Run(() => ReadAsync(new Random(seed - i - 1)), Ct)).ToArray();
        await writers;
        writing = false;
        await Task.WhenAll(readers);

        Assert.True(seen.Count > 20, $"Only {seen.Count} readings with seed {seed}.");
        Assert.Contains(seen, s => s.Count > 0);
        foreach (var (at, count) in seen)
            Assert.True(await CountAsync(at) == count, $"Seed {seed}: as of {at:O} there were {count} rows, and later others.");

        // Clocks up to two seconds apart, going back too; transactions short and long, some rolled back.
        async Task WriteAsync(Random random)
        {
            for (var turn = 0; turn < 40; turn++)
            {
                await using var writer = await Writer.BeginAsync(_source, new FakeTimeProvider(Skewed(random)), HistoryDomains.Estate);
                await Sql.RunAsync(
                    writer.Connection, "insert into written select $1::timestamptz from pg_sleep($2)", Ct, writer.At,
                    random.Next(30) / 1000.0);
                if (random.Next(5) > 0) await writer.CommitAsync();
            }
        }

        async Task ReadAsync(Random random)
        {
            while (writing)
            {
                var at = await HistoryClock.SettleAsync(_source, new FakeTimeProvider(Skewed(random)), null, HistoryDomains.Estate, Ct);
                var count = await CountAsync(at);
                lock (seen) seen.Add((at, count));
            }
        }

        static DateTimeOffset Skewed(Random random) =>
            HistoryClock.Micro(TimeProvider.System.GetUtcNow().AddMilliseconds(random.Next(-2000, 2000)));
    }

    private async Task<long> CountAsync(DateTimeOffset at)
    {
        await using var command = _source.CreateCommand("select count(*) from written where at <= $1");
        command.Parameters.Add(new() { Value = at });
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private sealed class Writer(NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset at) : IAsyncDisposable
    {
        public NpgsqlConnection Connection => connection;

        public DateTimeOffset At => at;

        public static async Task<Writer> BeginAsync(
            NpgsqlDataSource source, TimeProvider clock, HistoryDomains domains, DateTimeOffset? after = null)
        {
            var connection = await source.OpenConnectionAsync(Ct);
            var transaction = await connection.BeginTransactionAsync(Ct);
            return new Writer(connection, transaction, await HistoryClock.StampAsync(connection, clock, domains, Ct, after));
        }

        public Task CommitAsync() => transaction.CommitAsync(Ct);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
