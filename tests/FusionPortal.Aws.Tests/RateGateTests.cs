using FusionPortal.Aws.Calls;
using Microsoft.Extensions.Time.Testing;

namespace FusionPortal.Aws.Tests;

public sealed class RateGateTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Gate_LetsTheLimitThroughInAnySecond()
    {
        var time = new FakeTimeProvider();
        var gate = new RateGate(time);
        var calls = Enumerable.Range(0, 60).Select(_ => gate.PassAsync("key", 15, Ct)).ToList();

        Assert.Equal(15, calls.Count(c => c.IsCompletedSuccessfully));
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(15, calls.Count(c => c.IsCompletedSuccessfully));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(30, calls.Count(c => c.IsCompletedSuccessfully));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(60, calls.Count(c => c.IsCompletedSuccessfully));
    }

    [Fact]
    public void Gate_AfterAPause_StillHoldsTheWindow()
    {
        var time = new FakeTimeProvider();
        var gate = new RateGate(time);
        for (var i = 0; i < 10; i++) Assert.True(gate.PassAsync("key", 15, Ct).IsCompletedSuccessfully);
        time.Advance(TimeSpan.FromMilliseconds(600));

        // Ten have passed 600 ms ago: five more may pass now, the sixth when the first of the ten is a second old.
        var calls = Enumerable.Range(0, 6).Select(_ => gate.PassAsync("key", 15, Ct)).ToList();
        Assert.Equal(5, calls.Count(c => c.IsCompletedSuccessfully));
        time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.All(calls, c => Assert.True(c.IsCompletedSuccessfully));
    }

    [Fact]
    public void Gate_CountsEachKeyForItself()
    {
        var gate = new RateGate(new FakeTimeProvider());

        Assert.True(gate.PassAsync("111122223333/us-east-1", 1, Ct).IsCompletedSuccessfully);
        Assert.True(gate.PassAsync("111122223333/eu-west-1", 1, Ct).IsCompletedSuccessfully);
        Assert.False(gate.PassAsync("111122223333/us-east-1", 1, Ct).IsCompleted);
    }
}
