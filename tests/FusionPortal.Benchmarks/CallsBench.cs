using FusionPortal.Simulator.Estate;

namespace FusionPortal.Benchmarks;

/// <summary>AWS calls of one full scan of 6,000 resources in six services, every service of the scanner asked, and whether it found what
/// never had a tag.</summary>
internal sealed class CallsBench : Bench
{
    private const int Resources = 6_000;

    public override string Name => "calls";

    public override string What => $"{Resources:#,0} resources over S3, SNS, DynamoDB, SQS, log groups and EBS, one in ten never tagged";

    public override async Task RunAsync()
    {
        var fleet = Fleet.SixServices(Resources);
        await using var portal = await BenchPortal.StartAsync(fleet);
        var scan = (await portal.ScanAsync()).Scan;
        foreach (
            var (api, calls) in portal.Simulator!.Requests.Counts.OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, StringComparer.Ordinal)) Row($"  {api}", $"{calls:#,0}");
        Row("AWS calls of the scan, everything included (target 110)", $"{portal.Simulator!.Requests.Total:#,0}");
        Row("AWS calls as the coverage ledger has them", $"{scan.Calls:#,0}");
        Row("resources found", $"{scan.Resources:#,0}");
        var bare = await portal.CountAsync(
            """
            select count(*) from resource_version r where r.valid_to = 'infinity' and coalesce(r.tags, '{}'::jsonb) = '{}'::jsonb
              and r.kind in ('s3-bucket', 'sns-topic', 'dynamodb-table', 'sqs-queue', 'log-group', 'ebs-volume')
              and not exists (select from tag_version t where t.arn_hash = r.arn_hash and t.valid_to = 'infinity' and t.tags <> '{}'::jsonb)
            """);
        Row("never-tagged found, of all there are", $"{bare:#,0} of {fleet.NeverTagged:#,0}");
    }
}
