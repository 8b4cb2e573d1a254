namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>What never had a tag, so that only its own service lists it.</summary>
internal static class PlantedNeverTagged
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Eu = new(DemoEstate.ProductionAccount, DemoEstate.EuWest);

    public static void Plant(DemoBuilder estate)
    {
        Buckets(estate);
        Hints(estate);
        Hosts(estate);
        Quiet(estate);
    }

    private static void Buckets(DemoBuilder estate)
    {
        foreach (var org in (string[])["milanoshoes", "orchardco"])
        {
            var bucket = estate.NeverTag(DemoArns.Bucket("fusion-rms-" + org));
            estate.ViolatesWhenListed(bucket, "TAG-ORG-01", "Never had a tag, so the tagging API does not know it.");
        }

        var nobodys = estate.NeverTag(estate.Add(Us, DemoArns.Bucket("pos-old-exports")));
        estate.ViolatesWhenListed(nobodys, "NAME-S3-02", "A bucket that never had a tag and that no name or record ties to a client.");
    }

    private static void Hints(DemoBuilder estate)
    {
        // Lambda makes a function's log group by itself and gives it no tags.
        var log = estate.NeverTag(estate.Add(Us, DemoArns.LogGroup(Us, "/aws/lambda/sandbox-import")));
        estate.ViolatesWhenListed(log, "ENV-04", "The name says sandbox, and no tag ever said whose it is.");
        var queue = estate.NeverTag(estate.Add(Eu, DemoArns.Queue(Eu, "uat-replay")));
        estate.ViolatesWhenListed(queue, "ENV-04", "The name says uat, and no tag ever said whose it is.");
    }

    private static void Hosts(DemoBuilder estate)
    {
        var host = estate.NeverTag(estate.Add(Us, DemoArns.Ec2(Us, "instance", "i", "forgotten")));
        estate.ViolatesWhenListed(host, "NAME-EC2-01", "Never had a tag, and so no name.");
        var volume = estate.NeverTag(estate.Add(Us, DemoArns.Ec2(Us, "volume", "vol", "forgotten")));
        estate.LooksLike(volume, "ENV-04", "Never tagged and without a name, so nothing hints at anything.");
    }

    private static void Quiet(DemoBuilder estate)
    {
        var queue = estate.NeverTag(estate.Add(Us, DemoArns.Queue(Us, "pos-dead-letters")));
        estate.LooksLike(queue, "TAG-ORG-01", "Never tagged and in production, but a queue that all clients share has to name none.");
        estate.LooksLike(queue, "ORG-ID-02", "Names no client, so there is none to be unknown.");
        var log = estate.NeverTag(estate.Add(Us, DemoArns.LogGroup(Us, "/aws/rds/instance/db-pos-01/error")));
        estate.LooksLike(log, "NAME-RDS-01", "Named after a database instance, and is a log group.");
        var bucket =
            estate.NeverTag(estate.Add(new Place(DemoEstate.CorporateAccount, DemoEstate.UsEast), DemoArns.Bucket("corp-build-cache")));
        estate.LooksLike(bucket, "NAME-S3-02", "Belongs to no client, and is not in the production account.");
    }
}
