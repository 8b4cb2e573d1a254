namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Security groups that are named otherwise.</summary>
internal sealed class NameSg01 : Planter
{
    public override string Convention => "NAME-SG-01";

    public override void Plant()
    {
        Breaks("EC2 keeps letter case, so it counts.", Group("sg-pos-ops"));
        Breaks("The purpose is in capital letters.", Group("SG-POS-Web"));
        Breaks("A purpose of 41 characters.", Group("SG-POS-" + new string('A', 41)).In(FleetAccounts.NonProduction));
        Breaks("The purpose begins with a low line.", Group("SG-POS-_DB"));
        Breaks("The purpose begins with a small letter.", Group("SG-POS-xA"));
        Breaks("What the console proposes: nobody named it.", Group("launch-wizard-7"));
        Breaks("The same, many times.", Group("Launch-Wizard-128"));
        Breaks("Tagged with a client.", Group("web").Tag("OrgId", Client().Id), "TAG-ORG-09");

        Fits("The family's own example.", Group("SG-POS-OPS").In(FleetAccounts.Undeclared));
        Fits("A purpose of 40 characters.", Group("SG-RMS-" + new string('A', 40)));
        Fits("Digits, a hyphen and a low line.", Group("SG-XMS-2DB_1-A"));
        Fits("The VPC's own.", Group("default"));
        Fits("Elsewhere the console's proposal may be anybody's.", Group("launch-wizard-7").In(FleetAccounts.NonProduction));
        Fits("Named like it on purpose.", Group("launch-wizard-web"));
        Fits("Claims to be nobody's.", Group("office"));
    }
}
