using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using FusionPortal.Aws.Access;
using FusionPortal.Aws.Calls;
using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using Kinds = FusionPortal.Conventions.Kinds;

namespace FusionPortal.Aws.Services;

/// <summary>
/// S3: the buckets of all regions in one list, 10,000 a page, each with its region. AWS tells the region; a stand-in that does not is asked
/// for each bucket's location, since whoever took another region for it would look for the bucket's tags in the wrong place.
/// </summary>
internal sealed class S3Lister : IServiceLister
{
    public ServiceReach Reach { get; } = new("s3", "S3", IsGlobal: true, new HashSet<string> { Kinds.S3Bucket.Kind });

    // The operation's name and the permission's differ.
    public IReadOnlyList<string> Actions { get; } = ["s3:ListAllMyBuckets", "s3:GetBucketLocation"];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync("s3:ListBuckets", async (token, ct) =>
        {
            var answer = await listing.Calls.CallAsync("s3:ListBuckets",
                credentials => Client(listing.Calls.Clients, credentials, listing.Region, listing.Calls.Meter),
                c => c.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 10_000, ContinuationToken = token }, ct), ct);
            var observed = new List<Observation>();
            foreach (var bucket in answer.Buckets ?? [])
                observed.Add(
                    Observe(listing, bucket, string.IsNullOrEmpty(bucket.BucketRegion)
                    ? await LocationAsync(listing, bucket.BucketName, ct) : bucket.BucketRegion));
            return new(observed, answer.ContinuationToken);
        }, cancellationToken);

    /// <summary>A client for buckets of one region.</summary>
    public static AmazonS3Client Client(AwsClients clients, AWSCredentials credentials, string region, ICallMeter meter)
    {
        var config = clients.Configure(new AmazonS3Config(), region);
        // A stand-in has one host name and none for each bucket.
        config.ForcePathStyle = config.ServiceURL is not null;
        return new Metered(credentials, config, meter);
    }

    private static async Task<string> LocationAsync(Listing listing, string bucket, CancellationToken cancellationToken)
    {
        var answer = await listing.Calls.CallAsync("s3:GetBucketLocation",
            credentials => Client(listing.Calls.Clients, credentials, listing.Region, listing.Calls.Meter),
            c => c.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = bucket }, cancellationToken), cancellationToken);
        // The oldest region has no name of its own here, and the second oldest two.
        return answer.Location?.Value switch
        {
            null or "" => "us-east-1",
            "EU" => "eu-west-1",
            var region => region,
        };
    }

    private static Observation Observe(Listing listing, S3Bucket bucket, string region) => listing.WithoutTags(
        $"arn:{listing.Partition}:s3:::{bucket.BucketName}",
        new { createdAt = Instants.Text(bucket.CreationDate) },
        region);

    private sealed class Metered(AWSCredentials credentials, AmazonS3Config config, ICallMeter meter) : AmazonS3Client(credentials, config)
    {
        private readonly ICallMeter _meter = meter;

        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            MeteredPipeline.Apply(pipeline, Config, _meter);
        }
    }
}
