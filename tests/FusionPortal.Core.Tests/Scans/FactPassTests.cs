using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>Facts that are read by the resource and not by the list: bounded, resumed, remembered.</summary>
public sealed class FactPassTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task BucketFacts_StopAtTheirBound_AndGoOnWithTheRest()
    {
        await Scanner.DisposeAsync();
        await using var scanner = new TestScanner(Postgres, configuration: new() { ["Scans:FactsPerPass:bucket"] = "2" });
        scanner.Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        foreach (var name in new[] { "a", "b", "c" })
        {
            scanner.Estate.AddListed("s3", $"arn:aws:s3:::bucket-{name}");
            scanner.Readers.Facts[$"bucket-{name}"] = JsonSerializer.SerializeToElement(new { policy = (object?)null });
        }

        await scanner.ScanAsync(Ct);
        await scanner.Portal.Get<ReadFacts>().ExecuteAsync(Ct);
        Assert.Equal(["bucket-a", "bucket-b"], scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and is_pass and outcome = 'Capped'"));
        await scanner.Portal.Get<ReadFacts>().ExecuteAsync(Ct);

        Assert.Equal(["bucket-a", "bucket-b", "bucket-c"], scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and outcome = 'Completed' and total_calls = 3"));
        // Known for a day: nothing is read again before.
        await scanner.Portal.Get<ReadFacts>().ExecuteAsync(Ct);
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
        Scanner.Readers.Facts["Z0A1B"] = JsonSerializer.SerializeToElement(new { records = new[] { new { name = "a.fusionpos.com" } } });
        await Scanner.ScanAsync(Ct);

        Assert.True(await Get<ReadFacts>().ExecuteAsync(Ct));

        Assert.Equal(["Z0A1B"], Scanner.Readers.Asked);
        Assert.Equal(
            1, await CountAsync("coverage where service = 'zone-facts' and is_pass and outcome = 'Completed' and total_calls = 1"));
        Assert.False(await Get<ReadFacts>().ExecuteAsync(Ct));
    }

    [Fact]
    public async Task Facts_AreReadAgain_WhenTheirOwnTimeHasPassed()
    {
        Estate.Lists("route53", isGlobal: true, HostedZone.Kind);
        Estate.AddListed("route53", "arn:aws:route53:::hostedzone/Z0A1B", [], facts: JsonSerializer.SerializeToElement(new { }));
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        Estate.AddListed("s3", "arn:aws:s3:::bucket-a");
        await Scanner.ScanAsync(Ct);
        await Get<ReadFacts>().ExecuteAsync(Ct);

        // A test's zones are fresh for six hours, buckets for a day.
        Scanner.Clock.Advance(TimeSpan.FromHours(7));
        await Get<ReadFacts>().ExecuteAsync(Ct);

        Assert.Equal(["bucket-a", "Z0A1B", "Z0A1B"], Scanner.Readers.Asked);
    }

    [Theory]
    [InlineData("bucket", "0", 0)]
    [InlineData("vpc", "0", 1)]
    [InlineData("BUCKET", "0", 0)]
    public async Task Limit_OfOneKind_HoldsForItAlone(string what, string atMost, int asked)
    {
        await Scanner.DisposeAsync();
        await using var scanner = new TestScanner(Postgres, configuration: new() { [$"Scans:FactsPerPass:{what}"] = atMost });
        scanner.Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        scanner.Estate.AddListed("s3", "arn:aws:s3:::bucket-a");
        await scanner.ScanAsync(Ct);

        await scanner.Portal.Get<ReadFacts>().ExecuteAsync(Ct);

        Assert.Equal(asked, scanner.Readers.Asked.Count);
    }

    [Theory]
    [InlineData("buckets", "5", "Scans:FactsPerPass:buckets: \"buckets\" is none of bucket, vpc, zone.")]
    [InlineData("zone", "10001", "Scans:FactsPerPass:zone is a number from 0 to 10,000.")]
    public async Task Limit_OfWhatNothingReads_OrOutOfBounds_IsSaid(string what, string atMost, string said)
    {
        await using var portal = new TestPortal(Postgres, Scanner.Clock, services =>
        {
            Scanner.Readers.Register(services);
            services.AddSingleton<ITargetReader>(Estate).AddSingleton<IAccountDirectory>(Estate).AddSingleton<IRegionDirectory>(Estate)
                .AddScanJobs(new ConfigurationBuilder().AddInMemoryCollection([new($"Scans:FactsPerPass:{what}", atMost)]).Build());
        });

        Assert.Equal([said], Assert.Throws<OptionsValidationException>(() => portal.Get<IOptions<ScanOptions>>().Value).Failures);
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
        Scanner.Readers.Facts["vpc-0a1b"] = JsonSerializer.SerializeToElement(new { dnsHostnames = false, dnsSupport = true });
        await Scanner.ScanAsync(Ct);
        Assert.Empty(await FindingsAsync(new FindingFilter(ConventionIds: ["CFG-VPC-08"])));

        Assert.True(await Get<ReadFacts>().ExecuteAsync(Ct));
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
            Scanner.Readers.Facts[$"bucket-{name}"] = JsonSerializer.SerializeToElement(new { policy = (object?)null });
        }

        Scanner.Readers.Refused.Add("bucket-a");
        await Scanner.ScanAsync(Ct);
        await Scanner.Portal.Get<ReadFacts>().ExecuteAsync(Ct);

        Assert.Equal(["bucket-a", "bucket-b", "bucket-c"], Scanner.Readers.Asked);
        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and outcome = 'Completed'"));
        Assert.Equal(1, await CountAsync("resource_fact where facts -> 'denied' ? 'policy'"));
        // It has been asked, like the others, and is left alone for a day.
        await Scanner.Portal.Get<ReadFacts>().ExecuteAsync(Ct);
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
        await Scanner.Portal.Get<ReadFacts>().ExecuteAsync(Ct);

        Assert.Equal(1, await CountAsync("coverage where service = 'bucket-facts' and outcome = 'Denied'"));
    }

    [Fact]
    public async Task Pass_ThatEnds_IsToldToThePagesThatShowIt()
    {
        Estate.Lists("s3", isGlobal: true, S3Bucket.Kind);
        Estate.AddListed("s3", "arn:aws:s3:::bucket-told");
        Scanner.Readers.Facts["bucket-told"] = JsonSerializer.SerializeToElement(new { policy = (object?)null });
        await Scanner.ScanAsync(Ct);
        await Scanner.Portal.ListenAsync(Ct);
        var told = new TaskCompletionSource();
        using var subscription = Scanner.Portal.Get<PortalEvents>().Subscribe("coverage", _ =>
        {
            told.TrySetResult();
            return Task.CompletedTask;
        });

        await Scanner.Portal.Get<ReadFacts>().ExecuteAsync(Ct);

        await told.Task.WaitAsync(TimeSpan.FromMinutes(1), Ct);
    }
}
