namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>IAM users of clients that are named otherwise.</summary>
internal sealed class NameIam01 : Planter
{
    public override string Convention => "NAME-IAM-01";

    public override void Plant()
    {
        var maple = Client();
        Breaks("A hyphen where the pattern has a low line.", User($"rms-{maple.Id}").Tag("OrgID", maple.Id));
        Breaks("Tagged with the client and named otherwise.", User($"{maple.Id}_media").Tag("OrgID", maple.Id));
        Breaks("Another letter case.", User($"RMS_{maple.Id}").Tag("OrgID", maple.Id));

        Fits("A person, who is nobody's client.", User("ana.ruiz").Fact("consolePassword", true).Fact("mfa", true));
        Fits("A person in another account.", User("joe").In(FleetAccounts.NonProduction).Fact("consolePassword", true).Fact("mfa", true));
        // The bucket's name may be taken, a user's never is: it need only be new in its account.
        Fits("Only the bucket has another name.", Client(recordedBucket: $"media-{Fleet.Next()}").User);
    }
}
