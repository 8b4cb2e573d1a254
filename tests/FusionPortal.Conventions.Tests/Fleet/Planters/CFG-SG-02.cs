using System.Text.Json.Nodes;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Security groups that let the world reach databases.</summary>
internal sealed class CfgSg02 : Planter
{
    public override string Convention => "CFG-SG-02";

    public override void Plant()
    {
        Breaks("The port itself.", Of("tcp", 1433, 1433, "0.0.0.0/0"));
        Breaks("Inside a range, over IPv6.", Of("tcp", 1400, 1500, "::/0"));
        Breaks("Every protocol.", Of("all", null, null, "0.0.0.0/0"));
        Breaks("Half of the world.", Of("tcp", 0, 65535, "0.0.0.0/1"));
        Breaks("AWS's own group of a VPC.", Group("default").Fact("rules", new JsonArray(Rule("tcp", 1433, 1433, "0.0.0.0/0"))));
        Breaks("Whosever it is.", Of("tcp", 1433, 1433, "0.0.0.0/0").Named("crm").In(FleetAccounts.NonProduction));

        Unjudged("Nobody read what the prefix list holds.", Of("tcp", 1433, 1433, "pl-0a1b2c3d"));

        Fits("A prefix list, and another port.", Of("tcp", 443, 443, "pl-0a1b2c3d"));
        Fits("Another port.", Of("tcp", 443, 443, "0.0.0.0/0"));
        Fits("The port before and the one behind.", Group($"SG-POS-TO-{Fleet.Next()}").Fact(
            "rules", new JsonArray(Rule("tcp", 1000, 1432, "0.0.0.0/0"), Rule("tcp", 1434, 2000, "::/0"))));
        Fits("UDP is not SQL Server's.", Of("udp", 1433, 1433, "0.0.0.0/0"));
        Fits("A private network.", Of("tcp", 1433, 1433, "10.0.0.0/8"));
        Fits("Another group.", Of("tcp", 1433, 1433, "sg-0a1b"));
    }

    private FleetResource Of(string protocol, int? from, int? to, string source) =>
        Group($"SG-POS-DB-{Fleet.Next()}").Fact("rules", new JsonArray(Rule(protocol, from, to, source)));

    private static JsonObject Rule(string protocol, int? from, int? to, string source) => new()
    {
        ["protocol"] = protocol,
        ["fromPort"] = from,
        ["toPort"] = to,
        ["source"] = source,
        ["description"] = "Ana Ruiz",
    };
}
