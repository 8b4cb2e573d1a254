using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>Facts that are read by the resource and not by the list: bounded, resumed, remembered.</summary>
public sealed class FactPassTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task BucketFacts_StopAtTheirBound_AndGoOnWithTheRest()
    {
        await Scanner.DisposeAsync();
        await using var scanner = new TestScanner(Postgres, configuration: new() { ["Scans:BucketFactsPerPass"] = "2" });
        scanner.Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        foreach (var name in new[] { "a", "b", "c" })
        {
            scanner.Estate.AddListed("s3", $"arn:aws:s3:::bucket-{name}");
            scanner.Readers.Buckets[$"bucket-{name}"] = JsonSerializer.SerializeToElement(new { policy = (object?)null });
        }

        await scanner.ScanAsync(Ct);
        await scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);
        Assert.Equal(["bucket-a", "bucket-b"], scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and is_pass and outcome = 'Capped'"));
        await scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);

        Assert.Equal(["bucket-a", "bucket-b", "bucket-c"], scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and outcome = 'Completed' and total_calls = 3"));
        // Known for a day: nothing is read again before.
        await scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);
        Assert.Equal(3, scanner.Readers.Asked.Count);
    }

    [Fact]
    public async Task ZoneFacts_AreReadOfPublicZonesAlone_AndStandBesideTheList()
    {
        Estate.Lists("route53", isGlobal: true, HostedZone.Kind);
        var own = "arn:aws:route53:::hostedzone/Z0A1B";
        Estate.AddListed("route53", own, [], facts: JsonSerializer.SerializeToElement(new { name = "fusionpos.com" }));
        Estate.AddListed(
            "route53", "arn:aws:route53:::hostedzone/Z0C2D", [],
            facts: JsonSerializer.SerializeToElement(new { name = "fusionpos.com", @private = true }));
        Scanner.Readers.Zones["Z0A1B"] = JsonSerializer.SerializeToElement(new { records = new[] { new { name = "a.fusionpos.com" } } });
        await Scanner.ScanAsync(Ct);

        Assert.True(await Get<ReadZoneFacts>().ExecuteAsync(Ct));

        Assert.StartsWith("Z0A1B fusionpos.com", Assert.Single(Scanner.Readers.Asked), StringComparison.Ordinal);
        Assert.Equal(
            1, await CountAsync("coverage where service = 'zone-facts' and is_pass and outcome = 'Completed' and total_calls = 1"));
        Assert.False(await Get<ReadZoneFacts>().ExecuteAsync(Ct));
    }

    [Fact]
    public async Task VpcFacts_AreReadAfterAScan_JudgedAgain_AndLeaveAwsOwnAlone()
    {
        Estate.Lists("ec2", isGlobal: false, Vpc.Kind);
        var own = $"arn:aws:ec2:us-east-1:{TestEstate.Production}:vpc/vpc-0a1b";
        Estate.AddListed("ec2", own, new() { ["Name"] = "VPC-POS" }, facts: JsonSerializer.SerializeToElement(new { isDefault = false }));
        Estate.AddListed(
            "ec2", $"arn:aws:ec2:us-east-1:{TestEstate.Production}:vpc/vpc-0c2d", [],
            facts: JsonSerializer.SerializeToElement(new { isDefault = true }));
        Scanner.Readers.Vpcs["vpc-0a1b"] = JsonSerializer.SerializeToElement(new { dnsHostnames = false, dnsSupport = true });
        await Scanner.ScanAsync(Ct);
        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: ["CFG-VPC-08"])));

        Assert.True(await Get<ReadVpcFacts>().ExecuteAsync(Ct));
        Assert.True(await Get<Reevaluate>().ExecuteAsync(Ct));

        Assert.Equal(["vpc-0a1b"], Scanner.Readers.Asked);
        var found = Assert.Single(await FindingsAsync(new FindingFilter(ConventionIds: ["CFG-VPC-08"])));
        Assert.Equal((own, "VPC VPC-POS (vpc-0a1b) has DNS hostnames off and is to have both on"), (found.Subject, found.Title));
        Assert.Equal(1, await CountAsync("coverage where service = 'vpc-facts' and is_pass and outcome = 'Completed' and total_calls = 1"));
    }

    [Fact]
    public async Task Bucket_ThatShutsEverybodyOut_DoesNotKeepTheOthersFromBeingRead()
    {
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        foreach (var name in new[] { "a", "b", "c" })
        {
            Estate.AddListed("s3", $"arn:aws:s3:::bucket-{name}");
            Scanner.Readers.Buckets[$"bucket-{name}"] = JsonSerializer.SerializeToElement(new { policy = (object?)null });
        }

        Scanner.Readers.Refused.Add("bucket-a");
        await Scanner.ScanAsync(Ct);
        await Scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);

        Assert.Equal(["bucket-a", "bucket-b", "bucket-c"], Scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and outcome = 'Completed'"));
        Assert.Equal(1, await CountAsync("resource_fact where facts -> 'denied' ? 'policy'"));
        // It has been asked, like the others, and is left alone for a day.
        await Scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);
        Assert.Equal(3, Scanner.Readers.Asked.Count);
    }

    [Fact]
    public async Task Buckets_ThatAllTellNothing_AreARefusalOfTheAccount()
    {
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        foreach (var name in new[] { "a", "b" })
        {
            Estate.AddListed("s3", $"arn:aws:s3:::bucket-{name}");
            Scanner.Readers.Refused.Add($"bucket-{name}");
        }

        await Scanner.ScanAsync(Ct);
        await Scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);

        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and outcome = 'Denied'"));
    }

    [Fact]
    public async Task Pass_ThatEnds_IsToldToThePagesThatShowIt()
    {
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        Estate.AddListed("s3", "arn:aws:s3:::bucket-told");
        Scanner.Readers.Buckets["bucket-told"] = JsonSerializer.SerializeToElement(new { policy = (object?)null });
        await Scanner.ScanAsync(Ct);
        await Scanner.Portal.ListenAsync(Ct);
        var told = new TaskCompletionSource();
        using var subscription = Scanner.Portal.Get<PortalEvents>().Subscribe("coverage", _ =>
        {
            told.TrySetResult();
            return Task.CompletedTask;
        });

        await Scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(Ct);

        await told.Task.WaitAsync(TimeSpan.FromMinutes(1), Ct);
    }
}
