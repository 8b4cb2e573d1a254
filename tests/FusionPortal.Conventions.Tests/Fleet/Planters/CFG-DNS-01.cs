using System.Text.Json.Nodes;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Host names that point to hosts of ours, and elsewhere.</summary>
internal sealed class CfgDns01 : Planter
{
    private JsonArray _records = [];

    public override string Convention => "CFG-DNS-01";

    public override void Plant()
    {
        // Several fleets are planted by one planter.
        _records = [];
        var zone = Fleet.Add(HostedZone.Kind, "fusionpos.com", FleetAccounts.Production);
        Fleet.Add(Ec2Instance.Kind, $"POS{Fleet.NewNumber()}", FleetAccounts.Production).Fact("publicIp", "203.0.113.1");
        Fleet.Add(Ec2Instance.Kind, $"POS{Fleet.NewNumber()}", FleetAccounts.NonProduction).Fact("publicIp", "203.0.113.2");
        Fleet.Add(ElasticIp.Kind, "bound", FleetAccounts.Production).Fact("publicIp", "203.0.113.3").Fact("associationId", "eipassoc-1");
        Fleet.Add(ElasticIp.Kind, "free", FleetAccounts.Production).Fact("publicIp", "203.0.113.4");
        Fleet.Add(LoadBalancer.Kind, "web", FleetAccounts.Production).Fact("dnsName", "Web-1.us-east-1.elb.amazonaws.com");

        Breaks("Nobody of ours has the address.", Points("198.51.100.1"));
        Breaks("An elastic IP that is bound to nothing.", Points("203.0.113.4"));
        Breaks("A production client’s on a host of the QA account.", Points("203.0.113.2"));
        Breaks("A QA client’s on a production host.", Points("203.0.113.1", EnvironmentKind.QA));
        Breaks("One of two addresses is nobody’s.", Points(["203.0.113.1", "198.51.100.2"]));
        var older = Client();
        Record($"{older.Id}.fusionrms.com", "values", new JsonArray("198.51.100.7"));
        Breaks("Of the older domain.", older.Subject);
        Breaks("The name of an instance that is no more.", StandsFor("ec2-198-51-100-3.compute-1.amazonaws.com"));

        Fits("The host’s own address.", Points("203.0.113.1"));
        Fits("The elastic IP of a host.", Points("203.0.113.3"));
        Fits("A QA client’s on a host of its own account.", Points("203.0.113.2", EnvironmentKind.QA));
        Fits("An alias of our load balancer.", StandsFor("dualstack.web-1.us-east-1.elb.amazonaws.com"));
        Fits("The name of an instance.", StandsFor("ec2-203-0-113-1.compute-1.amazonaws.com"));
        Fits("Recorded in no zone of ours.", Client().Subject);
        var other = Client();
        Record($"{other.Id}.fusionstore.com", "values", new JsonArray("198.51.100.4"));
        Fits("A name that is not the default one.", other.Subject);
        Unjudged("A name of somebody else’s.", StandsFor("shop.example.net"));
        var six = Client();
        _records.Add(new JsonObject
        {
            ["name"] = $"{six.Id}.fusionpos.com",
            ["type"] = "AAAA",
            ["values"] = new JsonArray("2600:1f18::1"),
        });
        Unjudged("An address of IPv6 alone.", six.Subject);
        Record("nobodyofours.fusionpos.com", "values", new JsonArray("198.51.100.5"));
        PlantChains();
        PlantOwnHosts();
        zone.Fact("records", _records).Fact("recordsWhole", true);

        var hidden = Client();
        Fleet.Add(HostedZone.Kind, "fusionpos.com", FleetAccounts.Production).Fact("private", true)
            .Fact("records", new JsonArray(Of($"{hidden.Id}.fusionpos.com", "values", new JsonArray("198.51.100.6"))));
        Fits("A private zone answers nobody outside.", hidden.Subject);
    }

    private void PlantChains()
    {
        Record("one.fusionpos.com", "target", "two.fusionpos.com");
        Record("two.fusionpos.com", "values", new JsonArray("203.0.113.1"));
        Fits("A name for a name for the host’s address.", StandsFor("one.fusionpos.com"));
        Record("left.fusionpos.com", "target", "gone.fusionpos.com");
        Record("gone.fusionpos.com", "values", new JsonArray("198.51.100.11"));
        Breaks("A name for a name for nobody’s address.", StandsFor("left.fusionpos.com"));
        Record("both.fusionpos.com", "target", "two.fusionpos.com");
        Record("both.fusionpos.com", "target", "gone.fusionpos.com");
        Breaks("One of two chains ends at nobody’s.", StandsFor("both.fusionpos.com"));

        Record("round.fusionpos.com", "target", "about.fusionpos.com");
        Record("about.fusionpos.com", "target", "round.fusionpos.com");
        Unjudged("Two names stand for one another.", StandsFor("round.fusionpos.com"));
        var self = Client();
        Record($"{self.Id}.fusionpos.com", "target", $"{self.Id}.fusionpos.com");
        Unjudged("It stands for itself.", self.Subject);
        Record("away.fusionpos.com", "target", "shop.example.net");
        Unjudged("The chain leaves our zones.", StandsFor("away.fusionpos.com"));
        for (var i = 1; i < 9; i++) Record($"long{i}.fusionpos.com", "target", $"long{i + 1}.fusionpos.com");
        Record("long9.fusionpos.com", "values", new JsonArray("203.0.113.1"));
        Fits("Eight names, one after the other.", StandsFor("long3.fusionpos.com"));
        Unjudged("More names than anybody means.", StandsFor("long1.fusionpos.com"));
        // Hundreds of records of either name: every name is asked once in a chain.
        for (var i = 0; i < 60; i++)
        {
            Record("many.fusionpos.com", "target", "more.fusionpos.com");
            Record("more.fusionpos.com", "target", "many.fusionpos.com");
        }

        Unjudged("Many ways round in a circle.", StandsFor("many.fusionpos.com"));
    }

