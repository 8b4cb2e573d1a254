using System.Text.Json.Nodes;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Staff's security groups with rules that name nobody.</summary>
internal sealed class CfgSg01 : Planter
{
    public override string Convention => "CFG-SG-01";

    public override void Plant()
    {
        Breaks("Nothing beside it.", Ops(Rule("198.51.100.11/32", null)));
        Breaks("Blanks beside it.", Ops(Rule("198.51.100.11/32", " \u200b")));
        Breaks("A whole network.", Ops(Rule("198.51.100.0/24", "The office")));
        Breaks("Another group.", Ops(Rule("sg-0a1b", "Hosts")));
        Breaks("An older group's name.", Group("SG-RMS-OPS").Fact("rules", new JsonArray(Rule("198.51.100.11/32", ""))));
        Breaks("Whatever letter case.", Group("SG-POS-OPS").Fact("rules", new JsonArray(Rule("2001:db8::/64", "Ana Ruiz"))));
        Unjudged("Nobody told its rules.", Ops().Fact("rules", null), "CFG-SG-02");
        Unjudged("A rule that is none.", Ops(JsonValue.Create(7)), "CFG-SG-02");

        Fits("One address of IPv4 and one of IPv6.", Ops(Rule("198.51.100.11/32", "Ana Ruiz"), Rule("2001:db8::7/128", "Marek Novak")));
        Fits("No rule at all.", Ops());
        Fits("Another group of the family.", Group("SG-POS-OPSWORK").Fact("rules", new JsonArray(Rule("198.51.100.0/24", null))));
    }

    private FleetResource Ops(params JsonNode?[] rules) => Group("SG-POS-OPS").Fact("rules", new JsonArray(rules));

    private static JsonObject Rule(string source, string? description) => new()
    {
        ["protocol"] = "tcp",
        ["fromPort"] = 1433,
        ["toPort"] = 1433,
        ["source"] = source,
        ["description"] = description,
    };
}
