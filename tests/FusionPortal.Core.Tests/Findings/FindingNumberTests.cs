using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;
using Npgsql;

namespace FusionPortal.Core.Tests.Findings;

public sealed class FindingNumberTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Numbers_AcrossScansThatSeeTheSameAgain_HaveNoGap()
    {
        Estate.Bucket("fusion-rms-one", "one");
        await Scanner.ScanAsync(Ct);
        Estate.Bucket("fusion-rms-two", "two");
        await Scanner.ScanAsync(Ct);
        await LoseNumbersAsync();
        Estate.Bucket("fusion-rms-three", "three");

        await Scanner.ScanAsync(Ct);

        var numbers = await NumbersAsync();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
    }

    [Fact]
    public async Task Numbers_OfAPortalOfTheVersionBefore_AreNeverGivenTwice()
    {
        Estate.Bucket("fusion-rms-one", "one");
        await Scanner.ScanAsync(Ct);
        var given = await NumbersAsync();

        // As it writes: without a number, from the identity.
        var olders = await InsertAsOlderAsync("older-1");
        Estate.Bucket("fusion-rms-two", "two");
        await Scanner.ScanAsync(Ct);
        var olderAgain = await InsertAsOlderAsync("older-2");

        var numbers = await NumbersAsync();
        Assert.Equal(given[^1] + 1, olders);
        Assert.Equal(numbers[^1], olderAgain);
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
    }

    private async Task LoseNumbersAsync()
    {
        await using var connection = await Get<NpgsqlDataSource>().OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await InsertAsync(connection, "lost");
        await transaction.RollbackAsync(Ct);
    }

    private async Task<long> InsertAsOlderAsync(string subject)
    {
        await using var connection = await Get<NpgsqlDataSource>().OpenConnectionAsync(Ct);
        return await InsertAsync(connection, subject);
    }

    private static async Task<long> InsertAsync(NpgsqlConnection connection, string subject)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into finding (id, convention_id, subject, subject_hash, first_seen_at)
              values (gen_random_uuid(), 'X-01', $1, gen_random_uuid(), now())
            on conflict (convention_id, subject_hash) do nothing returning number
            """,
            connection)
        { Parameters = { new() { Value = subject } } };
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private async Task<List<long>> NumbersAsync()
    {
        await using var connection = await Get<NpgsqlDataSource>().OpenConnectionAsync(Ct);
        await using var command = new NpgsqlCommand("select number from finding order by number", connection);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var numbers = new List<long>();
        while (await reader.ReadAsync(Ct)) numbers.Add(reader.GetInt64(0));
        return numbers;
    }
}
