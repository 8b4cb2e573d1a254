using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>A tag of the company's own that has to be there.</summary>
internal sealed class Own01 : Planter
{
    public override string Convention => "OWN-01";

    public override void Plant()
    {
        Breaks("Not there.", Key());
        Breaks("Another tag is there.", Key().Tag("Team", "anybody"));
        Breaks("Also asked of load balancers.", Add(LoadBalancer.Kind, "shop", FleetAccounts.NonProduction));
        Unjudged("Nobody says what the account is for.", Key().In(FleetAccounts.Undeclared).Tag("Stack", "blue"));

        Fits("There.", Key().Tag("CostCenter", "CC-4711"));
        Fits("Misspelled, which is told by another.", Key().Tag("costcenter", "CC-4711"), "OWN-03");
        Fits("Empty, which is told by another.", Key().Tag("CostCenter", ""), "OWN-02");
        Fits("Not asked in production accounts.", Key().In(FleetAccounts.Production).Tag("Stack", "blue"));
        Fits("Not asked of queues.", Queue().In(FleetAccounts.NonProduction));
    }

    public override void PlantInPart() => Unjudged("Of key pairs only those that were ever tagged are seen.", "estate");

    private FleetResource Key() => Add(KeyPair.Kind, $"key-{Fleet.Next()}", FleetAccounts.NonProduction);
}
