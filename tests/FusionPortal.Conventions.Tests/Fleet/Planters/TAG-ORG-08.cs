namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Organization tags that say another client than the name.</summary>
internal sealed class TagOrg08 : Planter
{
    public override string Convention => "TAG-ORG-08";

    public override void Plant()
    {
        var (maple, birch, cedar) = (Client(), Client(), Client(EnvironmentKind.QA));
        Breaks("Two clients of one kind of account.", maple.Bucket.Tag("OrgId", birch.Id));
        Breaks("Two clients of one kind of account.", maple.User.Tag("OrgID", birch.Id));
        Breaks("Two clients of two kinds of account.", birch.Bucket.Tag("OrgId", cedar.Id));
        AlsoUnjudged("Whose it is stays open, so its place does too.", birch.Bucket, "ENV-01");
        var named = Client(recordedBucket: $"files-{Fleet.Next()}");
        Breaks("Recorded for one client, tagged with another.", named.Bucket.Tag("OrgId", birch.Id));

        var (oak, ash, elm) = (Client(), Client(), Client());
        Fits("Letter case is another convention's.", oak.Bucket.Tag("OrgId", oak.Id.ToUpperInvariant()), "TAG-ORG-07");
        // Of two tags, the one in the spelling of the kind counts.
        Fits("The right spelling says the same.", ash.Bucket.Tag("OrgID", birch.Id), "TAG-ORG-06");
        Fits("The right spelling says the same.", elm.User.Tag("OrgId", birch.Id), "TAG-ORG-06");
        Fits("A queue's name claims nothing.", Queue($"{maple.Id}-orders-{Fleet.Next()}").Tag("OrgId", birch.Id));
    }
}
