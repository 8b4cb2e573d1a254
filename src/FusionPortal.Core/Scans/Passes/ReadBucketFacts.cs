using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>
/// Reads public-access block and policy of buckets, which costs calls by the bucket: each pass reads at most
/// <see cref="ScanOptions.BucketFactsPerPass"/> of an account, those never read first, then those read longest ago; younger than a day
/// they are left alone. Every bucket is saved when it is read, so a pass that was cut short goes on where it stopped.
/// </summary>
public sealed class ReadBucketFacts(
    NpgsqlDataSource dataSource, IBucketFactReader reader, IOptions<ScanOptions> options, TimeProvider clock,
        ILogger<ReadBucketFacts> logger)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(24);

    private const string DueSql = $"""
        select r.arn, r.name, r.region, count(*) over () from resource_version r join coverage c on c.id = r.target_id
        left join resource_fact f on f.arn_hash = r.arn_hash and f.source = '{ResourceFact.Bucket}'
        where c.account_id = $1 and r.kind = '{S3Bucket.Kind}' and r.valid_to = 'infinity' and (f.read_at is null or f.read_at < $2)
        order by f.read_at nulls first, r.arn limit $3
        """;

    /// <returns>True where something differs from what was known: what is stored wants judging again.</returns>
    public async Task<bool> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BucketFactsPerPass == 0) return false;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var accounts = await Sql.ListAsync(
            connection,
            $"""
            select distinct c.account_id from coverage c join account a on a.id = c.account_id
            where c.outcome = 'Completed' and $1 = any(c.kinds) and a.paused_by is null and {StandingSql.IsRead("a.id")} order by 1
            """,
            r => r.GetString(0), cancellationToken, S3Bucket.Kind);
        var differs = false;
        foreach (var account in accounts) differs |= await AccountAsync(connection, account, cancellationToken);
        return differs;
    }

    private async Task<bool> AccountAsync(NpgsqlConnection connection, string account, CancellationToken cancellationToken)
    {
        var target = new ScanTarget(account, ScanTarget.Global, Pass.BucketFacts);
        var meter = new PassMeter(account);
        var due = await Sql.ListAsync(
            connection, DueSql, r => (Arn: r.GetString(0), Name: r.GetString(1), Region: r.GetString(2), All: r.GetInt64(3)),
            cancellationToken, account, clock.GetUtcNow() - FreshFor, options.Value.BucketFactsPerPass);
        if (due.Count == 0) return false;
        var differs = false;
        try
        {
            foreach (var bucket in due)
            {
                var facts = await reader.ReadBucketAsync(account, bucket.Region, bucket.Name, meter, cancellationToken);
                differs |= await FactStore.SaveAsync(
                    connection, ResourceFact.Bucket, bucket.Arn, account, facts, clock.GetUtcNow(), cancellationToken);
            }

            var left = due[0].All - due.Count;
            await PassLedger.RecordAsync(
                connection, target, left == 0 ? CoverageOutcome.Completed : CoverageOutcome.Capped,
                left == 0 ? null
                    : $"The facts of {left:N0} buckets are still to be read, {options.Value.BucketFactsPerPass:N0} in each pass.",
                meter, clock.GetUtcNow(), cancellationToken);
        }
        catch (TargetFailedException e)
        {
            logger.LogWarning(e, "The facts of the buckets of account {AccountId} could not be read", account);
            await PassLedger.RecordAsync(
                connection, target, PassLedger.OutcomeOf(e.Failure), e.Message, meter, clock.GetUtcNow(), cancellationToken);
        }

        return differs;
    }
}
