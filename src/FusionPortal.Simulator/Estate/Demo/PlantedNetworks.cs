using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Networks and security groups that are set up wrongly, and some that only look it. Only EC2's lists show it.</summary>
internal static class PlantedNetworks
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Eu = new(DemoEstate.ProductionAccount, DemoEstate.EuWest);
    private static readonly Place Qa = new(DemoEstate.QaAccount, DemoEstate.UsEast);
    private static readonly Place Corporate = new(DemoEstate.CorporateAccount, DemoEstate.UsEast);

    public static void Plant(DemoBuilder estate)
    {
        var old = Vpc(estate, Eu, "VPC-POS-old", "10.8.0.0/16");
        var trial = Vpc(estate, Qa, "VPC-POS-trial", "192.168.0.0/16");
        Host(estate, Qa, "POS59", DemoFacts.Id(Qa, "vpc", "vpc", "VPC-POS-trial"));
        (string Vpc, string Whose)[] byHand = [(old, "Made before there was a checklist"), (trial, "Somebody's trial")];
        foreach (var (vpc, whose) in byHand)
        {
            estate.ViolatesWhenListed(vpc, "CFG-VPC-01", $"{whose}: a second VPC in its region.");
            estate.ViolatesWhenListed(vpc, "CFG-VPC-02", $"{whose}: not 10.0.0.0/16.");
            estate.ViolatesWhenListed(vpc, "CFG-VPC-03", $"{whose}: it has IPv6 addresses.");
            estate.ViolatesWhenListed(vpc, "CFG-VPC-04", $"{whose}: dedicated hardware.");
            estate.ViolatesWhenListed(vpc, "CFG-VPC-05", $"{whose}: one zone only.");
            estate.ViolatesWhenListed(vpc, "CFG-VPC-06", $"{whose}: no public subnet.");
            estate.ViolatesWhenListed(vpc, "CFG-VPC-08", $"{whose}: DNS hostnames are off, as they are in a VPC made by hand.");
        }

        Others(estate);
        DefaultVpc(estate);
        Groups(estate);
    }

    // What is nobody's of ours, or AWS's own.
    private static void Others(DemoBuilder estate)
    {
        var office = Vpc(estate, Corporate, "office", "10.40.0.0/16");
        var aws = DemoArns.Ec2(Corporate, "vpc", "vpc", "default");
        foreach (var rule in (string[])["CFG-VPC-01", "CFG-VPC-02", "CFG-VPC-03", "CFG-VPC-04", "CFG-VPC-05", "CFG-VPC-06", "CFG-VPC-08"])
            estate.LooksLike(office, rule, "Another application's, in the corporate account: nothing of POS is in it.");
        estate.LooksLike(aws, "CFG-VPC-02", "AWS's own default VPC is nobody's violation.");
    }

    private static void DefaultVpc(DemoBuilder estate)
    {
        const string Rule = "CFG-VPC-07";
        var id = DemoFacts.Id(Corporate, "vpc", "vpc", "default");
        estate.ViolatesWhenListed(Host(estate, Corporate, "POS91", id), Rule, "A host in AWS's default VPC of the corporate account.");
        var database = estate.Add(Corporate, DemoArns.Database(Corporate, "db-POS-91"), new KeyValuePair<string, string>("Product", "POS"));
        estate.Change(database, r => r with { Facts = DemoFacts.Database(Corporate, r.Name) with { VpcId = id } });
        estate.ViolatesWhenListed(database, Rule, "Its database beside it.");
        estate.LooksLike(
            DemoArns.Ec2(Corporate, "instance", "i", "corp-wiki"), Rule, "The wiki is no host of POS, wherever it runs.");
    }

    private static void Groups(DemoBuilder estate)
    {
        const string Staff = "CFG-SG-01";
        const string Open = "CFG-SG-02";
        var nameless = Rules(estate, Eu, "SG-POS-OPS", new RuleFacts("tcp", 1433, 1433, "198.51.100.12/32", null));
        estate.ViolatesWhenListed(nameless, Staff, "One address, and nobody's name beside it.");
        var range = Rules(estate, Qa, "SG-POS-OPS", new RuleFacts("tcp", 1433, 1433, "198.51.100.0/24", "Office"));
        estate.ViolatesWhenListed(range, Staff, "A whole network instead of one person's address.");
        estate.LooksLike(
            DemoArns.Ec2(Us, "security-group", "sg", "SG-POS-DB"), Staff, "A network without a person's name, and not the staff's group.");

        var sync = estate.Add(
            Us, DemoArns.Ec2(Us, "security-group", "sg", "SG-POS-SYNC"), new KeyValuePair<string, string>("Name", "SG-POS-SYNC"));
        Rules(estate, Us, "SG-POS-SYNC", new RuleFacts("tcp", 1400, 1500, "0.0.0.0/0", "Synchronization"));
        estate.ViolatesWhenListed(sync, Open, "1433 is inside a range of ports that is open to the world.");
        var all = Rules(estate, Qa, "SG-POS-DB", new RuleFacts("-1", null, null, "::/0", "While we look for the fault"));
        estate.ViolatesWhenListed(all, Open, "Every protocol from everywhere, over IPv6.");
        estate.LooksLike(DemoArns.Ec2(Us, "security-group", "sg", "SG-POS-WEB"), Open, "80 and 443 are open to the world on purpose.");
        estate.LooksLike(
            DemoArns.Ec2(Us, "security-group", "sg", "launch-wizard-3"), Open, "3389 is open to the world, and 1433 is not.");
    }

    /// <summary>By hand: dedicated, with IPv6, in one zone, with nothing public.</summary>
    private static string Vpc(DemoBuilder estate, Place p, string name, string cidr)
    {
        var vpc = estate.Add(p, DemoArns.Ec2(p, "vpc", "vpc", name), new KeyValuePair<string, string>("Name", name));
        var id = DemoFacts.Id(p, "vpc", "vpc", name);
        estate.Change(
            vpc, r => r with
            {
                Facts = new NetworkFacts(id)
                {
                    Cidr = cidr,
                    Ipv6Cidr = "2600:1f18:0:100::/56",
                    Tenancy = "dedicated",
                    DnsHostnames = false,
                },
            });
        foreach (var number in (string[])["1", "2"])
        {
            var subnet = estate.Add(
                p, DemoArns.Ec2(p, "subnet", "subnet", $"{name}-{number}"), new KeyValuePair<string, string>("Name", $"{name}-{number}"));
            estate.Change(subnet, r => r with { Facts = new NetworkFacts(id) { Cidr = cidr[..^2] + "24", Zone = p.Region + "a" } });
        }

        var table = estate.Add(
            p, DemoArns.Ec2(p, "route-table", "rtb", name), new KeyValuePair<string, string>("Name", name));
        estate.Change(table, r => r with
        {
            Facts = new NetworkFacts(id)
            {
                Subnets = [DemoFacts.Id(p, "subnet", "subnet", name + "-1"), DemoFacts.Id(p, "subnet", "subnet", name + "-2")],
            },
        });
        return vpc;
    }

    private static string Host(DemoBuilder estate, Place p, string name, string vpc) => estate.Change(
        estate.Add(p, DemoArns.Ec2(p, "instance", "i", name), new KeyValuePair<string, string>("Name", name)),
        r => r with { Facts = DemoFacts.Host(p, name) with { VpcId = vpc, SubnetId = null, SecurityGroups = [] } });

    private static string Rules(DemoBuilder estate, Place p, string group, params RuleFacts[] rules) => estate.Change(
        DemoArns.Ec2(p, "security-group", "sg", group),
        r => r with { Facts = DemoNetwork.SecurityGroup(p, group) with { Inbound = rules } });
}
