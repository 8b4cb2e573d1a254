namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Clients in both kinds of account.</summary>
internal sealed class Env05 : Planter
{
    public override string Convention => "ENV-05";

    public override void Plant()
    {
        var maple = Client();
        Also("A production client's, outside.", maple.User.In(FleetAccounts.NonProduction), "ENV-02");
        Breaks("A user in one kind of account, a bucket in the other.", maple.Subject);
        var birch = Client(EnvironmentKind.Demonstration);
        Also("A demonstration in the production account.", birch.Bucket.In(FleetAccounts.Production), "ENV-01");
        Breaks("A bucket in one kind of account, a user in the other.", birch.Subject);

        Fits("Everything in one.", Client(EnvironmentKind.Staging).Subject);
        var cedar = Client();
        var contested = Client(EnvironmentKind.QA).Bucket.Tag("OrgId", cedar.Id);
        Also("Name and tag say two clients.", contested, "TAG-ORG-08");
        AlsoUnjudged("Whose it is stays open.", contested, "ENV-02");
        Fits("What is claimed for two counts for none.", cedar.Subject);
    }

    public override void PlantInPart()
    {
        Unjudged("One account was not seen whole.", Client().Subject);
        Fleet.Record("nowhere", EnvironmentKind.QA);
        Unjudged("Nothing of it was seen.", "organization:nowhere");
    }
}