    private void PlantOwnHosts()
    {
        var (host, other) = (At("203.0.113.21"), At("203.0.113.22"));
        host.Fact("vpcId", "vpc-0a1b");
        Fleet.Add(ElasticIp.Kind, "own", FleetAccounts.Production).Fact("publicIp", "203.0.113.23").Fact("instanceId", host.Id);
        Fleet.Add(ElasticIp.Kind, "gateway", FleetAccounts.Production).Fact("publicIp", "203.0.113.24").Fact("associationId", "eipassoc-2");
        var beside = Fleet.Add(LoadBalancer.Kind, "beside", FleetAccounts.Production)
            .Fact("dnsName", "beside.us-east-1.elb.amazonaws.com").Fact("vpcId", "vpc-0a1b");
        Fleet.Add(LoadBalancer.Kind, "apart", FleetAccounts.Production)
            .Fact("dnsName", "apart.us-east-1.elb.amazonaws.com").Fact("vpcId", "vpc-0c2d");

        Fits("The client’s own host.", On(host, Holds("203.0.113.21")));
        Fits("The elastic IP of its own host.", On(host, Holds("203.0.113.23")));
        Fits("A load balancer beside its host.", On(host, Holds(beside)));
        Breaks("Another host of ours than its install says.", On(host, Holds("203.0.113.22")));
        Breaks("Another host’s, by a chain.", On(other, id => Record($"{id}.fusionpos.com", "target", "chain.fusionpos.com")));
        Record("chain.fusionpos.com", "values", new JsonArray("203.0.113.21"));
        Breaks("Its own host’s and another’s.", On(host, Holds("203.0.113.21", "203.0.113.22")));
        Unjudged("An elastic IP of no instance.", On(host, Holds("203.0.113.24")));
        Unjudged("A load balancer of another VPC.", On(
            host, id => Record($"{id}.fusionpos.com", "target", "apart.us-east-1.elb.amazonaws.com")));

        var nowhere = Client();
        Fleet.Capture(Ec2Instance.Kind, nowhere.Id, "POS9998");
        Record($"{nowhere.Id}.fusionpos.com", "values", new JsonArray("203.0.113.21"));
        Unjudged("Its install names a host that nobody sees.", nowhere.Subject);
        Also("And that is told.", nowhere.Subject, "CFG-INT-02");
    }

    private FleetResource At(string address) =>
        Fleet.Add(Ec2Instance.Kind, $"POS{Fleet.NewNumber()}", FleetAccounts.Production).Fact("publicIp", address);

    private string On(FleetResource host, Action<string> record)
    {
        var client = Client();
        Fleet.Capture(Ec2Instance.Kind, client.Id, host.Name!);
        record(client.Id);
        return client.Subject;
    }

    private Action<string> Holds(params string[] addresses) =>
        id => Record($"{id}.fusionpos.com", "values", new JsonArray([.. addresses.Select(a => JsonValue.Create(a))]));

    private Action<string> Holds(FleetResource balancer) =>
        id => Record($"{id}.fusionpos.com", "target", $"{balancer.Name}.us-east-1.elb.amazonaws.com");

    private string Points(string address, EnvironmentKind environment = EnvironmentKind.Production) =>
        Points([address], environment);

    private string Points(string[] addresses, EnvironmentKind environment = EnvironmentKind.Production)
    {
        var client = Client(environment);
        Record($"{client.Id}.FusionPOS.com", "values", new JsonArray([.. addresses.Select(a => JsonValue.Create(a))]));
        return client.Subject;
    }

    private string StandsFor(string target)
    {
        var client = Client();
        Record($"{client.Id}.fusionpos.com", "target", target);
        return client.Subject;
    }

    private void Record(string name, string key, JsonNode value) => _records.Add(Of(name, key, value));

    private static JsonObject Of(string name, string key, JsonNode value) =>
        new() { ["name"] = name, ["type"] = key == "target" ? "CNAME" : "A", [key] = value };
}
