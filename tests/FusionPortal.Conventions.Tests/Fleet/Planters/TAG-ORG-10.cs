namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Keys that only look like the organization tag's.</summary>
internal sealed class TagOrg10 : Planter
{
    public override string Convention => "TAG-ORG-10";

    public override void Plant()
    {
        var maple = Client();
        Breaks("Its first letter is a Cyrillic one.", Queue().Tag("\u041ergId", maple.Id));
        Breaks("Something that cannot be seen stands in it.", Queue().Tag("Org\u200bId", maple.Id));
        Breaks("One letter wrong, and a client's ID under it.", Queue().Tag("OrgIf", maple.Id));
        Breaks("Beside the right one.", maple.Bucket.Tag("Org\u0406d", maple.Id));
        Breaks("Beside the right one.", maple.User.Tag("Org\u0406D", maple.Id));

        Fits("A hyphen is seen by everybody.", Queue().Tag("Org-Id", maple.Id));
        Fits("One letter wrong, and nobody's ID under it.", Queue().Tag("OrgIf", "north"));
    }
}
