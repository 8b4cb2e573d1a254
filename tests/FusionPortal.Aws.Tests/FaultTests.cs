using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator.Faults;

namespace FusionPortal.Aws.Tests;

/// <summary>What goes wrong in AWS is waited out, gone round, or told as what it is.</summary>
public sealed class FaultTests
{
    private const string Tagging = "tagging:GetResources";

    [Fact]
    public async Task Throttled_AFewTimes_IsWaitedOutAndCounted()
    {
        await using var aws = await Simulated.StartAsync(250);
        aws.Server.Faults.Add(new Fault(FaultKind.Throttle) { Api = Tagging, Times = 5 });

        Assert.Equal(aws.AllArns, Simulated.Merged(await aws.ReadAsync()));
        Assert.Equal(5, aws.Scanner.Meter.Throttles(Tagging));
        Assert.Equal(8, aws.Scanner.Meter.Calls(Tagging));
        Assert.Equal(8, aws.Server.Requests.Count(Tagging));
    }

    [Fact]
    public async Task Throttled_WithoutEnd_EndsWithThePatience()
    {
        await using var aws = await Simulated.StartAsync(10, settings: [new("Aws:ThrottlePatience", "00:00:00.050")]);
        aws.Server.Faults.Add(new Fault(FaultKind.Throttle) { Api = Tagging });

        var failure = await aws.FailsAsync();

        Assert.Equal(TargetFailure.Throttled, failure.Failure);
        Assert.Equal(aws.Server.Requests.Count(Tagging), aws.Scanner.Meter.Throttles(Tagging));
    }

    [Fact]
    public async Task Denied_ByTheTaggingApi_IsDenied()
    {
        await using var aws = await Simulated.StartAsync(10);
        aws.Server.Faults.Add(new Fault(FaultKind.Deny) { Api = Tagging });

        var failure = await aws.FailsAsync();

        Assert.Equal(TargetFailure.Denied, failure.Failure);
        Assert.Contains("AccessDeniedException", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, aws.Server.Requests.Count(Tagging));
    }

    [Fact]
    public async Task Denied_HalfWayThrough_FailsTheTarget()
    {
        await using var aws = await Simulated.StartAsync(250);
        aws.Server.Faults.Add(new Fault(FaultKind.Deny) { Api = Tagging, Every = 2 });

        Assert.Equal(TargetFailure.Denied, (await aws.FailsAsync()).Failure);
    }

    [Fact]
    public async Task Denied_TheRole_IsDenied_AndTheOtherAccountIsNot()
    {
        await using var aws = await Simulated.StartAsync(10);
        aws.Server.Faults.Add(new Fault(FaultKind.Deny) { Api = "sts:AssumeRole", AccountId = "123456789013" });

        var failure =
            await Assert.ThrowsAsync<TargetFailedException>(
            () => aws.Scanner.ReadAsync("123456789013", Simulated.Region, TestContext.Current.CancellationToken));

        Assert.Equal(TargetFailure.Denied, failure.Failure);
        Assert.Contains("arn:aws:iam::123456789013:role/FusionPortalScanner", failure.Message, StringComparison.Ordinal);
        Assert.Single(await aws.ReadAsync());
    }

    [Fact]
    public async Task Session_EndedByAws_IsAssumedAnewAndTheReadingGoesOn()
    {
        await using var aws = await Simulated.StartAsync(250);
        aws.Server.Faults.Add(new Fault(FaultKind.ExpiredToken) { Api = Tagging, Every = 2, Times = 1 });

        var pages = await aws.ReadAsync();

        Assert.Equal(aws.AllArns, Simulated.Merged(pages));
        Assert.DoesNotContain(pages, p => p.VoidsEarlierPages);
        Assert.Equal(2, aws.Scanner.Meter.Calls("sts:AssumeRole"));
    }

    [Fact]
    public async Task Session_EndedByAwsEveryTime_IsExpired()
    {
        await using var aws = await Simulated.StartAsync(10);
        aws.Server.Faults.Add(new Fault(FaultKind.ExpiredToken) { Api = Tagging });

        Assert.Equal(TargetFailure.Expired, (await aws.FailsAsync()).Failure);
    }

