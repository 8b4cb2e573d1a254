namespace FusionPortal.Conventions.Tests.Fleet.Scenarios;

/// <summary>Where nobody told the tags, nothing that tags could change is judged; the rest is.</summary>
internal sealed class TagsNobodyRead : Planting
{
    // What may depend on tags for any resource.
    private static readonly string[] OfAny =
    [
        "TAG-ORG-05", "TAG-ORG-06", "TAG-ORG-07", "TAG-ORG-10", "TAG-SEC-01", "TAG-SEC-02", "ENV-07", "OWN-02", "OWN-03", "OWN-04",
        "OWN-05",
    ];

    public override void Plant()
    {
        Unjudged(
            "A bucket that its name gives to a client.", Client().Bucket.TagsUnread(),
            [.. OfAny, "TAG-ORG-01", "TAG-ORG-03", "TAG-ORG-08"]);
        Unjudged(
            "A user that its name gives to a client.", Client().User.TagsUnread(), [.. OfAny, "TAG-ORG-02", "TAG-ORG-04", "TAG-ORG-08"]);
        // A tag could tell that it is a client's: of its place, and of what its name hints at.
        Unjudged("A queue of anybody's.", Queue().TagsUnread(), [.. OfAny, "ENV-01", "ENV-02", "ENV-04"]);
        Unjudged(
            "A host that a group which scales by itself may have named.", Host("kiosk").TagsUnread(),
            [.. OfAny, "NAME-EC2-01", "TAG-ORG-09", "ENV-01", "ENV-02", "ENV-04"]);
        Unjudged("A broker of the right name.", Broker().TagsUnread(),
            [.. OfAny, "TAG-ORG-09", "ENV-01", "ENV-02", "ENV-04", "CFG-MQ-02"]);
    }
}
