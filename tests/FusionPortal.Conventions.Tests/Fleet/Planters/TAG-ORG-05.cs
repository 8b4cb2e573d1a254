namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Organization tags that say nothing.</summary>
internal sealed class TagOrg05 : Planter
{
    public override string Convention => "TAG-ORG-05";

    public override void Plant()
    {
        Breaks("Empty.", Queue().Tag("OrgId", ""));
        Breaks("A space only.", Queue().Tag("OrgID", " "));
        Breaks("Empty on a kind of its own spelling.", Client().Bucket.Tag("OrgId", ""));
        Breaks("Empty beside one that says something.", Queue().Tag("OrgId", Client().Id).Tag("orgid", ""));

        Fits("No such tag.", Queue());
        Fits("Another tag is empty.", Queue().Tag("Owner", ""));
    }
}