    [Fact]
    public async Task RegionDisabled_IsNotSupported_AndOtherRegionsAreRead()
    {
        await using var aws = await Simulated.StartAsync(10);
        aws.Server.Faults.Add(new Fault(FaultKind.RegionDisabled) { Api = Tagging, Region = "eu-west-1" });

        var failure = await aws.FailsAsync("eu-west-1");

        Assert.Equal(TargetFailure.NotSupported, failure.Failure);
        Assert.Contains("eu-west-1 is not enabled", failure.Message, StringComparison.Ordinal);
        Assert.Equal(aws.AllArns, Simulated.Merged(await aws.ReadAsync()));
    }

    [Theory]
    [InlineData(FaultKind.CutConnection)]
    [InlineData(FaultKind.MalformedBody)]
    [InlineData(FaultKind.ServerError)]
    public async Task Answer_BrokenTwice_IsAskedForAgain(FaultKind kind)
    {
        await using var aws = await Simulated.StartAsync(250);
        aws.Server.Faults.Add(new Fault(kind) { Api = Tagging, Times = 2 });

        Assert.Equal(aws.AllArns, Simulated.Merged(await aws.ReadAsync()));
        Assert.Equal(5, aws.Scanner.Meter.Calls(Tagging));
        Assert.Equal(5, aws.Server.Requests.Count(Tagging));
    }

    [Theory]
    [InlineData(FaultKind.CutConnection)]
    [InlineData(FaultKind.MalformedBody)]
    [InlineData(FaultKind.ServerError)]
    public async Task Answer_BrokenEveryTime_FailsTheTargetAfterFiveAttempts(FaultKind kind)
    {
        await using var aws = await Simulated.StartAsync(10);
        aws.Server.Faults.Add(new Fault(kind) { Api = Tagging });

        Assert.Equal(TargetFailure.Failed, (await aws.FailsAsync()).Failure);
        Assert.Equal(5, aws.Server.Requests.Count(Tagging));
    }

    [Fact]
    public async Task Unreachable_IsFailed_AndNothingCountsAsACall()
    {
        var aws = await Simulated.StartAsync(10);
        await aws.Server.DisposeAsync();
        using var scanner = aws.Scanner;

        Assert.Equal(TargetFailure.Failed, (await aws.FailsAsync()).Failure);
        Assert.Equal(0, scanner.Meter.Calls("sts:GetCallerIdentity"));
    }

    [Fact]
    public async Task Answer_ThatDoesNotCome_IsGivenUpAndAskedForAgain()
    {
        await using var aws = await Simulated.StartAsync(10, settings: [new("Aws:CallTimeout", "00:00:02")]);
        aws.Server.Faults.Add(new Fault(FaultKind.Latency) { Api = Tagging, Times = 1, Delay = TimeSpan.FromHours(1) });

        Assert.Equal(aws.AllArns, Simulated.Merged(await aws.ReadAsync()));
        Assert.InRange(aws.Scanner.Meter.Calls(Tagging), 2, 5);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task Clock_HoursWrong_IsCorrectedFor(int hours)
    {
        await using var aws = await Simulated.StartAsync(10);
        aws.Server.Faults.ClockOffset = TimeSpan.FromHours(hours);

        Assert.Equal(aws.AllArns, Simulated.Merged(await aws.ReadAsync()));
    }

    [Fact]
    public async Task Cancelled_WhileThrottled_StopsAtOnce()
    {
        await using var aws = await Simulated.StartAsync(10, settings: [new("Aws:RetryDelay", "00:00:20")]);
        aws.Server.Faults.Add(new Fault(FaultKind.Throttle) { Api = Tagging });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var reading = aws.Scanner.ReadAsync(Simulated.Account, Simulated.Region, cancel.Token);
        while (aws.Scanner.Meter.Throttles(Tagging) == 0) await Task.Delay(5, TestContext.Current.CancellationToken);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
