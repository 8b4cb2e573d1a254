using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>What lies in networks of another environment.</summary>
internal sealed class Env09 : Planter
{
    public override string Convention => "ENV-09";

    public override void Plant()
    {
        var qa = Network("pos", ("Environment", "QA"));
        Also("Nobody's VPC with a tag of its own.", qa, "ENV-07");
        Breaks("A VPC of QA by its tag.", Host($"POS{Fleet.NewNumber()}").Fact("vpcId", IdOf(qa)));
        Breaks("A database too.", Rds().Fact("vpcId", IdOf(qa)));
        var named = Network("uat network");
        Also("Nobody's VPC, and its name hints.", named, "ENV-04");
        Breaks("By a word of the VPC's name.", Host($"POS{Fleet.NewNumber()}").Fact("vpcId", IdOf(named)));
        var subnet = Add(Subnet.Kind, "private", FleetAccounts.Production).Tag("env", "dev");
        Also("Nobody's subnet with a tag of its own.", subnet, "ENV-07");
        Breaks("By its subnet.", Host($"POS{Fleet.NewNumber()}").Fact("subnetId", IdOf(subnet)));

        var open = Network("pos", ("Environment", "QA")).In(FleetAccounts.Undeclared);
        AlsoUnjudged("Nobody says what the account is for.", open, "ENV-07");
        Unjudged(
            "Nobody says what the account is for.", Host($"POS{Fleet.NewNumber()}").In(FleetAccounts.Undeclared).Fact("vpcId", IdOf(open)));

        var production = Network("pos", ("Environment", "production"));
        Fits("A VPC of production.", Host($"POS{Fleet.NewNumber()}").Fact("vpcId", IdOf(production)));
        Fits(
            "Subnet and VPC say two things.",
            Host($"POS{Fleet.NewNumber()}").Fact("vpcId", IdOf(production)).Fact("subnetId", IdOf(subnet)));
        Fits("The resource itself says QA, which is told.",
            Host($"POS{Fleet.NewNumber()}").Fact("vpcId", IdOf(qa)).Tag("Environment", "QA"), "ENV-07");
        Fits("A client's own, and its record decides; the tag on what is shared is told.",
            Host($"POS{Fleet.NewNumber()}").Fact("vpcId", IdOf(qa)).Tag("OrgId", Client().Id), "TAG-ORG-09");
        Fits("A network nobody has read.", Host($"POS{Fleet.NewNumber()}").Fact("vpcId", "vpc-0f0f"));
        var elsewhere = Network("pos", ("Environment", "production")).In(FleetAccounts.NonProduction);
        Fits(
            "Other applications elsewhere may be what they like.",
            Host($"POS{Fleet.NewNumber()}").In(FleetAccounts.NonProduction).Fact("vpcId", IdOf(elsewhere)));
    }

    private FleetResource Network(string name, params (string Key, string Value)[] tags) =>
        tags.Aggregate(Add(Vpc.Kind, name, FleetAccounts.Production), (vpc, tag) => vpc.Tag(tag.Key, tag.Value));

    private static string IdOf(FleetResource network) => network.Arn[(network.Arn.LastIndexOf('/') + 1)..];
}
