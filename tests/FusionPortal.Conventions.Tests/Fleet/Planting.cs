using FusionPortal.Conventions.Kinds;

using Xunit;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>
/// Plants something in the fleet, with the words to do it. A class of this assembly that derives from it is found by itself: a
/// <see cref="Planter"/> for a convention, or a scenario of its own.
/// </summary>
internal abstract class Planting
{
    private FleetBuilder? _fleet;

    /// <summary>Plants in the whole fleet, where everything is seen.</summary>
    public abstract void Plant();

    /// <summary>Plants in the small fleet of which a part was seen (<see cref="FleetBuilder.PartlySeen"/>); mostly nothing.</summary>
    public virtual void PlantInPart()
    {
    }

    public void Into(FleetBuilder fleet) => _fleet = fleet;

    protected FleetBuilder Fleet => _fleet ?? throw new InvalidOperationException("Nothing to plant in.");

    /// <summary>A recorded client with all a client has, everything right: change its bucket or user, or add to it.</summary>
    protected FleetClient Client(EnvironmentKind environment = EnvironmentKind.Production, string? recordedBucket = null) =>
        Fleet.Client(environment, recordedBucket: recordedBucket);

    // In the production account and right, unless changed.
    protected FleetResource Bucket(string name) => Add(S3Bucket.Kind, name);

    protected FleetResource User(string name) => Add(IamUser.Kind, name);

    /// <param name="name">By itself a new one that says nothing.</param>
    protected FleetResource Queue(string? name = null) => Add(SqsQueue.Kind, name ?? $"orders-{Fleet.Next()}");

    protected FleetResource Rds(string? name = null) => Add(RdsInstance.Kind, name ?? $"db-pos-{Fleet.NewNumber()}");

    protected FleetResource Broker(string? name = null) => Add(MqBroker.Kind, name ?? $"mq-POS-{Fleet.NewNumber()}");

    protected FleetResource Host(string? name) => Add(Ec2Instance.Kind, name);

    protected FleetResource Group(string name) => Add(SecurityGroup.Kind, name);

    /// <summary>A VPC with its subnets, all right, in a region of its own.</summary>
    protected FleetResource Network(string account = FleetAccounts.Production, string? region = null) =>
        Fleet.Network(account, region ?? NewRegion());

    /// <summary>A host or database in that VPC.</summary>
    protected static FleetResource Inside(FleetResource vpc, FleetResource resource) =>
        resource.In(vpc.Account, vpc.Region).Fact("vpcId", vpc.Id).Fact("availabilityZone", vpc.Region + "a");

    /// <summary>A region in which there is nothing yet.</summary>
    protected string NewRegion() => $"sa-east-{Fleet.Next()}";

    /// <summary>Of any kind.</summary>
    protected FleetResource Add(string kind, string? name, string account = FleetAccounts.Production) => Fleet.Add(kind, name, account);

    /// <summary>The resource breaks these conventions, and no other.</summary>
    protected void Breaks(string why, FleetResource resource, params string[] conventions) =>
        Expect(why, () => resource.Arn, PlantedVerdict.Violation, conventions);

    /// <summary>A client, an account or the estate breaks these conventions.</summary>
    /// <param name="subject">For example <c>organization:acme</c>, or a client's <see cref="FleetClient.Subject"/>.</param>
    protected void Breaks(string why, string subject, params string[] conventions) =>
        Expect(why, () => subject, PlantedVerdict.Violation, conventions);

    /// <summary>These conventions cannot be judged for the resource.</summary>
    protected void Unjudged(string why, FleetResource resource, params string[] conventions) =>
        Expect(why, () => resource.Arn, PlantedVerdict.NotEvaluated, conventions);

    /// <summary>These conventions cannot be judged for a client, or for the estate.</summary>
    protected void Unjudged(string why, string subject, params string[] conventions) =>
        Expect(why, () => subject, PlantedVerdict.NotEvaluated, conventions);

    private void Expect(string why, Func<string> subject, PlantedVerdict verdict, string[] conventions)
    {
        Assert.EndsWith(".", why, StringComparison.Ordinal);
        foreach (var convention in conventions) Fleet.Expect(convention, subject, verdict, $"{why} ({GetType().Name})");
    }
}
