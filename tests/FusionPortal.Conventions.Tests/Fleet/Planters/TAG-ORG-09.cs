using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Shared resources tagged with one client.</summary>
internal sealed class TagOrg09 : Planter
{
    public override string Convention => "TAG-ORG-09";

    public override void Plant()
    {
        var maple = Client();
        foreach (var resource in Shared()) Breaks("Everything is billed to one client.", resource.Tag("OrgId", maple.Id));
        Breaks("In whatever spelling.", Rds().Tag("org_id", maple.Id));

        foreach (var resource in Shared()) Fits("Tagged with somebody, who is no client.", resource.Tag("Owner", "cloud-installs"));
        Fits("Nothing is billed to nobody.", Broker().Tag("OrgId", ""), "TAG-ORG-05");
        Fits("A client's own.", Queue().Tag("OrgId", maple.Id));
    }

    private FleetResource[] Shared() =>
    [
        Rds(), Broker(), Group($"SG-POS-APP-{Fleet.Next()}"), Host($"POS{Fleet.NewNumber()}"),
        Network(), Add(Subnet.Kind, "public"), Add(RouteTable.Kind, "private"), Add(InternetGateway.Kind, "out"),
    ];
}
