using FusionPortal.Simulator.Estate;

namespace FusionPortal.Aws.Tests;

public sealed class FleetTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 3)]
    [InlineData(1_000_000, 20)]
    public void Fleet_OfAnySize_HoldsExactlyThatMany(int resources, int accounts)
    {
        var fleet = new Fleet(resources, accounts, ["us-east-1", "eu-west-1"], 5);

        Assert.Equal(resources, fleet.Accounts.Sum(a => fleet.Regions.Sum(r => fleet.Count(a.Id, r))));
        Assert.All(fleet.Accounts, a => Assert.Null(fleet.At(a.Id, "us-east-1", fleet.Count(a.Id, "us-east-1"))));
    }

    [Fact]
    public void Fleet_OfTheSameSeed_IsTheSame_AndOfAnotherIsNot()
    {
        var (one, same, other) = (Of(5), Of(5), Of(6));

        Assert.Equal(Lines(one), Lines(same));
        Assert.NotEqual(Lines(one), Lines(other));

        static Fleet Of(int seed) => new(5_000, 2, ["us-east-1", "eu-west-1"], seed);
    }

    [Fact]
    public void Fleet_HasNoArnTwice()
    {
        var arns = Lines(new Fleet(40_000, 2, ["us-east-1", "eu-west-1"], 5)).Select(l => l.Split(' ')[0]).ToList();

        Assert.Equal(40_000, arns.Count);
        Assert.Equal(40_000, arns.Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<string> Lines(Fleet fleet) =>
        from account in fleet.Accounts
        from region in fleet.Regions
        from i in Enumerable.Range(0, fleet.Count(account.Id, region))
        let resource = fleet.At(account.Id, region, i)!
        select $"{resource.Arn} {string.Join(',', resource.Tags)}";
}
