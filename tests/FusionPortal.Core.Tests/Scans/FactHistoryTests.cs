using System.Text.Json;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.TestKit.Postgres;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>What a fact said is kept for as long as it was said, also where two readings come at one moment.</summary>
public sealed class FactHistoryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private NpgsqlDataSource _source = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _source = NpgsqlDataSource.Create(postgres.ConnectionString);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    [Fact]
    public async Task TwoReadings_AtOneMoment_KeepWhatEachOfThemSaid()
    {
        const string Arn = "arn:aws:s3:::read-twice-at-once";
        await SaveAsync(Arn, "first");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await using var connection = await _source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await FactStore.SaveAsync(connection, "bucket", Arn, "111122223333", Said("second"), _clock.GetUtcNow(), Ct);

        // Has read the fact and taken its moment before the other committed, and waits for its row.
        var third = SaveAsync(Arn, "third");
        await UntilSomebodyWaitsAsync();
        await transaction.CommitAsync(Ct);
        await third;

        var said = await SaidAsync(Arn);
        Assert.Equal(["first", "second", "third"], said.Select(s => s.What));
        Assert.All(said, s => Assert.True(s.From < s.To, $"{s.What} was said from {s.From:O} until {s.To:O}"));
        Assert.All(said.Zip(said.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Fact]
    public async Task AWriterThatKnowsOfNoMoments_ChangingAFactTwiceAtOne_KeepsBoth()
    {
        const string Arn = "arn:aws:s3:::changed-by-another-version";
        await SaveAsync(Arn, "first");
        foreach (var what in new[] { "second", "third" })
        {
            await using var command =
                _source.CreateCommand("update resource_fact set facts = $2::jsonb, changed_at = $3, read_at = $3 where arn_hash = $1");
            foreach (object value in new object[] { Fingerprint.Of(Arn), Said(what).GetRawText(), _clock.GetUtcNow() })
                command.Parameters.Add(new() { Value = value });
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Ct));
        }

        var said = await SaidAsync(Arn);
        Assert.Equal(["first", "second", "third"], said.Select(s => s.What));
        Assert.All(said, s => Assert.True(s.From < s.To, $"{s.What} was said from {s.From:O} until {s.To:O}"));
    }

    private static JsonElement Said(string what) => JsonSerializer.SerializeToElement(new { what });

    private async Task SaveAsync(string arn, string what)
    {
        await using var connection = await _source.OpenConnectionAsync(Ct);
        await FactStore.SaveAsync(connection, "bucket", arn, "111122223333", Said(what), _clock.GetUtcNow(), Ct);
    }

    private async Task UntilSomebodyWaitsAsync()
    {
        await using var command =
            _source.CreateCommand(
            "select exists (select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and "
                + "a.datname = current_database())");
        while (await command.ExecuteScalarAsync(Ct) is not true) await Task.Delay(10, Ct);
    }

    private async Task<List<(string What, DateTime From, DateTime To)>> SaidAsync(string arn)
    {
        await using var command = _source.CreateCommand("""
            select facts->>'what', valid_from, valid_to from resource_fact_past where arn_hash = $1
            union all select facts->>'what', changed_at, 'infinity' from resource_fact where arn_hash = $1
            order by 2, 3
            """);
        command.Parameters.Add(new() { Value = Fingerprint.Of(arn) });
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var said = new List<(string, DateTime, DateTime)>();
        while (await reader.ReadAsync(Ct)) said.Add((reader.GetString(0), reader.GetDateTime(1), reader.GetDateTime(2)));
        return said;
    }
}
