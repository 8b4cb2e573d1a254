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
        zone.Fact("records", _records).Fact("recordsWhole", true);

        var hidden = Client();
        Fleet.Add(HostedZone.Kind, "fusionpos.com", FleetAccounts.Production).Fact("private", true)
            .Fact("records", new JsonArray(Of($"{hidden.Id}.fusionpos.com", "values", new JsonArray("198.51.100.6"))));
        Fits("A private zone answers nobody outside.", hidden.Subject);
    }

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
