namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>A client of the demo estate, as the portal's own records should know it.</summary>
/// <param name="OrgId">The organization ID.</param>
/// <param name="Title">The site title.</param>
/// <param name="Environment">Production, Staging, QA, Development, Demonstration or Other.</param>
/// <param name="Region">Where its resources are.</param>
/// <param name="RecordedBucketName">The bucket name an installer recorded because the conventional one was taken.</param>
public sealed record DemoClient(string OrgId, string Title, string Environment, string Region, string? RecordedBucketName = null);

internal static class DemoClients
{
    private const string Us = DemoEstate.UsEast;
    private const string Eu = DemoEstate.EuWest;

    public static IReadOnlyList<DemoClient> All { get; } =
    [
        new("nwbakery", "Northwind Bakery", "Production", Us),
        new("oakgrocer", "Oak Street Grocers", "Production", Us),
        new("kitecycles", "Kite Cycles", "Production", Us),
        new("harborbooks", "Harbor Books", "Production", Us),
        new("cedarhome", "Cedar Home", "Production", Us),
        new("bluefinch", "Blue Finch Coffee", "Production", Us),
        new("rivertoys", "River Toys", "Production", Us),
        new("lumensalon", "Lumen Salons", "Production", Us),
        new("tidepets", "Tide Pet Supply", "Production", Us),
        new("alpinegear", "Alpine Gear", "Production", Us),
        new("maplehw", "Maple Hardware", "Production", Us),
        new("juniper", "Juniper Books", "Production", Us, "fusion-rms-juniper-books"),
        new("saltlane", "Salt Lane Fish", "Production", Us),
        new("peakbikes", "Peak Bikes", "Production", Us),
        new("orchardco", "Orchard & Co", "Production", Us),
        new("sunfield", "Sunfield Farms", "Production", Us, "sunfield-rms-media"),
        new("brasskettle", "Brass Kettle Tea", "Production", Us),
        new("pinepost", "Pine Post Outfitters", "Production", Us),
        // Three names that look like another environment and are not.
        new("devonshire", "Devonshire Teas", "Production", Us),
        new("qarma", "Qarma Foods", "Production", Us),
        new("testarossa", "Testarossa Coffee", "Production", Eu),
        new("galwaywool", "Galway Wool", "Production", Eu),
        new("lisboncork", "Lisbon Cork", "Production", Eu),
        new("oresundbike", "Øresund Cykler", "Production", Eu),
        new("alpenbrot", "Alpenbrot", "Production", Eu),
        new("prahacrystal", "Praha Crystal", "Production", Eu),
        new("tyneoptics", "Tyne Optics", "Production", Eu),
        new("fjordfish", "Fjord Fish", "Production", Eu),
        new("milanoshoes", "Milano Shoes", "Production", Eu),
        new("cedarstage", "Cedar Home, staging", "Staging", Us),
        new("kitestage", "Kite Cycles, staging", "Staging", Us),
        new("galwaystage", "Galway Wool, staging", "Staging", Eu),
        new("kiteqa", "Kite Cycles QA", "QA", Us),
        new("nwqa", "Northwind Bakery QA", "QA", Us),
        new("harborqa", "Harbor Books QA", "QA", Us),
        new("xmsqa1", "XMS QA 1", "QA", Us),
        new("galwayqa", "Galway Wool QA", "QA", Eu),
        new("xmsdev", "XMS development", "Development", Us),
        new("posdev", "POS development", "Development", Eu),
        new("posdemo", "POS demonstration store", "Demonstration", Us),
        new("retaildemo", "Retail fair", "Demonstration", Us),
        new("eurodemo", "European demonstration store", "Demonstration", Eu),
    ];
}
