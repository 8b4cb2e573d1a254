namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Buckets without the public folder.</summary>
internal sealed class CfgS305 : Planter
{
    public override string Convention => "CFG-S3-05";

    public override void Plant()
    {
        Breaks("Nothing begins with pub/.", Client().Bucket.Fact("pubFolder", false));
        Breaks("In the other account too.", Client(EnvironmentKind.QA).Bucket.Fact("pubFolder", false));
        Unjudged("Nobody looked.", Client().Bucket.Fact("pubFolder", null));

        Fits("It is there.", Client(EnvironmentKind.Staging).Bucket);
        Fits("Nobody's bucket needs none.", Bucket($"bare-{Fleet.Next()}").In(FleetAccounts.NonProduction).Fact("pubFolder", false));
    }
}
