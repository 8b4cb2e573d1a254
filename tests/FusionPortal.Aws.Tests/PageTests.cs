using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Faults;

namespace FusionPortal.Aws.Tests;

/// <summary>However AWS cuts its pages, the target is read whole, once.</summary>
public sealed class PageTests
{
    [Theory]
    [InlineData(EndOfPages.Empty)]
    [InlineData(EndOfPages.Null)]
    [InlineData(EndOfPages.Absent)]
    public async Task Token_EmptyNullOrAbsent_EndsTheReading(EndOfPages end)
    {
        await using var aws = await Simulated.StartAsync(250, e => new SimulatorOptions { Estate = e, EndOfPages = end });

        var pages = await aws.ReadAsync();

        Assert.Equal([100, 100, 50], pages.Select(p => p.Observations.Count));
        Assert.Equal(aws.AllArns, Simulated.Merged(pages));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    public async Task Reading_OfAnySize_TakesNoMorePagesThanNeeded(int resources, int pages)
    {
        await using var aws = await Simulated.StartAsync(resources);

        Assert.Equal(pages, (await aws.ReadAsync()).Count);
        Assert.Equal(pages, aws.Scanner.Meter.Calls("tagging:GetResources"));
    }

    [Fact]
    public async Task ShortPages_AreFollowedToTheEnd()
    {
        await using var aws = await Simulated.StartAsync(50);
        aws.Server.Faults.Add(new Fault(FaultKind.ShortPages) { PageSize = 7 });

        var pages = await aws.ReadAsync();

        Assert.Equal(8, pages.Count);
        Assert.Equal(aws.AllArns, Simulated.Merged(pages));
    }

    [Fact]
    public async Task EmptyPage_WithAToken_IsNotTheEnd()
    {
        await using var aws = await Simulated.StartAsync(150);
        aws.Server.Faults.Add(new Fault(FaultKind.EmptyPage) { Times = 1 });

        var pages = await aws.ReadAsync();

        Assert.Equal([0, 100, 50], pages.Select(p => p.Observations.Count));
        Assert.Equal(aws.AllArns, Simulated.Merged(pages));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EmptyPages_WithoutEnd_FailTheTargetInsteadOfHangingIt(bool sameToken)
    {
        // The simulator's tokens differ only by their time.
        await using var aws = await Simulated.StartAsync(150,
            e => new SimulatorOptions { Estate = e, Time = sameToken ? new StoppedTime() : TimeProvider.System },
                [new("Aws:GetResourcesPerSecond", "1000")]);
        aws.Server.Faults.Add(new Fault(FaultKind.EmptyPage));

        var failure = await aws.FailsAsync();

        Assert.Equal(TargetFailure.Failed, failure.Failure);
        Assert.Contains("goes round in circles", failure.Message, StringComparison.Ordinal);
        Assert.InRange(aws.Scanner.Meter.Calls("tagging:GetResources"), 2, 101);
    }

    [Fact]
    public async Task RepeatedEntry_ComesThroughTwiceAndMergesToOne()
    {
        await using var aws = await Simulated.StartAsync(250);
        aws.Server.Faults.Add(new Fault(FaultKind.RepeatedEntry));

        var pages = await aws.ReadAsync();

        Assert.Equal(252, pages.Sum(p => p.Observations.Count));
        Assert.Equal(aws.AllArns, Simulated.Merged(pages));
    }

    [Fact]
    public async Task TokenExpired_BeginsTheRegionAgain_AndVoidsWhatCameBefore()
    {
        await using var aws = await Simulated.StartAsync(250);
        aws.Server.Faults.Add(new Fault(FaultKind.PaginationTokenExpired) { Times = 1 });
        var pages = new List<ObservationPage>();
        await foreach (
            var page in aws.Scanner.Reader.ReadAsync(
            new ScanTarget(Simulated.Account, Simulated.Region, "tagging"), aws.Scanner.Meter, TestContext.Current.CancellationToken))
        {
            pages.Add(page);
            // What was on the first page disappears before the reading begins again.
            aws.Estate.Remove(Simulated.Queue(0).Arn);
        }

        Assert.Equal([false, true, false, false], pages.Select(p => p.VoidsEarlierPages));
        Assert.Equal(249, Simulated.Merged(pages).Count);
        Assert.DoesNotContain(Simulated.Queue(0).Arn, Simulated.Merged(pages));
    }

    [Fact]
    public async Task TokenExpired_AgainAfterAFreshStart_FailsTheTarget()
    {
        await using var aws = await Simulated.StartAsync(250);
        aws.Server.Faults.Add(new Fault(FaultKind.PaginationTokenExpired));

        Assert.Equal(TargetFailure.Expired, (await aws.FailsAsync()).Failure);
    }

    [Fact]
    public async Task Resource_WithoutAnyTag_IsObservedWithNone()
    {
        await using var aws = await Simulated.StartAsync(0);
        aws.Estate.Put(Simulated.Account, Simulated.Region, new("arn:aws:s3:::once-tagged", []));

        var observation = Assert.Single(Assert.Single(await aws.ReadAsync()).Observations);

        Assert.Equal(
            ("s3-bucket", "once-tagged", Simulated.Account, Simulated.Region),
            (observation.Kind, observation.Name, observation.AccountId, observation.Region));
        Assert.Empty(observation.Tags);
    }

    [Fact]
    public async Task StrangeTagValues_ComeThroughUnchanged()
    {
        await using var aws = await Simulated.StartAsync(0);
        Dictionary<string, string> tags = new()
        {
            ["script"] = "<script>alert('x')</script> & \"quotes\"",
            ["bidi"] = "left \u202Ethgir\u202C left",
            ["long"] = new string('x', 256),
            ["emoji"] = "🧁 caf\u00E9 e\u0301",
            ["OrgId"] = "a",
            ["OrgID"] = "b",
            ["empty"] = "",
        };
        aws.Estate.Put(Simulated.Account, Simulated.Region, new("arn:aws:s3:::strange", [.. tags]));

        var observation = Assert.Single(Assert.Single(await aws.ReadAsync()).Observations);

        Assert.Equal(tags.OrderBy(t => t.Key, StringComparer.Ordinal), observation.Tags.OrderBy(t => t.Key, StringComparer.Ordinal));
    }

    private sealed class StoppedTime : TimeProvider
    {
        private readonly DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
