namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Buckets of clients without the organization tag.</summary>
internal sealed class TagOrg01 : Planter
{
    public override string Convention => "TAG-ORG-01";

    public override void Plant()
    {
        Breaks("The name says whose it is, and no tag does.", Client().Bucket.Untagged());
        Breaks("Tagged, and not with the organization.", Client(EnvironmentKind.QA).Bucket.Untagged().Tag("Owner", "cloud-installs"));
        Breaks("The name is recorded, and no tag says whose it is.", Client(recordedBucket: $"files-{Fleet.Next()}").Bucket.Untagged());

        Fits("The tag is there, in another spelling.", Spelled("Org-Id"), "TAG-ORG-03");
        Fits("The tag is there and empty.", Client().Bucket.Tag("OrgId", ""), "TAG-ORG-05");
        Fits("Nobody's.", Bucket("office-pictures").In(FleetAccounts.NonProduction));
    }

    public override void PlantInPart() => Unjudged("Of buckets only those that were ever tagged are seen.", "estate");

    private FleetResource Spelled(string key)
    {
        var client = Client();
        return client.Bucket.Untagged().Tag(key, client.Id);
    }
}
