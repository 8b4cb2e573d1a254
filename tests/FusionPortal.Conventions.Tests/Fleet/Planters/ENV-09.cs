namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>What lies in networks of another environment.</summary>
internal sealed class Env09 : Planter
{
    public override string Convention => "ENV-09";

    public override void Plant()
    {
        var qa = Network().Tag("Environment", "QA");
        Also("Nobody's VPC with a tag of its own.", qa, "ENV-07");
        Breaks("A VPC of QA by its tag.", NewHost(qa));
        Breaks("A database too.", Inside(qa, Rds()));
        var named = Network().Named("uat network");
        Also("Nobody's VPC, and its name hints.", named, "ENV-04");
        Breaks("By a word of the VPC's name.", NewHost(named));
        var plain = Network();
        var dev = Subnet(plain, "dev");
        Also("Nobody's subnet with a tag of its own.", dev, "ENV-07");
        Breaks("By its subnet.", NewHost(plain).Fact("subnetId", dev.Id));

        var open = Network(FleetAccounts.Undeclared).Tag("Environment", "QA");
        AlsoUnjudged("Nobody says what the account is for.", open, "ENV-07");
        Unjudged("Nobody says what the account is for.", NewHost(open));

        var production = Network().Tag("Environment", "production");
        Fits("A VPC of production.", NewHost(production));
        var beside = Subnet(production, "dev");
        Also("Nobody's subnet with a tag of its own.", beside, "ENV-07");
        Fits("Subnet and VPC say two things.", NewHost(production).Fact("subnetId", beside.Id));
        Fits("The resource itself says QA, which is told.", NewHost(qa).Tag("Environment", "QA"), "ENV-07");
        Fits(
            "A client's own, and its record decides; the tag on what is shared is told.", NewHost(qa).Tag("OrgId", Client().Id),
            "TAG-ORG-09");
        var unread = NewHost(plain).Fact("vpcId", "vpc-0f0f");
        Unjudged("A network nobody has read may say another environment.", unread);
        AlsoUnjudged("Whose VPC it is cannot be told.", unread, "CFG-VPC-07");
        var elsewhere = Network(FleetAccounts.NonProduction).Tag("Environment", "production");
        Fits("Other applications elsewhere may be what they like.", NewHost(elsewhere));
    }

    private FleetResource NewHost(FleetResource vpc) => Inside(vpc, Host($"POS{Fleet.NewNumber()}"));

    private FleetResource Subnet(FleetResource vpc, string environment) => Add(Conventions.Kinds.Subnet.Kind, "another")
        .In(vpc.Account, vpc.Region).Fact("vpcId", vpc.Id).Fact("availabilityZone", vpc.Region + "a").Tag("env", environment);
}
