namespace FusionPortal.Aws.Calls;

/// <summary>How fast one API of one account and region may be called.</summary>
/// <param name="PerSecond">The lasting rate.</param>
/// <param name="Burst">How many may follow each other at once after a rest.</param>
internal readonly record struct CallRate(double PerSecond, int Burst)
{
    /// <summary>AWS publishes 2 a second and adjusts it for nobody. Evenly spread, so that no second ever holds three.</summary>
    public static CallRate CloudTrail { get; } = new(2, 1);

    /// <summary>AWS does not publish the rate of Organizations; larger organizations than ours were throttled well above this.</summary>
    public static CallRate Organizations { get; } = new(8, 1);

    /// <summary>Evenly spread, because AWS counts 15 in any second; what a stand-in is asked faster comes in bursts a timer can tell
    /// apart.</summary>
    public static CallRate Tagging(AwsOptions options) => Spread(options.GetResourcesPerSecond, 15);

    /// <summary>
    /// All other calls. Most of these rates are not published; the lowest that are (EC2 Describe, log groups, load balancers, DynamoDB
    /// tables) refill at 10 a second, which others in the account need too.
    /// </summary>
    public static CallRate Lists(AwsOptions options) => Spread(options.ListCallsPerSecond, 5);

    private static CallRate Spread(int perSecond, int evenlyUpTo) => new(perSecond, Math.Max(1, perSecond / evenlyUpTo));
}
