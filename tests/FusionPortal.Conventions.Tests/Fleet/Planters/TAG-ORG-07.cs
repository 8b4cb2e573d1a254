namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Organization tags that name nobody, or somebody wrongly.</summary>
internal sealed class TagOrg07 : Planter
{
    public override string Convention => "TAG-ORG-07";

    public override void Plant()
    {
        var maple = Client();
        Breaks("Another letter case than recorded.", Queue().Tag("OrgId", maple.Id.ToUpperInvariant()));
        Breaks("A space before it.", Queue().Tag("OrgId", " " + maple.Id));
        Breaks("Nobody's ID on a recorded client's user.", Client().User.Tag("OrgID", "ghost6"), "TAG-ORG-08");
        Breaks(
            "Nobody's ID on a bucket recorded for a client.", Client(recordedBucket: $"files-{Fleet.Next()}").Bucket.Tag("OrgId", "ghost7"),
            "TAG-ORG-08");

        Fits("As recorded.", Queue().Tag("OrgId", maple.Id));
        Queue().Tag("OrgId", "ghost8");
        Also("Nobody's ID on a resource of nobody's is told once, for the organization.", "organization:ghost8", "ORG-ID-02");
        Fits("The ID stands under another key.", Queue().Tag("Owner", maple.Id.ToUpperInvariant()));
    }
}
