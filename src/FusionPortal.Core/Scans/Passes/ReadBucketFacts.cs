using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Policies;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Inventory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>
/// Reads public-access block and policy of buckets, three calls each: each pass at most <see cref="ScanOptions.BucketFactsPerPass"/> of an
/// account.
/// </summary>
public sealed class ReadBucketFacts(
    NpgsqlDataSource dataSource, IBucketFactReader reader, IOptions<ScanOptions> options, TimeProvider clock,
        ILogger<ReadBucketFacts> logger)
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(
        new { denied = new[] { BucketFacts.Block, BucketPolicy.Fact, BucketFacts.Folder } });

    private readonly BoundedFacts _facts = new(dataSource, clock, logger);

    /// <returns>True where something differs from what was known: what is stored wants judging again.</returns>
    public Task<bool> ExecuteAsync(CancellationToken cancellationToken) => _facts.ExecuteAsync(
        new(S3Bucket.Kind, ResourceFact.Bucket, Pass.BucketFacts, "buckets", options.Value.BucketFactsPerPass)
        {
            // A bucket's own policy may shut everybody out.
            Refused = Nothing,
        },
        (bucket, meter, ct) => reader.ReadBucketAsync(bucket.AccountId, bucket.Region, bucket.Name, meter, ct), cancellationToken);
}
