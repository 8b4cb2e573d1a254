namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>IAM users of clients without the organization tag.</summary>
internal sealed class TagOrg02 : Planter
{
    public override string Convention => "TAG-ORG-02";

    public override void Plant()
    {
        Breaks("The name says whose it is, and no tag does.", Client().User.Untagged());
        Breaks("Tagged, and not with the organization.", Client(EnvironmentKind.QA).User.Untagged().Tag("Owner", "cloud-installs"));

        var maple = Client();
        Fits("The tag is there, as buckets spell it.", maple.User.Untagged().Tag("OrgId", maple.Id), "TAG-ORG-04");
        Fits("The tag is there and blank.", Client().User.Tag("OrgID", " "), "TAG-ORG-05");
        Fits("A person.", User("mia.chen").Fact("consolePassword", true).Fact("mfa", true));
    }
}
