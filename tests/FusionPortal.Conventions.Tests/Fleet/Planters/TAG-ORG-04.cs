namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>IAM users with the organization tag in another spelling.</summary>
internal sealed class TagOrg04 : Planter
{
    public override string Convention => "TAG-ORG-04";

    public override void Plant()
    {
        foreach (var (key, why) in (ReadOnlySpan<(string, string)>)
        [
            ("OrgId", "As buckets spell it."), ("orgid", "All small."), ("Org\u0399D", "Its I is a Greek iota."),
            ("OgrID", "Two letters have changed places."),
        ])
        {
            var client = Client();
            Breaks(why, client.User.Untagged().Tag(key, client.Id));
        }

        var maple = Client();
        Fits("The right spelling is there too.", maple.User.Tag("OrgId", maple.Id));
        Fits("Another word.", Client().User.Untagged().Tag("Organizer", "ana"), "TAG-ORG-02");
    }
}
