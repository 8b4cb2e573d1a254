namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Organizations that resources name and nobody has recorded.</summary>
internal sealed class OrgId02 : Planter
{
    public override string Convention => "ORG-ID-02";

    public override void Plant()
    {
        Bucket("fusion-rms-ghost1").Tag("OrgId", "ghost1");
        User("rms_ghost1").Tag("OrgID", "ghost1");
        Breaks("Two resources name ghost1, which is told once.", "organization:ghost1");
        Queue().Tag("OrgId", "Ghost2");
        Queue().In(FleetAccounts.NonProduction).Tag("OrgID", "ghost2 ");
        Breaks("Two tags that differ in case and spaces name one organization.", "organization:ghost2");
        Also("A name that says whose it is takes a tag too.", User("rms_ghost3").In(FleetAccounts.NonProduction), "TAG-ORG-02");
        Breaks("A name alone names it.", "organization:ghost3");

        Fleet.Record("ghostly", EnvironmentKind.QA);
        Fits("Recorded, with nothing in AWS yet.", "organization:ghostly");
        Fits("The first word of a name is no claim.", Queue("ghost4-orders"));
        Fits(
            "A recorded client's bucket: its tag is wrong, and names nobody.", Client().Bucket.Tag("OrgId", "ghost5"),
            "TAG-ORG-07", "TAG-ORG-08");
        Unjudged("Tags nobody read may name somebody nobody has heard of.", "estate");
    }

    public override void PlantInPart() => Unjudged("One account was not seen whole.", "estate");
}
