namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Clients with one of bucket and user.</summary>
internal sealed class CfgRef01 : Planter
{
    public override string Convention => "CFG-REF-01";

    public override void Plant()
    {
        var (alone, lonely) = (Fleet.NewId(), Fleet.NewId());
        foreach (var id in (string[])[alone, lonely]) Fleet.Record(id, EnvironmentKind.Production);
        Breaks("A bucket, and no user.", Bucket($"fusion-rms-{alone}").Tag("OrgId", alone));
        Breaks("A user, and no bucket.", User($"rms_{lonely}").Tag("OrgID", lonely));

        var tagged = Fleet.NewId();
        Fleet.Record(tagged, EnvironmentKind.Production);
        Unjudged("A user is tagged as the client's, and called otherwise.", Bucket($"fusion-rms-{tagged}").Tag("OrgId", tagged));
        Fits("What a tag alone ties to a client needs no bucket.", User($"{tagged}_media").Tag("OrgID", tagged), "NAME-IAM-01");
        Fits("A recorded name pairs as well.", Client(recordedBucket: $"gallery-{Fleet.Next()}").User);
        Fits("Nobody's.", Bucket($"lonely-files-{Fleet.Next()}").In(FleetAccounts.NonProduction));
    }
}
