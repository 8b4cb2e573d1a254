namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>
/// What differs from what the demo's checklists say, and what only seems to. The records of those checklists are half of it:
/// <see cref="DemoCaptured"/>.
/// </summary>
internal static class PlantedIntent
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Eu = new(DemoEstate.ProductionAccount, DemoEstate.EuWest);
    private static readonly Place Qa = new(DemoEstate.QaAccount, DemoEstate.UsEast);

    public static void Plant(DemoBuilder estate)
    {
        Tenants(estate);
        Networks(estate);
        Values(estate);
        Absence(estate);
    }

    private static void Tenants(DemoBuilder estate)
    {
        const string Rule = "ENV-08";
        estate.ViolatesWhenListed(Host(Us, "POS03"), Rule, "Kite Cycles QA's install names it, and it is in POS Production.");
        estate.ViolatesWhenListed(
            Host(Qa, "POS52"), Rule, "Oak Street Grocers is a production client; its install names this host of POS QA.");
        estate.LooksLike(Host(Us, "POS01"), Rule, "Its one tenant is a production client.");
    }

    private static void Networks(DemoBuilder estate)
    {
        const string Rule = "ENV-09";
        var vpc = estate.Retag(DemoArns.Ec2(Eu, "vpc", "vpc", "VPC-POS"), new("Name", "VPC-POS"), new("Environment", "qa"));
        estate.Violates(vpc, "ENV-07", "Production's network in eu-west-1 calls itself QA.");
        foreach (var number in (string[])["21", "22"])
        {
            foreach (var arn in (string[])[Host(Eu, "POS" + number), DemoArns.Database(Eu, "db-POS-" + number)])
                estate.ViolatesWhenListed(arn, Rule, "Its VPC is tagged QA, and nothing else tells what it is for.");
        }
        estate.LooksLike(Host(Us, "POS02"), Rule, "Its VPC says nothing of an environment.");
    }

    private static void Values(DemoBuilder estate)
    {
        const string Rule = "CFG-INT-01";
        estate.ViolatesWhenListed(
            DemoArns.Database(Us, "db-POS-02"), Rule, "Juniper Books' install says us-east-1a; it is in us-east-1b.");
        estate.ViolatesWhenListed(Host(Us, "POS04"), Rule, "Sunfield Farms' install says us-east-1a; it is in us-east-1b.");
        estate.LooksLike(DemoArns.Database(Us, "db-RMS-04"), Rule, "In another zone than the others, as its install says.");
        estate.LooksLike(
            DemoArns.Database(Us, "db-POS-03"), Rule, "Its install says SQL Server 2019 Web; AWS says sqlserver-web and a whole version.");
    }

    private static void Absence(DemoBuilder estate)
    {
        const string Rule = "CFG-INT-02";
        foreach (var (org, name) in (ReadOnlySpan<(string, string)>)[("orchardco", "rms-orchardco"), ("peakbikes", "peakbikes_media")])
            estate.ViolatesWhenListed("organization:" + org, Rule, $"Its install says rms_{org}; the user is called {name}.");
        estate.LooksLike(
            "organization:juniper", Rule, "Its bucket has another name than the conventional one, and its install says which.");
    }

    private static string Host(Place p, string name) => DemoArns.Ec2(p, "instance", "i", name);
}
