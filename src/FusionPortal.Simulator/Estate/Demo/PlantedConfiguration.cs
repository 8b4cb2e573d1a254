namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Networks, databases and brokers that are set up wrongly, and some that only look it. Only their own lists show it.</summary>
internal static class PlantedConfiguration
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);

    public static void Plant(DemoBuilder estate) => Zones(estate);

    private static void Zones(DemoBuilder estate)
    {
        const string Rule = "CFG-RDS-03";
        estate.ViolatesWhenListed(
            DemoArns.Database(Us, "db-POS-02"), Rule, "Juniper Books' install records host POS01, which is in another zone.");
        estate.ViolatesWhenListed(
            DemoArns.Database(Us, "db-POS-03"), Rule, "Sunfield Farms' install records host POS04, which is in another zone.");
        estate.LooksLike(
            DemoArns.Database(Us, "db-RMS-04"), Rule, "Its number is POS04's; its install records host POS02, which is in its zone.");
        estate.LooksLike(
            DemoArns.Database(Us, "posreports"), Rule, "No install ties it to a host, so no host's zone is asked of it.");
    }
}
