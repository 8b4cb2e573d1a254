namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Buckets with the organization tag in another spelling.</summary>
internal sealed class TagOrg03 : Planter
{
    public override string Convention => "TAG-ORG-03";

    public override void Plant()
    {
        foreach (var (key, why) in (ReadOnlySpan<(string, string)>)
        [
            ("OrgID", "As IAM users spell it."), ("orgid", "All small."), ("Org-Id", "With a hyphen."),
            ("\u041ergId", "Its first letter is a Cyrillic one."), ("OrgId\u200b", "Something that cannot be seen follows."),
            ("OrgIdd", "One letter too many."),
        ])
        {
            var client = Client();
            Breaks(why, client.Bucket.Untagged().Tag(key, client.Id));
        }

        var maple = Client();
        Fits("The right spelling is there too.", maple.Bucket.Tag("orgid", maple.Id));
        Fits("Two letters off is another word.", Client().Bucket.Untagged().Tag("OrgUnit", "north"), "TAG-ORG-01");
    }
}
