namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Buckets of clients that are named otherwise.</summary>
internal sealed class NameS301 : Planter
{
    public override string Convention => "NAME-S3-01";

    public override void Plant()
    {
        var maple = Client();
        Breaks("Tagged with the client and named otherwise.", Bucket($"{maple.Id}-files").Tag("OrgId", maple.Id));
        Breaks("A dot where the pattern has a hyphen.", Bucket($"fusion-rms.{maple.Id}"));
        Breaks("Something follows the client's ID.", Bucket($"fusion-rms-{maple.Id}-backup").In(FleetAccounts.NonProduction));
        // Buckets of long ago may have capital letters.
        Breaks("Another letter case.", Bucket($"Fusion-RMS-{maple.Id}").Tag("OrgId", maple.Id));
        var twice = $"shared-files-{Fleet.Next()}";
        Fleet.Record(Fleet.NewId(), EnvironmentKind.Production, twice);
        Fleet.Record(Fleet.NewId(), EnvironmentKind.Production, twice);
        Breaks("Recorded for two clients, so for none.", Bucket(twice).Tag("OrgId", maple.Id));

        Fits("The conventional name was taken; this one is recorded.", Client(recordedBucket: $"files-{Fleet.Next()}").Bucket);
        Fits("Another client's by name.", Client(EnvironmentKind.Staging).Bucket);
        Fits("Claims to be nobody's.", Bucket($"holiday-pictures-{Fleet.Next()}").In(FleetAccounts.NonProduction));
        Fits("Claims to be nobody's, where it should not be.", Bucket($"holiday-films-{Fleet.Next()}"), "NAME-S3-02");
    }
}
