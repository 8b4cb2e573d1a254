namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>What many clients share, account by account, all of it right: networks, hosts, databases, brokers.</summary>
internal static class SharedResources
{
    public static void Build(DemoBuilder estate)
    {
        var (us, eu) =
            (new Place(DemoEstate.ProductionAccount, DemoEstate.UsEast), new Place(DemoEstate.ProductionAccount, DemoEstate.EuWest));
        var (qaUs, qaEu) = (new Place(DemoEstate.QaAccount, DemoEstate.UsEast), new Place(DemoEstate.QaAccount, DemoEstate.EuWest));
        Build(estate, us, hosts: ["POS01", "POS02", "POS03", "POS04", "pos05"],
            databases: ["db-POS-01", "db-POS-02", "db-POS-03", "db-RMS-04"],
            brokers: ["mq-POS-01", "mq-POS-02", "mq-RMS-03"]);
        Build(estate, eu, hosts: ["POS21", "POS22"], databases: ["db-POS-21", "db-POS-22"], brokers: ["mq-POS-21"]);
        Build(estate, qaUs, hosts: ["POS51", "POS52"], databases: ["db-POS-51", "db-POS-52"], brokers: ["mq-POS-51"]);
        Build(estate, qaEu, hosts: ["POS71"], databases: ["db-POS-71"], brokers: []);
        estate.LooksLike(
            DemoArns.Database(us, "db-RMS-04"), "NAME-RDS-01",
            "The older product token RMS is accepted, and RDS shows every identifier in lower case.");
        estate.LooksLike(DemoArns.Broker(us, "mq-RMS-03"), "NAME-MQ-01", "The older product token RMS is accepted.");
        estate.LooksLike(DemoArns.Ec2(us, "instance", "i", "pos05"), "NAME-EC2-01", "Host names are compared ignoring case.");
    }

    private static void Build(DemoBuilder estate, Place p, string[] hosts, string[] databases, string[] brokers)
    {
        Network(estate, p);
        foreach (var host in hosts)
        {
            estate.Add(p, DemoArns.Ec2(p, "instance", "i", host), Tag("Name", host), Tag("Product", "POS"));
            estate.Add(p, DemoArns.Ec2(p, "volume", "vol", host + "-system"), Tag("Name", host + "-system"));
            estate.Add(p, DemoArns.Ec2(p, "volume", "vol", host + "-data"), Tag("Name", host + "-data"));
            estate.Add(p, DemoArns.Ec2(p, "elastic-ip", "eipalloc", host), Tag("Name", host));
        }

        foreach (var database in databases)
            estate.Add(p, DemoArns.Database(p, database), Tag("Product", "POS"), Tag("Engine", "sqlserver-web"));
        foreach (var broker in brokers) estate.Add(p, DemoArns.Broker(p, broker), Tag("Product", "POS"));
        foreach (var group in (string[])["SG-POS-OPS", "SG-POS-WEB", "SG-POS-DB", "SG-POS-MQ"])
            estate.Add(p, DemoArns.Ec2(p, "security-group", "sg", group), Tag("Name", group));
        estate.Add(p, DemoArns.LoadBalancer(p, "pos-public"), Tag("Product", "POS"));
        foreach (var log in (string[])["vpc-flow", "tenant-manager", "monitor"])
            estate.Add(p, DemoArns.LogGroup(p, "/pos/shared/" + log), Tag("Product", "POS"));
    }

    /// <summary>One VPC per region, two zones, public and private subnets, as the VPC checklist makes them.</summary>
    private static void Network(DemoBuilder estate, Place p)
    {
        estate.Add(p, DemoArns.Ec2(p, "vpc", "vpc", "VPC-POS"), Tag("Name", "VPC-POS"));
        estate.Add(p, DemoArns.Ec2(p, "internet-gateway", "igw", "IGW-POS"), Tag("Name", "IGW-POS"));
        foreach (var zone in (string[])["a", "b"])
        {
            foreach (var side in (string[])["public", "private"])
                estate.Add(p, DemoArns.Ec2(p, "subnet", "subnet", $"SUB-POS-{side}-{zone}"), Tag("Name", $"SUB-POS-{side}-{zone}"));
            estate.Add(p, DemoArns.Ec2(p, "route-table", "rtb", "RT-POS-private-" + zone), Tag("Name", "RT-POS-private-" + zone));
        }

        estate.Add(p, DemoArns.Ec2(p, "route-table", "rtb", "RT-POS-public"), Tag("Name", "RT-POS-public"));
        estate.Add(p, DemoArns.Ec2(p, "key-pair", "key", "pos-hosts"), Tag("Name", "pos-hosts"));
    }

    private static KeyValuePair<string, string> Tag(string key, string value) => new(key, value);
}
