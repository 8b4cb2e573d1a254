using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Aws.Tests;

public sealed class DemoEstateTests
{
    private readonly DemoEstate _demo = DemoEstate.Create();

    private HashSet<string> Arns => [.. _demo.Estate.All.Select(r => r.Arn)];

    [Fact]
    public void Demo_IsOfTheSizePromised()
    {
        Assert.Equal(3, _demo.Estate.Accounts.Count);
        Assert.Equal(2, _demo.Estate.Regions.Count);
        Assert.Equal(42, _demo.Clients.Count);
        Assert.InRange(_demo.Estate.All.Count(), 850, 950);
        Assert.Equal(_demo.Clients.Count, _demo.IamUsers.Count);
        Assert.All(_demo.Estate.Accounts, a => Assert.Contains(_demo.Estate.Regions, r => _demo.Estate.Count(a.Id, r) > 0));
    }

    [Fact]
    public void Demo_MadeTwice_IsTheSame()
    {
        var again = DemoEstate.Create();

        Assert.Equal(_demo.Estate.All.OrderBy(r => r.Arn, StringComparer.Ordinal).SelectMany(Lines), again.Estate.All.OrderBy(r => r.Arn, StringComparer.Ordinal).SelectMany(Lines));
        Assert.Equal(_demo.Truth, again.Truth);

        static IEnumerable<string> Lines(Simulator.Estate.SimulatedResource r) => [r.Arn, .. r.Tags.Select(t => $"{t.Key}={t.Value}")];
    }

    [Fact]
    public void Truth_NamesResourcesThatAreThere_AndEveryConventionAtLeastTwice()
    {
        Assert.All(_demo.Truth.Where(t => !t.Subject.StartsWith("organization:", StringComparison.Ordinal)), t => Assert.Contains(t.Subject, Arns));
        Assert.All(_demo.NearMisses, m => Assert.Contains(m.Subject, Arns));
        Assert.Equal(_demo.Truth.Count, _demo.Truth.DistinctBy(t => (t.Subject, t.ConventionId)).Count());
        Assert.All(_demo.Truth.GroupBy(t => t.ConventionId), planted => Assert.True(planted.Count() >= 2, planted.Key));
        Assert.DoesNotContain(_demo.NearMisses, m => _demo.Truth.Any(t => t.Subject == m.Subject && t.ConventionId == m.ConventionId));
    }

    [Fact]
    public void Tags_KeepToWhatAwsAllows()
    {
        Assert.All(_demo.Estate.All.SelectMany(r => r.Tags), t =>
        {
            Assert.InRange(t.Key.Length, 1, 128);
            Assert.InRange(t.Value.Length, 0, 256);
        });
    }
}
