using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>
/// Who made what, as CloudTrail tells: people, a session of the provisioning role, and twice the root user. What is older than its 90 days,
/// it has forgotten.
/// </summary>
internal static class DemoCreators
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);

    public static void Apply(DemoBuilder estate)
    {
        foreach (var placed in estate.All)
        {
            if (CreationOf(placed.Resource.Arn) is { } made) estate.Change(placed.Resource.Arn, r => r with { Made = made });
        }

        foreach (
            var arn in (string[])[DemoArns.Bucket("pos-release-packages"), DemoArns.Ec2(Us, "security-group", "sg", "launch-wizard-3")])
        {
            estate.Change(arn, r => r with { Made = new Creation(null, EventName(arn), 9) });
            estate.ViolatesByMaker(arn, "WHO-01", "Made with the root user of POS Production.");
        }

        // What CloudTrail writes as Root without a person at root's keyboard, and people who have no user.
        (string Arn, Creation Made, string Why)[] others =
        [
            (DemoArns.Bucket("fusion-rms-lumensalon"), Creation.ByAwsForRoot("CreateBucket", 33),
                "CloudTrail says Root, and that AWS CloudFormation called: nobody signed in as root."),
            (DemoArns.Bucket("pos-old-exports"), Creation.ByCentralRoot("CreateBucket", 44),
                "A root session the organization's administrators took for this account, not its root user."),
            (DemoArns.Bucket("fusion-rms-rivertoys"), Creation.ByIdentityCenter("94482488-3041-7013", "CreateBucket", 12),
                "A person of Identity Center, who has no ARN of a user."),
        ];
        foreach (var (arn, made, why) in others)
        {
            Create(estate, arn, made);
            estate.LooksLike(arn, "WHO-01", why);
        }

        // One of each kind whatever the dice say: a person, a session of a role, and one that is too old.
        Create(estate, DemoArns.Bucket("fusion-rms-milanoshoes"), Person("marek.novak", "CreateBucket", 6));
        Create(estate, DemoArns.Bucket("fusion-rms-brasskettle"), Role("CreateBucket", 21));
        Create(estate, DemoArns.Bucket("fusion-rms-orchardco"), Person("ana.ruiz", "CreateBucket", 400));
        estate.LooksLike(DemoArns.Bucket("fusion-rms-brasskettle"), "WHO-01", "Made by a session of the provisioning role, not by root.");
        estate.LooksLike(
            DemoArns.Bucket("fusion-rms-orchardco"), "WHO-01",
            "Made so long ago that CloudTrail has forgotten by whom; that proves nothing.");
    }

    private static void Create(DemoBuilder estate, string arn, Creation made) => estate.Change(arn, r => r with { Made = made });

    /// <summary>A third of all is older than CloudTrail remembers.</summary>
    private static Creation? CreationOf(string arn)
    {
        var dice = DemoFacts.Dice(arn);
        var days = 1 + (dice % 80);
        return (dice / 80 % 6) switch
        {
            0 or 1 => null,
            2 or 3 => Role(EventName(arn), days),
            4 => Person("marek.novak", EventName(arn), days),
            _ => Person("ana.ruiz", EventName(arn), days),
        };
    }

    private static Creation Person(string user, string eventName, int days) => new(user, eventName, days);

    private static Creation Role(string eventName, int days) =>
        new("provisioning", eventName, days) { Role = "OrganizationAccountAccessRole" };

    private static string EventName(string arn) => ArnKind.Of(arn) switch
    {
        ArnKind.Bucket => "CreateBucket",
        ArnKind.Queue => "CreateQueue",
        ArnKind.Topic => "CreateTopic",
        ArnKind.Table => "CreateTable",
        ArnKind.LogGroup => "CreateLogGroup",
        ArnKind.Function => "CreateFunction20150331",
        ArnKind.Database => "CreateDBInstance",
        ArnKind.Broker => "CreateBroker",
        ArnKind.LoadBalancer => "CreateLoadBalancer",
        ArnKind.User => "CreateUser",
        ArnKind.Role => "CreateRole",
        ArnKind.Instance => "RunInstances",
        ArnKind.Volume => "CreateVolume",
        ArnKind.Vpc => "CreateVpc",
        ArnKind.Subnet => "CreateSubnet",
        ArnKind.RouteTable => "CreateRouteTable",
        ArnKind.InternetGateway => "CreateInternetGateway",
        ArnKind.SecurityGroup => "CreateSecurityGroup",
        ArnKind.Address => "AllocateAddress",
        _ => "CreateKeyPair",
    };
}
