using FusionPortal.Aws.Calls;
using Microsoft.Extensions.Time.Testing;

namespace FusionPortal.Aws.Tests;

public sealed class CallBudgetTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Budget_SpreadsCallsEvenly()
    {
        var time = new FakeTimeProvider();
        var budget = new InProcessCallBudget(time);
        var calls = Enumerable.Range(0, 60).Select(_ => budget.WaitAsync("one", 20, 1, Ct)).ToList();

        Assert.Equal(1, calls.Count(c => c.IsCompletedSuccessfully));
        time.Advance(TimeSpan.FromMilliseconds(950));
        Assert.Equal(20, calls.Count(c => c.IsCompletedSuccessfully));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(60, calls.Count(c => c.IsCompletedSuccessfully));
    }

    [Fact]
    public void Budget_AfterARest_LetsABurstThrough_AndThenTheRate()
    {
        var time = new FakeTimeProvider();
        var budget = new InProcessCallBudget(time);
        var calls = Enumerable.Range(0, 10).Select(_ => budget.WaitAsync("one", 5, 4, Ct)).ToList();

        Assert.Equal(4, calls.Count(c => c.IsCompletedSuccessfully));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(9, calls.Count(c => c.IsCompletedSuccessfully));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(4, Enumerable.Range(0, 10).Count(_ => budget.WaitAsync("one", 5, 4, Ct).IsCompletedSuccessfully));
    }

    [Fact]
    public void Budget_CountsEachKeyForItself()
    {
        var budget = new InProcessCallBudget(new FakeTimeProvider());

        Assert.True(budget.WaitAsync("111122223333/us-east-1", 1, 1, Ct).IsCompletedSuccessfully);
        Assert.True(budget.WaitAsync("111122223333/eu-west-1", 1, 1, Ct).IsCompletedSuccessfully);
        Assert.False(budget.WaitAsync("111122223333/us-east-1", 1, 1, Ct).IsCompleted);
    }
}
