namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>What a checklist that is worked in the demo says of one resource, as the portal's own records should know it.</summary>
/// <param name="Kind">The portal's word for its kind, for example rds-instance.</param>
/// <param name="OrgId">Whose install it is; null for the checklist of a resource that is shared.</param>
/// <param name="Name">As captured.</param>
/// <param name="Values">What else is captured of it.</param>
public sealed record DemoCapture(string Kind, string? OrgId, string Name, params IReadOnlyList<(string Fact, string Value)> Values);

/// <summary>What the demo's checklists say. A test compares it with what they say once they are worked.</summary>
internal static class DemoCaptured
{
    private const string Zone = DemoEstate.UsEast + "a";
    private const string OtherZone = DemoEstate.UsEast + "b";
    private const string Web = "sqlserver-web 15";

    public static IReadOnlyList<DemoCapture> All { get; } =
    [
        new("ec2-instance", "juniper", "POS01", ("availability-zone", Zone)),
        new("ec2-instance", "kiteqa", "POS03"),
        new("ec2-instance", "oakgrocer", "POS52"),
        new("ec2-instance", "pinepost", "POS03"),
        new("ec2-instance", "saltlane", "POS02", ("availability-zone", OtherZone)),
        new("ec2-instance", "sunfield", "POS04", ("availability-zone", Zone)),
        User("juniper"), User("orchardco"), User("peakbikes"), User("sunfield"),
        new("rds-instance", "juniper", "db-POS-02", ("availability-zone", Zone), ("engine", Web)),
        new("rds-instance", "saltlane", "db-RMS-04", ("availability-zone", OtherZone), ("engine", Web)),
        new("rds-instance", "sunfield", "db-POS-03", ("availability-zone", Zone), ("engine", Web)),
        Bucket("juniper", "fusion-rms-juniper-books"), Bucket("orchardco", "fusion-rms-orchardco"),
        Bucket("peakbikes", "fusion-rms-peakbikes"), Bucket("sunfield", "sunfield-rms-media"),
        new("vpc", null, "VPC-POS", ("id", DemoFacts.Id(new(DemoEstate.ProductionAccount, DemoEstate.UsEast), "vpc", "vpc", "VPC-POS")),
            ("region", DemoEstate.UsEast), ("cidr", "10.0.0.0/16"), ("default-tenancy", "yes"), ("no-ipv6", "yes")),
    ];

    private static DemoCapture User(string client) => new("iam-user", client, "rms_" + client, ("account", DemoEstate.ProductionAccount));

    private static DemoCapture Bucket(string client, string name) =>
        new("s3-bucket", client, name, ("account", DemoEstate.ProductionAccount));
}
